"""The row of filters by mouse and keyboard: chips, the card of values, all of or any of, words in slices."""

from collections.abc import Callable

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QMenu, QWidget
from pytestqt.qtbot import QtBot

from deliverydesk.actions import records
from deliverydesk.document.memory import MemoryDocument
from deliverydesk.domain.entities import Deliverable, Product
from deliverydesk.domain.portfolio import Portfolio
from deliverydesk.ui.desk import Desk
from deliverydesk.ui.panes.backlog.filters import Filter
from deliverydesk.ui.panes.backlog.pane import BacklogPane
from deliverydesk.ui.panes.backlog.rows import Sort
from deliverydesk.ui.theme import current_theme
from deliverydesk.ui.widgets.picker import AskPicker, Picker

FIRST = 100
KEY, LEFT = Qt.Key, Qt.MouseButton.LeftButton
OpenPane = Callable[..., BacklogPane]


def shown(pane: BacklogPane) -> list[int]:
    return [i - FIRST for i in pane.model.rows.ids]


def card(pane: QWidget, kind: type[Picker] | type[AskPicker]) -> QWidget:
    return next(found for found in pane.window().findChildren(kind) if found.isVisible())


def test_values_are_checked_in_the_card_of_a_chip_and_the_list_follows(qtbot: QtBot, open_pane: OpenPane) -> None:
    pane = open_pane()
    pane.filter_by(Filter().with_values("stage", ["ready"]))
    chip = pane.filters.chips.shown[0]
    qtbot.mouseClick(chip, LEFT, pos=QPoint(12, 11))
    picker = card(pane, Picker)
    assert isinstance(picker, Picker)
    rows = [picker.list.item(row).text() for row in range(picker.list.count())]
    assert rows[:4] == ["Idea", "Shaping", "Ready", "Delivery"]
    picker.list.setFocus()
    picker.list.setCurrentRow(3)
    qtbot.keyClick(picker.list, KEY.Key_Space)
    assert shown(pane) == [0, 1, 4, 5, 8, 9]
    qtbot.keyClick(picker.list, KEY.Key_Return)
    assert shown(pane) == [1, 5, 9]
    qtbot.mouseClick(picker.sense.button("not"), LEFT)
    assert shown(pane) == [0, 2, 3, 4, 6, 7, 8, 10, 11]
    assert [chip.text() for chip in pane.filters.chips.shown] == ["Not Ready"]
    qtbot.keyClick(picker.sense.button("not"), KEY.Key_Left)
    assert [chip.text() for chip in pane.filters.chips.shown] == ["Ready"]
    picker.clear()
    assert shown(pane) == list(range(12))
    qtbot.keyClick(picker.list, KEY.Key_Escape)
    assert not picker.isVisible()


def test_the_search_of_the_card_narrows_its_list(qtbot: QtBot, open_pane: OpenPane) -> None:
    pane = open_pane()
    picker = pane.filters.edit("owner")
    assert isinstance(picker, Picker)
    qtbot.keyClicks(picker.search, "bap")
    assert picker.list.count() == 1
    qtbot.keyClick(picker.search, KEY.Key_Return)
    assert shown(pane) == [1, 4, 7, 10]
    picker.search.clear()
    assert picker.list.count() == 3
    qtbot.keyClicks(picker.search, "nobody by that name")
    assert picker.nothing.isVisible()
    assert picker.nothing.text() == "Nothing here is called “nobody by that name”."


def test_a_figure_or_a_day_is_typed_and_nonsense_is_answered(qtbot: QtBot, open_pane: OpenPane) -> None:
    pane = open_pane()
    asker = pane.filters.edit("before")
    assert isinstance(asker, AskPicker)
    assert asker.field.hasFocus()
    qtbot.keyClicks(asker.field, "whenever")
    qtbot.keyClick(asker.field, KEY.Key_Return)
    assert asker.isVisible()
    assert asker.reason.text().startswith("“whenever” is no date")
    asker.field.clear()
    qtbot.keyClicks(asker.field, "4 Sep")
    qtbot.keyClick(asker.field, KEY.Key_Return)
    assert shown(pane) == [1, 2]
    assert pane.filters.chips.shown[0].text() == "Target before 4 Sep 2026"
    asker = pane.filters.edit("gap")
    assert isinstance(asker, AskPicker)
    for typed in ("0", "2.5", "x"):
        asker.field.clear()
        qtbot.keyClicks(asker.field, typed)
        qtbot.keyClick(asker.field, KEY.Key_Return)
        assert asker.reason.isVisible()
    asker.field.clear()
    qtbot.keyClick(asker.field, KEY.Key_Return)
    assert [term.what for term in pane.model.rows.filter.terms] == ["before"]


