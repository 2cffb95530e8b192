"""The export sheet by mouse and keyboard: what can be written as what, and that the files are what they should be."""

import threading
from pathlib import Path

import pytest
from pptx import Presentation
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from deliverydesk.actions import scenarios
from deliverydesk.charts.backlog import backlog_table
from deliverydesk.charts.roadmap import build_roadmap
from deliverydesk.charts.table import TableData
from deliverydesk.support.errors import DeskError
from deliverydesk.ui import text
from deliverydesk.ui.dialogs.export import export
from deliverydesk.ui.dialogs.export.naming import LIMIT, safe_name
from deliverydesk.ui.dialogs.export.sheet import ExportSheet
from deliverydesk.ui.exportable import Exportable
from tests.ui.dialogs.conftest import TODAY, ExampleWindow


@pytest.fixture
def sheet(qtbot: QtBot, example_window: ExampleWindow) -> ExportSheet:
    portfolio = example_window.desk.portfolio
    seen = [
        Exportable("backlog", "Backlog as seen", lambda: backlog_table(portfolio)),
        Exportable("roadmap", "Roadmap, the months shown", lambda: build_roadmap(portfolio, today=TODAY)),
    ]
    return opened(qtbot, example_window, seen)


def opened(qtbot: QtBot, window: ExampleWindow, seen: list[Exportable], *, wait: bool = True) -> ExportSheet:
    export(window, window.desk, seen)  # type: ignore[arg-type]
    made = window.findChild(ExportSheet)
    if wait:
        qtbot.waitUntil(lambda: not made.busy)
    return made


