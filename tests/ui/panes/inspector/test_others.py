"""Products, teams and milestones in the inspector, notes in Markdown, and setting a thing back to how it was."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QMessageBox
from pytestqt.qtbot import QtBot

from deliverydesk.actions import backlog, records
from deliverydesk.domain.entities import Deliverable, Milestone, Product, Team
from deliverydesk.ui import text
from deliverydesk.ui.desk import Desk
from deliverydesk.ui.markdown import MarkdownDocument
from deliverydesk.ui.panes.inspector.notes import HIGHEST, NotesRow
from deliverydesk.ui.panes.inspector.pane import SETTLED, InspectorPane
from deliverydesk.ui.widgets.field_row import FieldRow
from tests.ui.panes.inspector.conftest import REFUSALS, TODAY

Edit = Callable[..., None]


def test_a_product_with_its_outcomes_and_items_is_edited_in_place(desk: Desk, pane: InspectorPane, edit: Edit) -> None:
    desk.select(Product, (1,))
    assert pane.header.title.text() == "Product"
    edit("product", "customer", "Members")
    edit("product", "review_cadence_days", "14")
    product = desk.portfolio.products[1]
    assert (product.customer, product.review_cadence_days) == ("Members", 14)
    links = [row for row in pane.rows() if row.row.leads is not None]
    assert "Calls about a refusal" in [row.row.value for row in links]
    item = next(row for row in links if row.row.value == "Refusals explained")
    item.click()
    assert desk.selection.deliverables() == (REFUSALS,)


def test_a_team_says_what_is_asked_of_it(desk: Desk, pane: InspectorPane, edit: Edit) -> None:
    desk.select(Team, (11,))
    assert "Refusals explained" in [row.row.value for row in pane.rows()]
    edit("team", "focus", "50 %")
    assert desk.portfolio.teams[11].focus == 0.5
    desk.undo()
    assert desk.portfolio.teams[11].focus != 0.5


def test_a_milestone_is_moved_by_typing(desk: Desk, pane: InspectorPane, edit: Edit) -> None:
    desk.do(lambda p: records.add(p, Milestone, {"name": "Open enrolment", "date": TODAY}))
    (milestone,) = desk.portfolio.milestones
    desk.select(Milestone, (milestone.id,))
    edit("milestone", "date", "2026-12-01")
    assert str(desk.portfolio.milestones[milestone.id].date) == "2026-12-01"


def test_what_a_milestone_needs_is_named_and_taken_away(
    desk: Desk, pane: InspectorPane, edit: Edit, qtbot: QtBot
) -> None:
    desk.do(lambda p: records.add(p, Milestone, {"name": "Open enrolment", "date": TODAY}))
    (milestone,) = desk.portfolio.milestones
    desk.select(Milestone, (milestone.id,))
    edit("needs", "add needed", "Refusals explained")
    row = pane.row("needs", f"needed {REFUSALS}")
    assert row is not None
    assert (row.row.value, row.row.note) == ("Refusals explained", "ready")
    assert pane.views["needs"].section.note == "0 of 1 done"
    row.setFocus()
    qtbot.keyClick(row, Qt.Key.Key_Delete)
    assert not list(desk.portfolio.milestone_items)
    desk.undo()
    assert [each.deliverable for each in desk.portfolio.milestone_items] == [REFUSALS]
    edit("milestone", "kind", "Outcome")
    assert pane.row("needs", f"needed {REFUSALS}") is not None, "what was named stays in sight"


def test_several_teams_lead_to_each(desk: Desk, pane: InspectorPane) -> None:
    desk.select(Team, (11, 12))
    rows = [row for row in pane.rows() if row.row.leads is not None]
    assert [row.row.value for row in rows] == ["Data", "Growth"]
    rows[1].click()
    assert desk.selection == (Team, (12,), 12)


# Notes


def _notes(pane: InspectorPane) -> NotesRow:
    row = pane.row("notes", "notes")
    assert isinstance(row, NotesRow)
    return row


def test_notes_are_read_rendered_and_edited_as_their_source(qtbot: QtBot, desk: Desk, pane: InspectorPane) -> None:
    row = _notes(pane)
    qtbot.keyClick(row, Qt.Key.Key_Return)
    assert row.editor is not None
    for line in ("# Why", "", "Some **bold** words"):
        qtbot.keyClicks(row.editor, line)
        qtbot.keyClick(row.editor, Qt.Key.Key_Return)
    qtbot.keyClick(row.editor, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert desk.portfolio.deliverables[REFUSALS].notes.startswith("# Why")
    document = MarkdownDocument(desk.portfolio.deliverables[REFUSALS].notes)
    assert document.toPlainText().split() == ["Why", "Some", "bold", "words"]
    plain = pane.grab().toImage()
    desk.do(lambda p: backlog.edit_deliverables(p, [REFUSALS], {"notes": "Why"}))
    assert pane.grab().toImage() != plain


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("<b>bold</b> <img src='file:///etc/passwd'>", "<b>bold</b> <img src='file:///etc/passwd'>"),
        ("![a picture](file:///etc/passwd)", "a picture"),
        ("![a][b]\n\n[b]: http://example.org/x.png", "a"),
    ],
)
def test_no_html_and_no_picture(source: str, shown: str) -> None:
    assert MarkdownDocument(source).toPlainText().strip() == shown


def test_nothing_is_loaded(monkeypatch: pytest.MonkeyPatch) -> None:
    """Even a picture that would come through is a blank of our own."""
    document = MarkdownDocument("words")
    cursor_html = "<img src='file:///etc/hostname'>"
    document.setHtml(cursor_html)
    assert document.resource(2, "file:///etc/hostname").width() == 1


def test_long_notes_end_in_time(pane: InspectorPane, desk: Desk) -> None:
    for source in ("> " * 200_000, "[" * 200_000, "| a " * 100_000, "- a\n" * 50_000):
        desk.do(lambda p, source=source: backlog.edit_deliverables(p, [REFUSALS], {"notes": source[:90_000]}))
        assert _notes(pane).height() <= HIGHEST


def _link_place(row: NotesRow) -> QPoint:
    for x in range(0, row.width(), 3):
        for y in range(0, row.height(), 3):
            if row.link_at(QPointF(x, y)):
                return QPoint(x, y)
    raise AssertionError("no link is shown")


@pytest.mark.parametrize("answer", [QMessageBox.StandardButton.Open, QMessageBox.StandardButton.Cancel])
def test_a_link_is_asked_about_before_it_is_followed(
    qtbot: QtBot, desk: Desk, pane: InspectorPane, monkeypatch: pytest.MonkeyPatch, answer: QMessageBox.StandardButton
) -> None:
    opened: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toString()))
    monkeypatch.setattr(text, "message", lambda *_given, **_named: answer)
    desk.do(lambda p: backlog.edit_deliverables(p, [REFUSALS], {"notes": "[the plan](https://example.org/plan)"}))
    row = _notes(pane)
    qtbot.mouseClick(row, Qt.MouseButton.LeftButton, pos=_link_place(row))
    assert opened == (["https://example.org/plan"] if answer == QMessageBox.StandardButton.Open else [])
    assert row.editor is None


def test_a_link_to_a_file_is_never_followed(
    qtbot: QtBot, desk: Desk, pane: InspectorPane, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[object] = []
    said: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", opened.append)

    def message(_parent: object, title: str, *_more: object) -> QMessageBox.StandardButton:
        said.append(title)
        return QMessageBox.StandardButton.Open

    monkeypatch.setattr(text, "message", message)
    desk.do(lambda p: backlog.edit_deliverables(p, [REFUSALS], {"notes": "[the plan](file:///etc/passwd)"}))
    row = _notes(pane)
    qtbot.mouseClick(row, Qt.MouseButton.LeftButton, pos=_link_place(row))
    assert opened == []
    assert said == ["This link is not followed"]


# History


def _entries(pane: InspectorPane) -> list[FieldRow]:
    return [row for row in pane.rows() if row.row.key.startswith("entry ")]


def test_a_thing_is_set_back_to_how_it_was_and_others_are_left_alone(
    qtbot: QtBot, desk: Desk, pane: InspectorPane
) -> None:
    other = next(item.id for item in desk.portfolio.deliverables if item.id != REFUSALS)
    for owner in ("First", "Second", "Third"):
        desk.do(lambda p, owner=owner: backlog.edit_deliverables(p, [REFUSALS], {"owner": owner}))
        desk.do(lambda p, owner=owner: backlog.edit_deliverables(p, [other], {"owner": owner}))
    qtbot.waitUntil(lambda: len(_entries(pane)) == 3, timeout=10 * SETTLED + 2_000)
    newest, _middle, oldest = _entries(pane)
    assert not newest.can_remove
    assert oldest.row.removing == "Set it back to how it was then"
    qtbot.keyClick(oldest, Qt.Key.Key_Delete)
    table = desk.portfolio.table(Deliverable)
    assert (table[REFUSALS].owner, table[other].owner) == ("First", "Third")
    desk.undo()
    assert desk.portfolio.table(Deliverable)[REFUSALS].owner == "Third"
