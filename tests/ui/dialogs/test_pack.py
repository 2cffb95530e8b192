"""The pack sheet by mouse and keyboard: slides chosen, ordered and worded, decks made and brought up to date."""

from pathlib import Path
from typing import Any

import pytest
from pptx import Presentation
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from deliverydesk.actions import measuring
from deliverydesk.actions.packing import pack_named, save_pack, slides_of
from deliverydesk.exporters.naming import tagged
from deliverydesk.ui import text
from deliverydesk.ui.dialogs.pack.report import ReportSheet
from deliverydesk.ui.dialogs.pack.sheet import PackSheet
from tests.support.templates import dark_wide
from tests.ui.dialogs.conftest import TODAY, ExampleWindow


@pytest.fixture
def window(example_window: ExampleWindow) -> ExampleWindow:
    return example_window


def opened(qtbot: QtBot, window: ExampleWindow) -> PackSheet:
    sheet = PackSheet(window, window.desk)  # type: ignore[arg-type]
    sheet.open()
    qtbot.waitUntil(lambda: not sheet.busy, timeout=20_000)
    return sheet


@pytest.fixture
def sheet(qtbot: QtBot, window: ExampleWindow) -> PackSheet:
    return opened(qtbot, window)


@pytest.fixture
def files(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The paths that the person chooses, one after the other."""
    given: list[str] = []

    def choose(*_: object) -> tuple[str, str]:
        return given.pop(0), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", choose)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", choose)
    return given


def go(qtbot: QtBot, sheet: PackSheet, name: str) -> None:
    sheet.slides.setCurrentRow(sheet.slides.names().index(name))
    qtbot.waitUntil(lambda: not sheet.busy, timeout=20_000)


def press(qtbot: QtBot, button: Any) -> None:
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def made_deck(qtbot: QtBot, sheet: PackSheet, window: ExampleWindow, files: list[str], path: Path) -> Any:
    files.append(str(path))
    press(qtbot, sheet.make_button)
    qtbot.waitUntil(lambda: window.toast.words().startswith("Saved"), timeout=30_000)
    return Presentation(str(path))


def keys(presentation: Any) -> list[str]:
    found = [next((tag.key for _, tag in tagged(slide.shapes)), "") for slide in presentation.slides]
    return list(dict.fromkeys(found))


def test_every_slide_there_could_be_is_listed_with_a_picture(sheet: PackSheet) -> None:
    names = sheet.slides.names()
    assert names[:4] == ["roadmap", "scoreboard", "backlog:15", "effort"]
    assert sheet.slides.ticked() == names[:4]
    assert sum(name.startswith("outcome:") for name in names) == 12
    for row in range(len(names)):
        image = sheet.slides.item(row).icon().pixmap(112, 63).toImage()
        drawn = {image.pixel(x, y) for x in range(2, image.width(), 3) for y in range(8, image.height(), 5)}
        assert len(drawn) > 2, names[row]


def test_space_ticks_and_alt_arrows_move(qtbot: QtBot, sheet: PackSheet) -> None:
    go(qtbot, sheet, "effort")
    for _ in range(2):
        qtbot.keyClick(sheet.slides, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    go(qtbot, sheet, "scoreboard")
    qtbot.keyClick(sheet.slides, Qt.Key.Key_Space)
    assert sheet.slides.ticked() == ["roadmap", "effort", "backlog:15"]
    assert sheet.count.text() == "3 in the pack"


def test_the_proposed_words_are_the_figures_in_plain_words(qtbot: QtBot, sheet: PackSheet) -> None:
    go(qtbot, sheet, "scoreboard")
    assert sheet.takeaway.text() == "11 of 12 outcomes are behind their path, Claim rework rate by most."


def test_words_that_were_typed_go_onto_the_slide_and_into_the_pack(
    qtbot: QtBot, sheet: PackSheet, window: ExampleWindow, files: list[str], tmp_path: Path
) -> None:
    go(qtbot, sheet, "effort")
    sheet.heading.selectAll()
    qtbot.keyClicks(sheet.heading, "Where the work is")
    qtbot.waitUntil(lambda: not sheet.busy, timeout=20_000)
    deck = made_deck(qtbot, sheet, window, files, tmp_path / "deck.pptx")
    titles = [slide.shapes.title.text_frame.text for slide in deck.slides]
    assert "Where the work is" in titles
    pack = pack_named(window.desk.portfolio, "Monthly")
    assert pack is not None
    kept = {slide.name: slide for slide in slides_of(pack)}
    assert kept["effort"].title == "Where the work is"
    assert kept["effort"].takeaway == ""
    assert kept["roadmap"].title == ""
    assert pack.output == str(tmp_path / "deck.pptx")


def test_a_saved_pack_is_offered_again_and_saving_is_one_step_back(qtbot: QtBot, window: ExampleWindow) -> None:
    window.desk.do(lambda p: save_pack(p, "Board", ["effort\tOurs\tMuch to do", "backlog:7"], hide_names=True))
    sheet = opened(qtbot, window)
    assert sheet.packs.currentText() == "Board"
    assert sheet.slides.ticked() == ["effort", "backlog:7"]
    assert sheet.hide_names.isChecked()
    go(qtbot, sheet, "effort")
    assert (sheet.heading.text(), sheet.takeaway.text()) == ("Ours", "Much to do")
    go(qtbot, sheet, "roadmap")
    qtbot.keyClick(sheet.slides, Qt.Key.Key_Space)
    press(qtbot, sheet.save_button)
    pack = pack_named(window.desk.portfolio, "board")
    assert pack is not None
    assert len(pack.slides) == 3
    assert len(window.desk.portfolio.packs) == 1
    window.desk.undo()
    pack = pack_named(window.desk.portfolio, "board")
    assert pack is not None
    assert len(pack.slides) == 2


def test_rows_of_the_backlog_are_chosen(qtbot: QtBot, sheet: PackSheet) -> None:
    go(qtbot, sheet, "backlog:15")
    assert sheet.rows.isVisible()
    sheet.rows.setFocus()
    sheet.rows.selectAll()
    qtbot.keyClicks(sheet.rows, "8")
    qtbot.keyClick(sheet.rows, Qt.Key.Key_Tab)
    qtbot.waitUntil(lambda: not sheet.busy, timeout=20_000)
    assert "backlog:8" in sheet.slides.ticked()
    assert sheet.heading.text() == "The first 8 of the backlog"


def test_a_template_is_looked_at_and_used(
    qtbot: QtBot, sheet: PackSheet, window: ExampleWindow, files: list[str], tmp_path: Path
) -> None:
    template = dark_wide(tmp_path / "company.pptx")
    files.append(str(template))
    press(qtbot, sheet.choose_template)
    qtbot.waitUntil(lambda: sheet.template == str(template), timeout=10_000)
    qtbot.waitUntil(lambda: not sheet.busy, timeout=30_000)
    assert sheet.preview.image is not None
    assert sheet.preview.image.pixelColor(3, 3).name() == "#0b1f33"
    deck = made_deck(qtbot, sheet, window, files, tmp_path / "deck.pptx")
    assert deck.slides[0].shapes.title.text_frame.text == "Our own slide 1"
    assert keys(deck)[1:] == ["roadmap", "scoreboard", "backlog:15", "effort"]


def test_a_template_that_cannot_be_used_is_a_sentence(
    qtbot: QtBot, sheet: PackSheet, files: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    monkeypatch.setattr(text, "message", lambda _parent, _title, words, *_: said.append(words))
    (tmp_path / "old.ppt").write_bytes(b"no deck")
    files.append(str(tmp_path / "old.ppt"))
    press(qtbot, sheet.choose_template)
    qtbot.waitUntil(lambda: bool(said), timeout=10_000)
    assert said == ["old.ppt is not a PowerPoint file; choose a .pptx."]
    assert sheet.template == ""
    qtbot.waitUntil(lambda: not sheet.busy, timeout=30_000)


def test_a_deck_is_refreshed_and_the_changes_are_listed(
    qtbot: QtBot, sheet: PackSheet, window: ExampleWindow, files: list[str], tmp_path: Path
) -> None:
    rework = next(one for one in window.desk.portfolio.outcomes if one.name == "Claim rework rate")
    go(qtbot, sheet, f"outcome:{rework.id}")
    qtbot.keyClick(sheet.slides, Qt.Key.Key_Space)
    made_deck(qtbot, sheet, window, files, tmp_path / "deck.pptx")
    window.desk.do(lambda p: measuring.record(p, rework.id, [measuring.Reading(TODAY, 11.4)]))
    again = opened(qtbot, window)
    files.append(str(tmp_path / "deck.pptx"))
    press(qtbot, again.refresh_button)
    qtbot.waitUntil(lambda: window.findChild(ReportSheet) is not None, timeout=30_000)
    report = window.findChild(ReportSheet)
    assert "Claim rework rate: 12.8 → 11.4" in report.words
    press(qtbot, report.copy_button)
    assert "12.8 → 11.4" in QApplication.clipboard().text()


def test_an_empty_pack_cannot_be_made(qtbot: QtBot, sheet: PackSheet) -> None:
    for name in list(sheet.slides.ticked()):
        go(qtbot, sheet, name)
        qtbot.keyClick(sheet.slides, Qt.Key.Key_Space)
    assert not sheet.make_button.isEnabled()
    assert "Tick at least one slide" in sheet.make_button.toolTip()


def test_dragging_a_row_changes_the_order(qtbot: QtBot, sheet: PackSheet) -> None:
    model, slides = sheet.slides.model(), sheet.slides
    with qtbot.waitSignal(slides.model().rowsMoved):
        assert model.moveRows(slides.rootIndex(), 3, 1, slides.rootIndex(), 0)
    assert slides.ticked() == ["effort", "roadmap", "scoreboard", "backlog:15"]