@pytest.fixture
def answers(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[str]:
    """What the person types where a name is asked for; an empty list takes the name suggested."""
    given: list[str] = []

    def name(parent: object, title: str, suggestion: str, kinds: str) -> tuple[str, str]:
        return str(tmp_path / (given.pop(0) if given else Path(suggestion).name)), kinds

    monkeypatch.setattr(QFileDialog, "getSaveFileName", name)
    return given


def row(sheet: ExportSheet, words: str) -> int:
    return next(n for n in range(sheet.list.count()) if sheet.list.item(n).text().startswith(words))


def show(qtbot: QtBot, sheet: ExportSheet, words: str) -> None:
    """Click on the words of a row."""
    box = sheet.list.visualItemRect(sheet.list.item(row(sheet, words)))
    qtbot.mouseClick(sheet.list.viewport(), Qt.MouseButton.LeftButton, pos=box.center() + QPoint(20, 0))
    qtbot.waitUntil(lambda: not sheet.busy)


def tick(qtbot: QtBot, sheet: ExportSheet, words: str) -> None:
    """Go to a row and tick it by the space bar."""
    sheet.list.setCurrentRow(row(sheet, words))
    qtbot.keyClick(sheet.list, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: not sheet.busy)


def press(qtbot: QtBot, sheet: ExportSheet, ending: str) -> None:
    qtbot.mouseClick(sheet.format.button(ending), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not sheet.busy)


def save(qtbot: QtBot, sheet: ExportSheet) -> str:
    window = sheet.window()
    assert isinstance(window, ExampleWindow)
    qtbot.mouseClick(sheet.save_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: window.toast.words().startswith("Saved"), timeout=15_000)
    return window.toast.words()


def test_what_panes_show_comes_first_then_every_chart(sheet: ExportSheet) -> None:
    listed = [sheet.list.item(n).text() for n in range(sheet.list.count())]

    assert listed[:5] == [
        "As you see it now",
        "Backlog as seen",
        "Roadmap, the months shown",
        "Charts",
        "Outcome progress",
    ]
    assert sum(each.startswith("Outcome over time") for each in listed) == 12


def test_what_is_begun_within_a_what_if_says_so_in_its_source_and_its_name(
    qtbot: QtBot, example_window: ExampleWindow, answers: list[str], tmp_path: Path
) -> None:
    desk = example_window.desk
    assert desk.do(lambda plan: scenarios.new_scenario(plan, "A tenth less", capacity=0.9))
    desk.look_into(next(iter(desk.document.actual.scenarios)).id)
    sheet = opened(qtbot, example_window, [])
    assert "– what if: A tenth less, as of" in sheet.source.text()
    show(qtbot, sheet, "Outcome progress")
    tick(qtbot, sheet, "Outcome progress")
    press(qtbot, sheet, ".xlsx")
    save(qtbot, sheet)
    assert [each.name for each in tmp_path.iterdir()] == ["How far the outcomes have come – what if- A tenth less.xlsx"]


def test_only_formats_that_fit_can_be_chosen(qtbot: QtBot, sheet: ExportSheet) -> None:
    show(qtbot, sheet, "Backlog as seen")
    assert [e for e in (".pptx", ".png", ".svg", ".pdf", ".xlsx", ".csv") if sheet.format.button(e).isEnabled()] == [
        ".pptx",
        ".xlsx",
        ".csv",
    ]
    assert sheet.preview.table is not None
    assert not sheet.copy_button.isEnabled()
    show(qtbot, sheet, "Roadmap")
    assert sheet.format.button(".png").isEnabled()
    assert not sheet.format.button(".csv").isEnabled()
    assert sheet.preview.image is not None


def test_a_png_has_the_size_and_scale_and_theme_chosen(
    qtbot: QtBot, sheet: ExportSheet, answers: list[str], tmp_path: Path
) -> None:
    show(qtbot, sheet, "Outcome progress")
    press(qtbot, sheet, ".png")
    qtbot.mouseClick(sheet.looks.scale.button("3"), Qt.MouseButton.LeftButton)
    qtbot.mouseClick(sheet.looks.theme.button("dark"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not sheet.busy)
    assert sheet.looks.result.text() == "3,840 × 2,160 pixels"
    assert sheet.preview.image is not None
    assert sheet.preview.image.pixelColor(2, 2).lightness() < 60

    said = save(qtbot, sheet)

    picture = QImage(str(tmp_path / "How far the outcomes have come.png"))
    assert (picture.width(), picture.height()) == (3840, 2160)
    assert picture.pixelColor(3, 3).lightness() < 60
    assert said == f"Saved How far the outcomes have come.png in {tmp_path}"


def test_ticked_rows_make_one_deck_in_their_order(
    qtbot: QtBot, sheet: ExportSheet, answers: list[str], tmp_path: Path
) -> None:
    for words in ("Outcome progress", "Roadmap", "Score beside rank"):
        tick(qtbot, sheet, words)
    assert sheet.format.value() == ".pptx"
    assert not sheet.format.button(".png").isEnabled()
    assert sheet.kind.text().endswith("3 items in one deck")
    answers.append("monthly")

    save(qtbot, sheet)

    titles = [slide.shapes.title.text_frame.text for slide in Presentation(str(tmp_path / "monthly.pptx")).slides]
    assert titles[0].startswith("37 deliverables") or "deliverables planned" in titles[0]
    assert titles[-2] == "How far the outcomes have come"
    assert "score beside" in titles[-1]


@pytest.mark.parametrize(("words", "ending"), [("Outcome progress", ".pptx"), ("Roadmap", ".svg")])
def test_title_and_source_line_are_those_typed(
    qtbot: QtBot, sheet: ExportSheet, answers: list[str], tmp_path: Path, words: str, ending: str
) -> None:
    show(qtbot, sheet, words)
    press(qtbot, sheet, ending)
    for field, typed in ((sheet.heading, "Autumn at a glance"), (sheet.source, "Board, September")):
        field.selectAll()
        qtbot.keyClicks(field, typed)
    qtbot.waitUntil(lambda: not sheet.busy)

    save(qtbot, sheet)

    path = tmp_path / f"Autumn at a glance{ending}"
    if ending == ".pptx":
        said = " ".join(
            shape.text_frame.text for shape in Presentation(str(path)).slides[0].shapes if shape.has_text_frame
        )
    else:
        said = path.read_text(encoding="utf-8")
    assert "Autumn at a glance" in said
    assert "Board, September" in said


def test_a_picture_goes_to_the_clipboard(qtbot: QtBot, sheet: ExportSheet) -> None:
    window = sheet.window()
    assert isinstance(window, ExampleWindow)
    show(qtbot, sheet, "Effort by product")
    press(qtbot, sheet, ".png")

    qtbot.mouseClick(sheet.copy_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: window.toast.words().startswith("Copied"))

    assert QApplication.clipboard().image().width() == 2560


def test_a_folder_that_is_not_there_is_said_and_nothing_is_left(
    qtbot: QtBot, sheet: ExportSheet, answers: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    monkeypatch.setattr(text, "message", lambda _parent, _title, words: said.append(words))
    show(qtbot, sheet, "Outcome progress")
    answers.append("nowhere/x.pptx")

    qtbot.mouseClick(sheet.save_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(said))

    assert "there is no folder" in said[0]
    assert list(tmp_path.iterdir()) == []


def test_a_name_without_its_ending_never_overwrites_unasked(
    qtbot: QtBot, sheet: ExportSheet, answers: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "old.pptx").write_bytes(b"old")
    asked: list[str] = []
    monkeypatch.setattr(text, "message", lambda _parent, _title, words, _buttons: asked.append(words))
    show(qtbot, sheet, "Outcome progress")
    answers.append("old")

    qtbot.mouseClick(sheet.save_button, Qt.MouseButton.LeftButton)

    assert asked == ["There is a file old.pptx already. Replace it?"]
    assert (tmp_path / "old.pptx").read_bytes() == b"old"


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Roadmap, autumn", "Roadmap, autumn.png"),
        ("../../etc/passwd", "etc-passwd.png"),
        ("a/b\\c:d*e?", "a-b-c-d-e.png"),
        ("CON", "CON export.png"),
        ("com1.old", "com1.old export.png"),
        ("-rf", "rf.png"),
        (".hidden", "hidden.png"),
        ("\u202egnp.exe", "gnp.exe.png"),
        ("two\nlines\x00", "two lines.png"),
        ("", "export.png"),
        ("  . ", "export.png"),
    ],
)
def test_file_names_are_safe(title: str, name: str) -> None:
    assert safe_name(title, ".png") == name


def test_long_names_are_cut_at_whole_letters() -> None:
    name = safe_name("Ä́" * 200, ".xlsx")

    assert len(name.encode()) <= LIMIT
    assert name.endswith(".xlsx")
    assert "�" not in name


# What takes a while to make


def test_what_takes_long_is_made_beside_the_window(qtbot: QtBot, example_window: ExampleWindow) -> None:
    portfolio = example_window.desk.portfolio
    go_on, threads = threading.Event(), []

    def slowly() -> TableData:
        threads.append(threading.current_thread())
        assert go_on.wait(20)
        return backlog_table(portfolio)

    sheet = opened(qtbot, example_window, [Exportable("backlog", "Backlog as seen", slowly, apart=True)], wait=False)
    assert sheet.busy
    assert sheet.preview.words == "Making what will be exported…"
    assert not sheet.save_button.isEnabled()
    assert not sheet.copy_button.isEnabled()
    qtbot.mouseClick(sheet.format.button(".csv"), Qt.MouseButton.LeftButton)
    assert sheet.preview.table is None, "there is nothing to show yet"

    go_on.set()
    qtbot.waitUntil(lambda: not sheet.busy)

    assert threads
    assert threading.main_thread() not in threads
    assert sheet.preview.table is not None
    assert sheet.heading.text() == sheet.preview.table.title
    assert sheet.save_button.isEnabled()


def test_what_cannot_be_made_says_why_and_another_can(qtbot: QtBot, example_window: ExampleWindow) -> None:
    portfolio = example_window.desk.portfolio

    def refused() -> TableData:
        raise DeskError("There is nothing in it.")

    broken = Exportable("broken", "Broken", refused, apart=True)
    whole = Exportable("backlog", "Backlog as seen", lambda: backlog_table(portfolio))
    sheet = opened(qtbot, example_window, [broken, whole])
    assert sheet.preview.words == "There is nothing in it."
    assert not sheet.save_button.isEnabled()
    show(qtbot, sheet, "Backlog as seen")
    assert sheet.preview.table is not None
    assert sheet.save_button.isEnabled()
