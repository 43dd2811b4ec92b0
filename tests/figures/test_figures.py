"""What holds for every figure: letters, layout, bytes, rows, records, and the honest empty one."""

from __future__ import annotations

import hashlib
import html
import io
import itertools
import json
import subprocess
import sys
import warnings
import xml.etree.ElementTree as ElementTree
from dataclasses import replace
from functools import cache
from pathlib import Path

import matplotlib as mpl
import numpy as np
import pandas as pd
import pytest
from crowded_gallery import COUNCILS, CROWDED
from figure_gallery import CONTEXT, EMPTY, FIGURES, GROUPED, SYNTHETIC, TINY
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.text import Text
from PIL import Image

from cni_analytics import figures
from cni_analytics.errors import InputError, UsageError
from cni_analytics.figures import Quote, SourceDocument
from cni_analytics.figures.language import LANGUAGES, Language
from cni_analytics.figures.style import house
from cni_analytics.metrics import adoption
from cni_analytics.metrics.kaplan_meier import kaplan_meier

SIZES = ("column", "full")
LOOKS = list(itertools.product(LANGUAGES, SIZES))
SOME_LOOKS = [("el", "column"), ("en", "full")]
MADE = {**FIGURES, **TINY, **{f"{name} (empty)": make for name, make in EMPTY.items()}}


def made(name, code="el", size=None, *, synthetic=False):
    """One figure of the gallery, by default of one size in each language, so that the tests share them."""
    return _made(name, code, size or dict(SOME_LOOKS)[code], synthetic)


