"""The ``cni`` command from outside: what it prints where, and the exit codes a scheduler relies on."""

from __future__ import annotations

import contextlib
import io
import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from cni_analytics import cli as package
from cni_analytics.cli import COMMANDS, cli, run
from cni_analytics.cli.reference import PAGE, reference
from cni_analytics.errors import Exit

SERRES = "data/raw/serres/2024-210.md"
CNI = [sys.executable, "-m", "cni_analytics"]


def cni(*args: str | Path, cwd: Path | None = None, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*CNI, *map(str, args)], capture_output=True, text=True, encoding="utf-8", cwd=cwd, check=False,
        env={**os.environ, **environment},
    )  # fmt: skip


def here(*args: str | Path) -> subprocess.CompletedProcess[str]:
    """The same in this process, which is quicker."""
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8", newline="\n") for _ in "oe")
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = run([str(arg) for arg in args])
    texts = []
    for stream in (out, err):
        stream.flush()
        texts.append(stream.buffer.getvalue().decode("utf-8"))  # type: ignore[attr-defined]
    return subprocess.CompletedProcess(list(args), code, *texts)


def lines(text: str) -> list[str]:
    return [line for line in text.splitlines() if line.strip()]


# -- parse ------------------------------------------------------------------------------------------


def test_one_file_gives_one_indented_object_and_nothing_else() -> None:
    done = cni("parse", SERRES)
    assert done.returncode == 0
    assert done.stderr == ""
    assert done.stdout.startswith('{\n  "schema": "cni-decision/1"')
    record = json.loads(done.stdout)
    assert record["municipality"] == "Σερρών", "Greek as it is, not as escapes"
    assert "Σερρών" in done.stdout


def test_several_files_give_one_object_a_line_in_the_order_given(tmp_path: Path) -> None:
    other = tmp_path / "b.txt"
    other.write_text("ΔΗΜΟΣ ΒΡΑΧΩΝ\nΑριθμ. Απόφασης: 7/2020\nΑΠΟΦΑΣΙΖΕΙ ΟΜΟΦΩΝΑ\nΕγκρίνει.", "utf-8")
    for jobs in ("1", "2"):
        done = cni("parse", "--jobs", jobs, SERRES, tmp_path / "gone.txt", other, SERRES)
        records = [json.loads(line) for line in lines(done.stdout)]
        assert [(r["decision"] or {}).get("number") for r in records] == [210, None, 7, 210]
        assert records[1]["document"]["text_source"] == "none"
        assert done.returncode == Exit.BAD_INPUT
        assert len(lines(done.stderr)) == 1


def bad_inputs(folder: Path) -> dict[str, Path]:
    (folder / "empty.txt").write_bytes(b"")
    (folder / "white.md").write_bytes(b" \n\n\t")
    (folder / "page.pdf").write_text("<!doctype html><html>Not found</html>", "utf-8")
    (folder / "broken.pdf").write_bytes(b"%PDF-1.7\n1 0 obj\n<< /Type")
    (folder / "office.txt").write_bytes(b"PK\x03\x04 a word processor's document")
    (folder / "nothing.txt").write_text("Ανακοίνωση: την Κυριακή διακόπτεται η υδροδότηση του οικισμού.", "utf-8")
    (folder / "folder").mkdir()
    return {name: folder / name for name in ("gone.pdf", "empty.txt", "white.md", "page.pdf", "broken.pdf",
                                             "office.txt", "nothing.txt", "folder")}  # fmt: skip


def test_bad_input_gives_one_clear_line_and_its_object(tmp_path: Path) -> None:
    given = bad_inputs(tmp_path)
    done = cni("parse", *given.values())
    assert done.returncode == Exit.BAD_INPUT
    said, records = lines(done.stderr), [json.loads(line) for line in lines(done.stdout)]
    assert len(said) == len(records) == len(given)
    for (name, path), line, record in zip(given.items(), said, records, strict=True):
        assert line.startswith(f"cni: {path}: ")
        assert "expected" in line
        assert "found" in line
        assert ";" in line, "and what to do"
        assert record["schema"] == "cni-decision/1"
        if name != "nothing.txt":
            assert record["document"]["text_source"] == "none"
            assert [f["code"] for f in record["findings"] if f["severity"] == "error"]


def test_one_bad_file_gives_its_object_too(tmp_path: Path) -> None:
    done = here("parse", tmp_path / "gone.pdf")
    assert done.returncode == Exit.BAD_INPUT
    assert json.loads(done.stdout)["document"]["text_source"] == "none"
    assert len(lines(done.stderr)) == 1


def test_a_pdf_in_disguise_is_read_and_named(tmp_path: Path) -> None:
    from reportlab.pdfgen.canvas import Canvas

    path = tmp_path / "decision.txt"
    canvas = Canvas(str(path))
    canvas.drawString(72, 700, "Decision 12/2020")
    canvas.save()
    done = here("parse", path)
    assert json.loads(done.stdout)["document"]["media_type"] == "application/pdf"
    said = lines(done.stderr)
    assert len(said) == 1
    assert "found" in said[0]
    assert "Traceback" not in said[0]