def test_all_of_or_any_of_is_seen_and_switched(qtbot: QtBot, open_pane: OpenPane) -> None:
    pane = open_pane(1000)
    assert not pane.filters.match.isVisible()
    pane.filter_by(Filter().with_values("stage", ["ready"]).with_values("owner", ["R. Haas"]))
    assert pane.filters.match.text() == "All of"
    assert shown(pane) == [9]
    assert pane.filters.chips.accessibleName() == "Shown: all of: Ready; Owner R. Haas."
    qtbot.mouseClick(pane.filters.match, LEFT)
    assert pane.filters.match.text() == "Any of"
    assert shown(pane) == [0, 1, 3, 5, 6, 9]
    assert "any of" in pane.filters.chips.toolTip()
    assert pane.filters.accessibleName() == "Filters. Shown: any of: Ready; Owner R. Haas."
    qtbot.keyClick(pane.filters.match, KEY.Key_Space)
    assert shown(pane) == [9]


def test_chips_are_taken_off_by_key_one_after_the_other(qtbot: QtBot, open_pane: OpenPane) -> None:
    pane = open_pane(1000)
    asked = Filter().with_values("stage", ["ready"]).with_view("open", on=True).with_values("kind", ["feature"])
    pane.filter_by(asked)
    pane.filters.chips.shown[1].setFocus()
    qtbot.keyClick(pane.filters.chips.shown[1], KEY.Key_Delete)
    assert [chip.text() for chip in pane.filters.chips.shown] == ["Ready", "Feature"]
    for _ in range(2):
        chip = next(chip for chip in pane.filters.chips.shown if chip.hasFocus())
        qtbot.keyClick(chip, KEY.Key_Backspace)
    assert pane.model.rows.filter == Filter()
    assert pane.filters.adder.hasFocus()


def test_chips_without_room_are_reached_through_the_last_one(qtbot: QtBot, open_pane: OpenPane) -> None:
    pane = open_pane(460)
    asked = Filter().with_values("stage", ["ready"]).with_values("owner", ["R. Haas"], negated=True)
    pane.filter_by(asked.with_values("outcome", [21]))
    assert pane.filters.chips.more.isVisible()
    qtbot.mouseClick(pane.filters.chips.more, LEFT)
    menu = next(m for m in pane.findChildren(QMenu) if m.isVisible())
    words = [action.text() for action in menu.actions()]
    assert words[-1] == "Moves Calls about a refusal"
    menu.actions()[-1].trigger()
    menu.close()
    picker = card(pane, Picker)
    assert picker.objectName() == "backlog.pick.outcome"


def test_the_opposite_of_a_question_can_be_asked(qtbot: QtBot, open_pane: OpenPane) -> None:
    pane = open_pane()
    menu = pane.filters.menu()
    next(action for action in menu.actions() if action.text() == "No score").trigger()
    menu.deleteLater()
    assert shown(pane) == [4]
    qtbot.mouseClick(pane.filters.chips.shown[0], LEFT, pos=QPoint(12, 11))
    menu = next(m for m in pane.findChildren(QMenu) if m.isVisible())
    next(action for action in menu.actions() if action.text() == "Has a score").trigger()
    menu.close()
    assert shown(pane) == [i for i in range(12) if i != 4]
    assert [chip.text() for chip in pane.filters.chips.shown] == ["Has a score"]


def test_notes_are_found_as_soon_as_they_are_read(qtbot: QtBot, open_pane: OpenPane) -> None:
    items = [Deliverable(n, f"Item {n}", n, product=9, notes="clinic" if n % 2 else "") for n in range(1_000, 7_000)]
    desk = Desk(MemoryDocument(Portfolio.of([Product(9, "Claims"), *items])))
    pane = BacklogPane(desk, current_theme())
    qtbot.addWidget(pane)
    pane.filter_by(Filter("clinic"))
    assert len(pane.model.rows.ids) == 0
    qtbot.waitUntil(lambda: len(pane.model.rows.ids) == 3_000)
    # Another name of a product means that all is read again.
    desk.do(lambda p: records.edit(p, Product, [9], {"name": "Hospital"}))
    pane.filter_by(Filter("hospital clinic"))
    qtbot.waitUntil(lambda: len(pane.model.rows.ids) == 3_000)
    desk.close()


def test_the_cross_of_the_order_can_be_reached_in_a_narrow_pane(qtbot: QtBot, open_pane: OpenPane) -> None:
    pane = open_pane()
    pane.sort_by(Sort("score_rank", True))
    pane.filters.show_sort(Sort("score_rank", True), True)
    chip = pane.filters.sorting
    assert chip is not None
    pane.filters.setFixedWidth(pane.filters.minimumSizeHint().width())
    QApplication.processEvents()
    assert chip.width() < chip.sizeHint().width()
    assert chip.geometry().right() < pane.filters.width()
    qtbot.mouseClick(chip, LEFT, pos=QPoint(chip.width() - 8, 11))
    assert pane.model.rows.sort is None
