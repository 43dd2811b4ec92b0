"""Parameters are checked before any kernel starts."""

from __future__ import annotations

import json

import pytest

from cni_analytics.errors import InputError, UsageError
from cni_analytics.reports import parameters


@pytest.fixture
def notebook(tmp_path):
    def write(source: str, *, tagged: bool = True, name: str = "a.ipynb"):
        cell = {"cell_type": "code", "metadata": {"tags": ["parameters"] if tagged else []}, "source": source}
        path = tmp_path / name
        path.write_text(json.dumps({"cells": [cell], "nbformat": 4, "nbformat_minor": 5, "metadata": {}}), "utf-8")
        return path

    return write


def test_declared_with_their_defaults(notebook):
    path = notebook("# comment\nlanguage = 'el'  # el or en\nminimum: int = 5\nshare = 0.5\nstrict = True\n")
    assert parameters.declared(path) == {"language": "el", "minimum": 5, "share": 0.5, "strict": True}


@pytest.mark.parametrize("source", ["a = open('x')", "a = None", "import os", "a = b = [1]"])
def test_only_plain_values_are_parameters(notebook, source):
    with pytest.raises(InputError, match=r"a\.ipynb: expected"):
        parameters.declared(notebook(source))


def test_a_notebook_without_a_parameters_cell_is_refused(notebook):
    with pytest.raises(InputError, match="one cell tagged"):
        parameters.declared(notebook("a = 1", tagged=False))


def test_a_broken_notebook_is_refused(tmp_path):
    path = tmp_path / "broken.ipynb"
    path.write_text("{")
    with pytest.raises(InputError, match="a Jupyter notebook"):
        parameters.declared(path)


def test_an_unknown_parameter_is_refused_with_the_nearest_name(notebook):
    with pytest.raises(UsageError, match=r"parameter langauge: .*did you mean language\?"):
        parameters.check({"langauge": "el"}, [notebook("language = 'el'")])


def test_text_stays_text_and_a_number_is_a_number(notebook):
    path = notebook("period = ''\nminimum = 5\nshare = 0.5\nstrict = False")
    given = {"period": "0621", "minimum": "7", "share": "1", "strict": "true"}
    assert parameters.check(given, [path])[path] == {"period": "0621", "minimum": 7, "share": 1.0, "strict": True}


@pytest.mark.parametrize(("name", "value"), [("minimum", "five"), ("minimum", 1.5), ("strict", "perhaps"), ("text", 3)])
def test_a_value_of_another_type_is_refused(notebook, name, value):
    with pytest.raises(UsageError, match=f"parameter {name}: expected"):
        parameters.check({name: value}, [notebook("minimum = 5\nstrict = False\ntext = ''")])


def test_each_notebook_gets_only_what_it_declares(notebook):
    one, two = notebook("a = 1\nb = 1", name="1.ipynb"), notebook("b = 2", name="2.ipynb")
    assert parameters.check({"a": 3, "b": 4}, [one, two]) == {one: {"a": 3, "b": 4}, two: {"b": 4}}


def test_days(notebook):
    assert parameters.day("date_from", "") is None
    assert str(parameters.day("date_from", "2024-06-26")) == "2024-06-26"
    with pytest.raises(UsageError, match="a day as 2024-06-26"):
        parameters.day("date_from", "26/6/2024")