@cache
def _made(name, code, size, synthetic):
    """A warning, of a missing letter say, is an error."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        return MADE[name](language=code, size=size, context=SYNTHETIC if synthetic else CONTEXT)


@cache
def boxes(figure):
    """Bounding box and words of every piece of type, in pixels, without the watermark."""
    with house(), warnings.catch_warnings():
        warnings.simplefilter("error")
        return _boxes(figure)


def _boxes(figure):
    renderer = FigureCanvasAgg(figure.drawing).get_renderer()
    texts = [t for t in figure.drawing.findobj(Text) if t.get_visible() and t.get_text().strip()]
    return [(t.get_window_extent(renderer), t.get_text()) for t in texts if t.get_gid() != "watermark"]


@pytest.mark.parametrize(
    ("name", "code", "size"),
    [(name, code, size) for name in MADE for code, size in (LOOKS if name in FIGURES else SOME_LOOKS)],
)
def test_type_stays_on_the_page_and_apart_and_no_letter_is_missing(name, code, size):
    fits(made(name, code, size))


@pytest.mark.parametrize("name", CROWDED)
@pytest.mark.parametrize(("code", "size"), SOME_LOOKS)
def test_so_it_does_with_too_many_rows_and_hostile_names(name, code, size):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        figure = CROWDED[name](language=code, size=size, context=CONTEXT)
    fits(figure)


def test_hostile_words_leave_the_svg_well_formed():
    figure = CROWDED["findings"](language="el", size="column", context=CONTEXT)
    root = ElementTree.fromstring(figure.svg_bytes())
    assert "<script>" in "".join(root.itertext())


def fits(figure):
    """All type on the page, and no two pieces of it on each other."""
    placed = boxes(figure)
    words = [text for _, text in placed]
    x0, y0, x1, y1 = np.array([box.extents for box, _ in placed]).T
    page = figure.drawing.bbox
    off = (x0 < 0) | (y0 < 0) | (x1 > page.x1) | (y1 > page.y1)
    assert not off.any(), [words[n] for n in np.flatnonzero(off)]
    wide = np.minimum.outer(x1, x1) - np.maximum.outer(x0, x0)
    high = np.minimum.outer(y1, y1) - np.maximum.outer(y0, y0)
    # Boxes reach from the highest accent to the lowest tail; lines of type may share that air.
    on = np.triu((wide > 0.5) & (high > 0.35 * np.minimum.outer(y1 - y0, y1 - y0)), 1)
    assert not on.any(), [(words[a], words[b]) for a, b in np.argwhere(on)]


@pytest.mark.parametrize("name", ["attendance", "unanimity"])
def test_councils_beyond_the_room_are_left_out_and_said(name):
    figure = CROWDED[name](language="en", size="full", context=CONTEXT)
    assert figure.data["municipality_id"].nunique() == 40
    assert figure.record["rows"]["left_out"]["councils beyond those shown"] == COUNCILS - 40
    assert any("5 more councils" in words for _, words in boxes(figure))


@pytest.mark.parametrize("name", MADE)
@pytest.mark.parametrize("code", LANGUAGES)
def test_the_face_says_n_coverage_source_and_definition(name, code):
    figure = made(name, code)
    face = " ".join(words for _, words in boxes(figure))
    words = Language(code)
    for key in ("source.label", "definition.label", "coverage.label"):
        assert words.say(key) in face
    assert words.pick(CONTEXT.source_el, CONTEXT.source_en) in face
    if "empty" not in name:
        assert "n = " in face


@pytest.mark.parametrize(("name", "code"), list(zip(MADE, itertools.cycle(LANGUAGES), strict=False)))
def test_invented_data_are_marked_on_the_face_in_the_words_and_in_the_record(name, code):
    mark = Language(code).say("synthetic.banner")
    figure = made(name, code, synthetic=True)
    assert any(words.startswith(mark) for _, words in boxes(figure))
    assert figure.alt.startswith(mark)
    assert figure.record["synthetic"] is True
    assert not any(mark in words for _, words in boxes(made(name, code)))


@pytest.mark.parametrize("name", FIGURES)
def test_the_csv_holds_exactly_the_plotted_rows(name, tmp_path):
    figure = made(name)
    paths = figure.save(tmp_path / "new")
    assert {suffix: path.name for suffix, path in paths.items()} == {
        suffix: f"fig-{figure.id}.{suffix}" for suffix in ("svg", "png", "csv", "json")
    }
    assert paths["csv"].read_bytes().startswith(b"\xef\xbb\xbf")
    read = pd.read_csv(paths["csv"], dtype=str, keep_default_na=False)
    assert list(read.columns) == list(figure.data.columns)
    assert len(read) == len(figure.data)
    record = json.loads(paths["json"].read_text("utf-8"))
    assert record == figure.record
    assert record["rows"]["csv_sha256"] == hashlib.sha256(paths["csv"].read_bytes()).hexdigest()
    assert record["rows"]["plotted"] == len(figure.data)
    assert record["alt"] == figure.alt
    assert record["documents"][0]["quotes"][0]["text"] == "ΟΜΟΦΩΝΑ"
    assert record["definition"]["text"]
    text = paths["json"].read_text("utf-8")
    assert text == json.dumps(record, ensure_ascii=False, indent=2, sort_keys=True) + "\n"


@pytest.mark.parametrize("name", EMPTY)
@pytest.mark.parametrize("code", LANGUAGES)
def test_nothing_to_draw_says_so(name, code):
    figure = made(f"{name} (empty)", code)
    assert figure.id == made(name, code).id
    assert Language(code).say("nothing.title") in " ".join(words for _, words in boxes(figure))
    assert Language(code).say("nothing.title") in figure.alt
    assert figure.data.empty


@pytest.mark.parametrize("name", FIGURES)
def test_the_picture_is_said_in_words(name):
    alts = {code: made(name, code).alt for code in LANGUAGES}
    assert alts["el"] != alts["en"]
    for alt in alts.values():
        assert len(alt) > 60
        assert "nan" not in alt.lower().split()
        assert "{" not in alt


@pytest.mark.parametrize("name", FIGURES)
def test_png_carries_nothing_but_the_picture(name):
    figure = made(name)
    with Image.open(io.BytesIO(figure.png_bytes())) as picture:
        assert set(picture.info) <= {"dpi"}
        assert picture.width == int(90 / 25.4 * 300)


@pytest.mark.parametrize("name", FIGURES)
def test_svg_is_self_contained_and_readable_by_a_screen_reader(name):
    figure = made(name)
    svg = figure.svg_bytes().decode("utf-8")
    assert f'<desc id="desc">{html.escape(figure.alt, quote=False)}</desc>' in svg
    assert 'lang="el"' in svg
    assert "<text" not in svg
    assert "<dc:date>" not in svg
    assert "<script" not in svg


def test_a_figure_shows_itself_in_a_notebook():
    figure = made("decision-path", "en")
    bundle, about = figure._repr_mimebundle_()
    assert html.escape(figure.alt) in bundle["text/html"]
    assert figure.alt in bundle["text/plain"]
    assert about["image/png"]["alt"] == figure.alt
    assert figure._repr_png_().startswith(b"\x89PNG")


def test_a_record_takes_what_a_dataframe_holds():
    quote = Quote("seats", np.int64(1), "35", np.int64(0), np.int64(2))
    document = SourceDocument(sha256=None, path="x", quotes=(quote,))
    context = replace(CONTEXT, documents=(document,), parameters={"from": pd.Timestamp("2024-06-26"), "n": np.int64(3)})
    record = FIGURES["duration"](language="el", size="column", context=context).record
    assert record["documents"][0]["quotes"][0]["page"] == 1
    assert record["parameters"]["from"].startswith("2024-06-26")
    assert record["parameters"]["n"] == 3


def test_a_figure_can_lie_beside_others_of_its_kind(tmp_path):
    figure = made("duration").named("serres")
    paths = figure.save(tmp_path)
    assert paths["json"].name == "fig-time-to-step-serres.json"
    assert figure.record["id"] == "time-to-step-serres"
    assert figure.svg_bytes() == made("duration").svg_bytes()
    with pytest.raises(InputError, match="lower-case words"):
        figure.named("../x")


def test_what_a_reader_does_with_the_rows_does_not_change_the_figure():
    figure = made("network-growth")
    before = figure.csv_bytes()
    taken = figure.data
    taken.loc[:, "members_min"] = 99
    assert figure.csv_bytes() == before


SCRIPT = """
import hashlib, sys
from crowded_gallery import COUNCILS, CROWDED
from figure_gallery import CONTEXT, FIGURES
for name, make in FIGURES.items():
    figure = make(language="el", size="column", context=CONTEXT)
    for part in (figure.svg_bytes(), figure.csv_bytes(), figure.json_bytes()):
        print(name, hashlib.sha256(part).hexdigest())