def test_a_file_name_cannot_drive_the_terminal(tmp_path: Path) -> None:
    done = here("parse", f"{tmp_path}/a\x1b[2J\nb\u202e.txt")
    assert done.returncode == Exit.BAD_INPUT
    assert not {"\x1b", "\u202e"} & set(done.stderr)
    assert len(lines(done.stderr)) == 1


@pytest.mark.skipif(os.name != "posix", reason="names of bytes")
def test_a_file_name_that_is_not_text(tmp_path: Path) -> None:
    name = os.fsencode(tmp_path) + b"/\xff.txt"
    Path(os.fsdecode(name)).write_text("ΔΗΜΟΣ", "utf-8")
    done = subprocess.run([*map(os.fsencode, CNI), b"parse", name], capture_output=True, check=False)
    assert done.returncode == Exit.BAD_INPUT
    assert b"Traceback" not in done.stderr


def test_utf8_whatever_the_locale() -> None:
    done = cni("parse", SERRES, LC_ALL="C", PYTHONUTF8="0", PYTHONCOERCECLOCALE="0", PYTHONIOENCODING="ascii")
    assert done.returncode == 0
    assert "Σερρών" in done.stdout


def test_a_fault_in_the_reader_costs_one_document(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    import cni_analytics.cli.parse as parse

    real = parse.from_document

    def faulty(document: object) -> object:
        if getattr(document, "pages", ()) and document.name.endswith("bad.txt"):  # type: ignore[attr-defined]
            raise RuntimeError("out of luck")
        return real(document)  # type: ignore[arg-type]

    monkeypatch.setattr(parse, "from_document", faulty)
    (tmp_path / "bad.txt").write_text("ΔΗΜΟΣ", "utf-8")
    done = CliRunner().invoke(cli, ["parse", str(tmp_path / "bad.txt"), SERRES], standalone_mode=False)
    first, second = (json.loads(line) for line in lines(done.stdout))
    assert first["document"]["text_source"] == "none"
    assert "out of luck" in done.stderr
    assert second["decision"]["number"] == 210
    assert done.return_value == Exit.BAD_INPUT


# -- wrong usage, interruption, unexpected faults ----------------------------------------------------


@pytest.mark.parametrize(
    "args",
    [[], ["parse"], ["parse", "--nothing", "x"], ["nothing"], ["parse", "--jobs", "0", "x"], ["show"],
     ["show", "--language", "fr", SERRES]],
    ids=" ".join,
)  # fmt: skip
def test_wrong_usage(args: list[str]) -> None:
    done = here(*args)
    assert done.returncode == Exit.USAGE
    assert done.stdout == ""
    assert "Traceback" not in done.stderr
    if args:
        assert len(lines(done.stderr)) == 1
        assert "--help" in done.stderr


def test_a_closed_pipe_is_no_error_to_talk_about() -> None:
    many = " ".join([SERRES] * 60)
    script = f"{sys.executable} -m cni_analytics parse {many} | head -c 10"
    done = subprocess.run(["bash", "-o", "pipefail", "-c", script], capture_output=True, text=True, check=False)
    assert done.stderr == ""
    assert done.returncode == 128 + signal.SIGPIPE


def test_ctrl_c_stops_with_a_word(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(package.cli, "main", lambda **_: (_ for _ in ()).throw(KeyboardInterrupt))
    assert run(["parse", SERRES]) == 130
    assert capsys.readouterr().err == "cni: stopped\n"


def test_an_unexpected_fault_is_one_line_and_debug_shows_it_all(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from cni_analytics.cli import messages

    monkeypatch.setattr(package.cli, "main", lambda **_: (_ for _ in ()).throw(ZeroDivisionError("oh")))
    assert run(["parse", SERRES]) == Exit.FAILURE
    said = capsys.readouterr().err
    assert len(lines(said)) == 1
    assert "--debug" in said
    monkeypatch.setattr(messages, "_debug", True)
    with pytest.raises(ZeroDivisionError):
        run(["parse", SERRES])


def test_parse_starts_without_the_heavy_libraries() -> None:
    code = (
        "import sys, cni_analytics.cli as c; c.run(['parse', sys.argv[1]]); "
        "heavy = {'pandas', 'matplotlib', 'scipy', 'duckdb', 'pyarrow', 'papermill', 'pypdfium2', 'PIL', 'numpy'}; "
        "print(sorted(heavy & set(sys.modules)), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code, SERRES], capture_output=True, text=True, check=True)
    assert done.stderr.strip() == "[]"


# -- show -------------------------------------------------------------------------------------------


def test_show_marks_the_facts() -> None:
    done = here("show", SERRES, "--language", "en")
    assert done.returncode == 0
    assert "[Δρίγκα Χρυσούλα]‹present, president›" in done.stdout
    assert "presence_counts_swapped" in done.stdout
    assert "Present at the item: 22  (derived)" in done.stdout
    assert "\x1b" not in done.stdout, "no colour where nobody looks"


def test_show_writes_a_page(tmp_path: Path) -> None:
    out = tmp_path / "new" / "page.html"
    done = here("show", SERRES, "--html", out)
    assert done.returncode == 0
    assert done.stdout == ""
    assert out.read_text("utf-8").startswith("<!doctype html>")
    assert not list(out.parent.glob(".*")), "nothing left beside it"


def test_show_never_writes_over_the_document(tmp_path: Path) -> None:
    copy = tmp_path / "a.md"
    copy.write_text(Path(SERRES).read_text("utf-8"), "utf-8")
    for target in (copy, tmp_path):
        done = here("show", copy, "--html", target)
        assert done.returncode == Exit.USAGE
        assert len(lines(done.stderr)) == 1
    assert copy.read_text("utf-8") == Path(SERRES).read_text("utf-8")


def test_show_says_why_where_nothing_could_be_read(tmp_path: Path) -> None:
    done = here("show", tmp_path / "gone.pdf")
    assert done.returncode == Exit.BAD_INPUT
    assert "unreadable_document" in done.stdout
    assert len(lines(done.stderr)) == 1


# -- build, status, export ---------------------------------------------------------------------------


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("corpus")
    done = here("build", "data/raw", "--corpus", folder / "corpus", "--store", folder / "store")
    assert done.returncode == 0, done.stderr
    assert "1 decision" in done.stdout
    return folder


def test_building_again_finds_nothing_to_do(built: Path) -> None:
    done = here("build", "data/raw", "--corpus", built / "corpus", "--store", built / "store")
    assert done.returncode == 0
    assert "Nothing has changed" in done.stdout


def test_status(built: Path) -> None:
    done = here("status", "data/raw", "--corpus", built / "corpus", "--json")
    assert done.returncode == 0
    status = json.loads(done.stdout)
    assert status["up_to_date"] is True
    assert "up to date" in here("status", "data/raw", "--corpus", built / "corpus").stdout


def test_export(built: Path) -> None:
    done = here("export", built / "csv", "--corpus", built / "corpus")
    assert done.returncode == 0, done.stderr
    assert Path(done.stdout.strip()).name == "datapackage.json"
    assert (built / "csv" / "decisions.csv").exists()


def test_a_corpus_that_was_never_built(tmp_path: Path) -> None:
    for args in (("status", "--corpus", tmp_path / "none"), ("export", tmp_path / "csv", "--corpus", tmp_path / "none"),
                 ("report", "--corpus", tmp_path / "none", "--out", tmp_path / "reports")):  # fmt: skip
        done = here(*args)
        assert done.returncode == Exit.BAD_INPUT, args
        assert len(lines(done.stderr)) == 1
        assert "cni build" in done.stderr
    assert list(tmp_path.iterdir()) in ([], [tmp_path / "reports"]), "nothing is half written"


def test_a_folder_of_documents_that_is_not_there(tmp_path: Path) -> None:
    done = here("build", tmp_path / "none", "--corpus", tmp_path / "c", "--store", tmp_path / "s")
    assert done.returncode == Exit.BAD_INPUT
    assert len(lines(done.stderr)) == 1
    assert not (tmp_path / "c").exists()


def test_a_parameter_no_notebook_has(built: Path) -> None:
    for given in ("sesion=26", "nonsense"):
        done = here("report", "--corpus", built / "corpus", "--out", built / "reports", "--parameter", given)
        assert done.returncode == Exit.USAGE
        assert len(lines(done.stderr)) == 1
        assert not (built / "reports" / "network").exists()


# -- help and documentation ---------------------------------------------------------------------------


def test_the_page_of_the_commands_is_current() -> None:
    page = Path("docs", PAGE).read_text("utf-8")
    assert page == reference(), "run: python -m cni_analytics.cli.reference docs"


def test_every_command_and_option_is_documented() -> None:
    page = Path("docs", PAGE).read_text("utf-8")
    context = click.Context(cli)
    for name, line in COMMANDS.items():
        command = cli.get_command(context, name)
        assert command is not None
        assert command.name == name
        assert command.help
        assert line.endswith(".")
        section = page.split(f"## cni {name}\n", 1)[1].split("\n## ", 1)[0]
        for parameter in command.params:
            if isinstance(parameter, click.Option):
                assert parameter.help, f"cni {name} {parameter.opts}"
                assert all(option in section for option in parameter.opts)
            else:
                assert parameter.make_metavar(context).strip("[].") in section


def test_no_command_lies_in_the_folder_unlisted() -> None:
    listed = {f"{name}.py" for name in COMMANDS} | {
        "__init__.py",
        "messages.py",
        "progress.py",
        "watching.py",
        "reference.py",
    }
    assert {path.name for path in Path(package.__file__).parent.glob("*.py")} == listed


def test_version() -> None:
    from cni_analytics import __version__

    assert cni("--version").stdout == f"cni {__version__}\n"
