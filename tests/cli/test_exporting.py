"""`deliverydesk export`: every name in every format opens again, and only pictures load Qt."""

import json
import os
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from pptx import Presentation
from PySide6.QtGui import QImage
from python_calamine import CalamineWorkbook

from deliverydesk.actions.stages import move_to_stage
from deliverydesk.document.document import Document
from deliverydesk.domain.values import Stage
from tests.cli.conftest import Run, read

ENDINGS = {".png", ".svg", ".pdf", ".pptx", ".xlsx", ".csv"}


def opens(path: Path) -> None:
    """Open the file as its reader would, and look for something in it."""
    ending = path.suffix
    if ending == ".png":
        assert not QImage(str(path)).isNull()
    elif ending == ".svg":
        root = ET.parse(path).getroot()
        assert root.tag.endswith("svg")
        assert root.findtext("{http://www.w3.org/2000/svg}title")
    elif ending == ".pdf":
        assert path.read_bytes().startswith(b"%PDF-")
    elif ending == ".pptx":
        deck = Presentation(str(path))
        assert all(slide.shapes.title.text_frame.text for slide in deck.slides)
        assert len(deck.slides) > 0
    elif ending == ".xlsx":
        book = CalamineWorkbook.from_path(str(path))
        assert len(book.get_sheet_by_index(len(book.sheet_names) - 1).to_python()) > 1
    else:
        assert path.read_text(encoding="utf-8-sig").count("\n") > 1


def test_every_name_in_every_format_opens_again(run: Run, sample: Path, tmp_path: Path) -> None:
    listed = json.loads(run("export", sample, "--list", "--json").out)
    names = {each["name"]: set(each["endings"]) for each in listed}

    assert {"backlog", "roadmap", "progress", "scores", "effort"} < set(names)
    assert sum(name.startswith("outcome:") for name in names) == len(read(sample).outcomes)
    seen = set()
    for name, endings in names.items():
        if name.startswith("outcome:") and "outcome" in seen:
            endings = {".pptx"}
        seen.add(name.partition(":")[0])
        for ending in sorted(endings):
            target = tmp_path / f"{name.replace(':', '-')}{ending}"
            answer = run("export", sample, "--what", name, "--to", target)
            assert (answer.code, answer.err) == (0, ""), f"{name} as {ending}"
            opens(target)
    assert names["roadmap"] == ENDINGS


def test_size_and_scale_are_those_of_the_picture(run: Run, sample: Path, tmp_path: Path) -> None:
    for scale, wide in ((1, 640), (2, 1280)):
        target = tmp_path / f"{scale}.png"
        run("export", sample, "--what", "progress", "--to", target, "--size", "640x360", "--scale", scale)
        assert (QImage(str(target)).width(), QImage(str(target)).height()) == (wide, wide * 9 // 16)


def test_the_dark_theme_has_a_dark_ground(run: Run, sample: Path, tmp_path: Path) -> None:
    grounds = []
    for theme in ("light", "dark"):
        target = tmp_path / f"{theme}.png"
        run("export", sample, "--what", "roadmap", "--to", target, "--theme", theme)
        grounds.append(QImage(str(target)).pixelColor(2, 2).lightness())
    assert grounds[0] > 200 > 60 > grounds[1]


def test_several_things_make_one_deck(run: Run, sample: Path, tmp_path: Path) -> None:
    target = tmp_path / "deck.pptx"

    answer = run("export", sample, "--what", "roadmap", "--what", "progress", "--what", "backlog", "--to", target)

    assert answer.code == 0
    slides = list(Presentation(str(target)).slides)
    assert sum(shape.has_chart for slide in slides for shape in slide.shapes) == 1
    assert sum(shape.has_table for slide in slides for shape in slide.shapes) >= 1


def test_the_backlog_is_in_the_managers_order_and_comes_back_unchanged(run: Run, sample: Path, tmp_path: Path) -> None:
    target = tmp_path / "backlog.csv"
    run("export", sample, "--what", "backlog", "--to", target)

    portfolio = read(sample)
    lines = target.read_text(encoding="utf-8-sig").splitlines()
    assert "RICE score" in lines[0]
    first = portfolio.deliverables[portfolio.ranking[0]].title
    assert first in lines[1]
    again = json.loads(run("import", target, sample, "--dry-run", "--json").out)
    assert (again["added"], again["updated"], again["unchanged"]) == (0, 0, len(portfolio.live))


@pytest.mark.parametrize(
    ("name", "ending"), [("outcomes", "csv"), ("products", "xlsx"), ("teams", "csv"), ("people", "xlsx")]
)
def test_a_register_comes_back_unchanged_and_whole(
    run: Run, sample: Path, empty: Path, tmp_path: Path, name: str, ending: str
) -> None:
    target = tmp_path / f"{name}.{ending}"
    assert run("export", sample, "--what", name, "--to", target).code == 0

    before = list(getattr(read(sample), name))
    again = json.loads(run("import", target, sample, "--dry-run", "--json").out)
    assert (again["what"], again["added"], again["updated"], again["unchanged"]) == (name, 0, 0, len(before))
    other = json.loads(run("import", target, empty, "--json").out)
    assert (other["added"], other["problems"]) == (len(before), [])
    assert [each.name for each in getattr(read(empty), name)] == [each.name for each in before]


def test_an_outcome_is_named_by_its_name_too(run: Run, sample: Path, tmp_path: Path) -> None:
    target = tmp_path / "outcome.csv"

    assert run("export", sample, "--what", "outcome:renewal RATE", "--to", target).code == 0
    opens(target)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--what", "roadmap"), "--what NAME --to OUT"),
        (("--what", "roadmp", "--to", "x.png"), "There is no roadmp"),
        (("--what", "outcome:99999", "--to", "x.png"), "no outcome called 99999"),
        (("--what", "outcome", "--to", "x.png"), "which outcome"),
        (("--what", "backlog", "--to", "x.png"), ".xlsx, .csv or .pptx"),
        (("--what", "progress", "--to", "x.docx"), "cannot be written as .docx"),
        (("--what", "progress", "--what", "scores", "--to", "x.png"), "only as PowerPoint"),
    ],
)
def test_wrong_use_is_one_sentence_and_2(run: Run, sample: Path, arguments: tuple[str, ...], words: str) -> None:
    answer = run("export", sample, *arguments)

    assert answer.code == 2
    assert words in answer.err
    assert answer.err.count("\n") == 1