"""


HOSTILE = """
font.family: serif
lines.linewidth: 7
axes.facecolor: red
figure.dpi: 333
savefig.bbox: tight
savefig.facecolor: green
hatch.linewidth: 4
svg.fonttype: none
svg.hashsalt: other
path.sketch: 5, 100, 2
text.color: blue
"""


def test_same_input_same_bytes_in_another_process_with_other_settings(tmp_path):
    here = Path(__file__).parent
    (tmp_path / "matplotlibrc").write_text(HOSTILE, "utf-8")
    run = subprocess.run(
        [sys.executable, "-c", SCRIPT],
        cwd=here, check=True, capture_output=True, text=True,
        env={"PYTHONHASHSEED": "7", "PYTHONPATH": str(here), "LANG": "C", "HOME": str(tmp_path),
             "MATPLOTLIBRC": str(tmp_path / "matplotlibrc"), "MPLCONFIGDIR": str(tmp_path / "cache")},
    )  # fmt: skip
    here_now = []
    for name in FIGURES:
        figure = made(name)
        for part in (figure.svg_bytes(), figure.csv_bytes(), figure.json_bytes()):
            here_now.append(f"{name} {hashlib.sha256(part).hexdigest()}")
    assert run.stdout.splitlines() == here_now
    assert len(here_now) == 3 * len(FIGURES)


def test_drawing_leaves_the_settings_of_the_caller_alone():
    with mpl.rc_context({"font.family": ["serif"], "svg.fonttype": "none"}):
        FIGURES["members"](language="en", size="column", context=CONTEXT).svg_bytes()
        assert mpl.rcParams["font.family"] == ["serif"]
        assert mpl.rcParams["svg.fonttype"] == "none"


def test_figures_do_without_pyplot():
    code = "import sys, cni_analytics.figures; sys.exit('matplotlib.pyplot' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_a_step_no_document_states_has_no_curve():
    curve = kaplan_meier([5, 9], [False, False]).assign(n=2, decisions=3)
    figure = figures.time_to_step(curve, end="publication", language="en", context=CONTEXT)
    assert figure.data.empty
    assert "No document states this step: publication" in figure.alt
    assert figure.record["rows"]["left_out"]["no date of the step"] == 2


def test_a_way_of_grouping_without_a_word_is_refused():
    with pytest.raises(UsageError, match="colour"):
        figures.movers({"colour": pd.DataFrame()}, first_until="2020-01-01", context=CONTEXT)


def test_regions_are_named_in_the_language_of_the_figure():
    members = GROUPED.assign(region="Κεντρικής Μακεδονίας")
    groups = {"region": adoption.movers(members, first_until="2020-01-01", by="region")}
    english = figures.movers(groups, first_until="2020-01-01", language="en", context=CONTEXT)
    assert "Central Macedonia" in english.alt
    assert set(english.data["group"]) == {"Κεντρικής Μακεδονίας"}