def test_an_export_that_fails_leaves_the_file_that_was_there(run: Run, sample: Path, tmp_path: Path) -> None:
    target = tmp_path / "old.png"
    target.write_bytes(b"old")

    answer = run("export", sample, "--what", "progress", "--to", target, "--size", "20000x20000", "--scale", "16")

    assert (answer.code, answer.err.count("\n")) == (1, 1)
    assert target.read_bytes() == b"old"
    assert [path.name for path in tmp_path.iterdir() if path.suffix == ".png"] == ["old.png"]


@pytest.mark.parametrize("ending", [".xlsx", ".csv", ".pptx"])
def test_nothing_but_pictures_loads_qt(sample: Path, tmp_path: Path, ending: str) -> None:
    code = (
        "import sys; from deliverydesk.cli.main import main\n"
        f"target = {str(tmp_path / ('x' + ending))!r}\n"
        "for name in ('roadmap', 'progress'):\n"
        f"    assert main(['export', {str(sample)!r}, '--what', name, '--to', target]) == 0\n"
        "sys.exit([name for name in sys.modules if name.startswith(('PySide6', 'shiboken6', 'pyqtgraph'))] != [])"
    )

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)

    assert (done.returncode, done.stderr) == (0, "")


def test_a_picture_needs_no_display(sample: Path, tmp_path: Path) -> None:
    hidden = {key: value for key, value in os.environ.items() if key not in ("DISPLAY", "WAYLAND_DISPLAY")}
    hidden.pop("QT_QPA_PLATFORM", None)
    target = tmp_path / "roadmap.png"
    command = [sys.executable, "-m", "deliverydesk.cli.main", "export", str(sample), "--what", "roadmap"]

    done = subprocess.run([*command, "--to", str(target)], env=hidden, capture_output=True, text=True, check=False)

    assert (done.returncode, done.stderr) == (0, "")
    opens(target)


def test_a_chart_of_flow_knows_what_was_moved_on_the_board(run: Run, sample: Path, tmp_path: Path) -> None:
    document = Document.open(sample)
    going = next(item for item in document.portfolio.deliverables if item.title == "Listing fixes")
    document.apply(move_to_stage(document.portfolio, [going.id], Stage.DELIVERY))
    document.close()
    target = tmp_path / "ageing.csv"
    run("export", sample, "--what", "ageing", "--to", target)
    assert "Listing fixes" in target.read_text(encoding="utf-8-sig")


def test_a_roadmap_tells_its_forecast_only_when_asked(run: Run, sample: Path, tmp_path: Path) -> None:
    plain, told = tmp_path / "plain.csv", tmp_path / "told.csv"
    assert run("export", sample, "--what", "roadmap", "--to", plain).code == 0
    for _ in range(2):
        before = told.read_bytes() if told.exists() else b""
        assert run("export", sample, "--what", "roadmap", "--forecast", "--to", told).code == 0
    assert told.read_bytes() == before, "the same figures each time"
    assert "P85" not in plain.read_text(encoding="utf-8-sig")
    assert "P85: 85 of 100 by" in told.read_text(encoding="utf-8-sig")
