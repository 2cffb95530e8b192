"""Cells copied, cut, pasted, filled and cleared, by keys and through the real clipboard of Qt."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from deliverydesk.domain.changes import Change, ChangeSet
from deliverydesk.domain.entities import Deliverable
from deliverydesk.domain.portfolio import Portfolio
from deliverydesk.domain.rules import check_all
from deliverydesk.domain.values import Stage
from deliverydesk.importers.pasted import cells_of_text
from deliverydesk.importers.pasted_html import cells_of_html
from deliverydesk.ui.desk import Desk
from deliverydesk.ui.panes.backlog import clips, pasting
from deliverydesk.ui.panes.backlog.clips import OWN_FORM, Block
from deliverydesk.ui.panes.backlog.columns import COLUMNS, PLACE
from deliverydesk.ui.panes.backlog.editors import CellField
from deliverydesk.ui.panes.backlog.pane import BacklogPane
from deliverydesk.ui.panes.backlog.paste_sheet import PasteSheet
from deliverydesk.ui.panes.backlog.pasting import Target
from deliverydesk.ui.panes.backlog.sight import Sight
from tests.ui.panes.backlog.conftest import make_portfolio

FIRST = 100
GOLDEN = Path(__file__).parents[3] / "golden" / "clipboard"
KEY, CTRL = Qt.Key, Qt.KeyboardModifier.ControlModifier
OpenPane = Callable[..., BacklogPane]
KEYS = [column.key for column in COLUMNS]
TODAY = date(2026, 8, 19)


# ---- identity, for any portfolio and any range

_WORDS = st.text(st.characters(exclude_characters="\0\r", exclude_categories=["Cs", "Cc"]), max_size=12)
_TAGS = st.lists(_WORDS.filter(str.strip), max_size=3).map(tuple)
_EFFORTS = st.lists(st.floats(0.01, 1e6), min_size=3, max_size=3).map(sorted)


@st.composite
def portfolios(draw: st.DrawFn) -> Portfolio:
    """The small backlog, with any titles, owners, tags, estimates and dates in it."""
    base = make_portfolio(6)
    changes = []
    for item in base.deliverables:
        low, likely, high = draw(_EFFORTS)
        given_ones = draw(st.tuples(st.booleans(), st.booleans(), st.booleans()))
        after = replace(
            item,
            title=draw(_WORDS.filter(str.strip) | st.just("two\nlines\tand a tab")),
            owner=draw(_WORDS),
            tags=draw(_TAGS),
            effort_low=low if given_ones[0] else None,
            effort_likely=likely if given_ones[1] else None,
            effort_high=high if given_ones[2] else None,
            target_date=draw(st.none() | st.dates(date(2000, 1, 1), date(2090, 1, 1))),
            stage=draw(st.sampled_from(list(Stage))),
        )
        changes.append(Change(item, after))
    made = base.after(ChangeSet("", tuple(changes)))
    assert not list(check_all(made))
    return made


def forms(block: Block) -> dict[str, Block | None]:
    """The block as it comes back by each of the three forms on the clipboard."""
    table = cells_of_html(clips.html(block))
    return {
        "own": clips.read_own(clips.own_form(block)),
        "html": None if table is None else clips.foreign(table),
        "text": clips.foreign(cells_of_text(clips.plain_text(block))),
    }


@given(portfolios(), st.integers(0, 5), st.integers(1, 6), st.integers(0, len(KEYS) - 1), st.integers(1, len(KEYS)))
def test_a_copy_pasted_where_it_came_from_changes_nothing(
    portfolio: Portfolio, top: int, height: int, left: int, width: int
) -> None:
    sight = Sight(portfolio, today=TODAY)
    ids, keys = list(portfolio.ranking)[top : top + height], KEYS[left : left + width]
    block = clips.block(sight, ids, keys)
    for name, back in forms(block).items():
        assert back is not None, name
        plan = pasting.plan_paste(sight, back, Target(ids, keys))
        assert (plan.rows, plan.added, plan.problems) == ({}, [], []), name


@given(portfolios(), st.data())
def test_cells_copied_to_other_rows_say_there_what_they_said(portfolio: Portfolio, data: st.DataObject) -> None:
    ids = list(portfolio.ranking)
    source = data.draw(st.lists(st.sampled_from(ids), min_size=1, max_size=3, unique=True))
    goal = data.draw(st.permutations(ids))[: len(source)]
    keys = [key for key in KEYS if COLUMNS[PLACE[key]].editor not in ("", "rank") and key not in ("team", "effort")]
    block = clips.block(Sight(portfolio, today=TODAY), source, keys)
    plan = pasting.plan_paste(Sight(portfolio, today=TODAY), forms(block)["own"] or [], Target(goal, keys))
    assert plan.problems == []
    after = portfolio.after(plan.action(portfolio))
    assert not list(check_all(after))
    assert [row[:] for row in clips.block(Sight(after, today=TODAY), goal, keys)] == block


@given(portfolios())
def test_estimates_are_copied_to_the_last_digit(portfolio: Portfolio) -> None:
    first, last = portfolio.ranking[0], portfolio.ranking[-1]
    block = clips.block(Sight(portfolio, today=TODAY), [first], ["effort"])
    plan = pasting.plan_paste(Sight(portfolio, today=TODAY), forms(block)["own"] or [], Target([last], ["effort"]))
    after = portfolio.after(plan.action(portfolio)).deliverables
    parts = ("effort_low", "effort_likely", "effort_high")
    if any(getattr(after[first], part) is not None for part in parts):
        assert [getattr(after[last], part) for part in parts] == [getattr(after[first], part) for part in parts]


# ---- by keys


def put(text: str | None = None, html: str | None = None) -> None:
    data = QMimeData()
    if text is not None:
        data.setText(text)
    if html is not None:
        data.setHtml(html)
    QGuiApplication.clipboard().setMimeData(data)


def press(qtbot: QtBot, pane: BacklogPane, key: Qt.Key) -> None:
    qtbot.keyClick(pane.table, key, CTRL)


def cells(pane: BacklogPane, row: int, column: str, last_row: int, last_column: str) -> None:
    pane.table.select_cells(row, PLACE[column], last_row, PLACE[last_column])


def item(desk: Desk, place: int) -> Deliverable:
    return desk.portfolio.deliverables[FIRST + place]


def sheet_of(pane: BacklogPane) -> PasteSheet:
    found = pane.window().findChild(PasteSheet)
    assert isinstance(found, PasteSheet)
    return found


def test_a_range_is_copied_as_text_as_a_table_and_with_full_values(qtbot: QtBot, open_pane: OpenPane) -> None:
    pane = open_pane()
    cells(pane, 1, "effort", 2, "target")
    press(qtbot, pane, KEY.Key_C)
    data = QGuiApplication.clipboard().mimeData()
    assert data.text() == "3–5–10\t\t2026-09-02\n4–6–11\t\t2026-09-03\n"
    assert 'sdval="46267" sdnum="1033;0;YYYY-MM-DD"' in data.html()
    held = json.loads(bytes(data.data(OWN_FORM).data()))
    assert held["rows"][0][0] == {"text": "3–5–10", "effort": [3.0, 5.0, 10.0]}


def test_a_range_of_libreoffice_is_pasted_from_the_active_cell_on(
    qtbot: QtBot, open_pane: OpenPane, desk: Desk, done: list[str]
) -> None:
    pane = open_pane()
    pane.columns.show("team", False)
    for hidden in ("stage", "score", "gap"):
        pane.show_column(hidden, on=False)
    before = desk.portfolio
    put((GOLDEN / "libreoffice.txt").read_text(), (GOLDEN / "libreoffice.html").read_text())
    cells(pane, 3, "title", 3, "title")
    press(qtbot, pane, KEY.Key_V)
    assert [item(desk, n).title for n in (3, 4, 5)] == ["Plain one", 'Say "so", on two lines', "Empty beside"]
    assert [item(desk, n).effort_likely for n in (3, 4, 5)] == [4.5, 1234.5, None]
    assert [item(desk, n).target_date for n in (3, 4, 5)] == [date(2026, 11, 6), date(2026, 11, 25), None]
    assert done == ["Paste 9 cells"]
    desk.undo()
    assert desk.portfolio == before


def test_a_range_of_excel_is_pasted_month_first_where_one_day_tells_so(
    qtbot: QtBot, open_pane: OpenPane, desk: Desk
) -> None:
    pane = open_pane()
    for hidden in ("stage", "score", "gap", "team"):
        pane.show_column(hidden, on=False)
    for html in ((GOLDEN / "excel.html").read_text(), None):
        put((GOLDEN / "excel.txt").read_bytes().decode(), html)
        cells(pane, 3, "title", 3, "title")
        press(qtbot, pane, KEY.Key_V)
        assert [item(desk, n).title for n in (3, 4, 5)] == ["Plain one", 'Say "so", on two lines', "Empty beside"]
        assert [item(desk, n).effort_likely for n in (3, 4, 5)] == [4.5, 1234.5, None]
        assert [item(desk, n).target_date for n in (3, 4, 5)] == [date(2026, 11, 6), date(2026, 11, 25), None]
        desk.undo()


def test_one_value_fills_the_whole_range_and_a_block_as_often_as_it_fits(
    qtbot: QtBot, open_pane: OpenPane, desk: Desk
) -> None:
    pane = open_pane()
    put("released")
    cells(pane, 2, "stage", 5, "stage")
    press(qtbot, pane, KEY.Key_V)
    assert [item(desk, n).stage is Stage.RELEASED for n in range(1, 7)] == [False, True, True, True, True, False]
    put("2,5\n3–8\n")
    cells(pane, 2, "effort", 5, "effort")
    press(qtbot, pane, KEY.Key_V)
    assert [item(desk, n).effort_likely for n in range(2, 6)] == [2.5, 4.9, 2.5, 4.9]


def test_columns_that_are_worked_out_are_skipped_with_a_word(
    qtbot: QtBot, open_pane: OpenPane, desk: Desk, done: list[str]
) -> None:
    pane = open_pane()
    put("shaping\t99\t12\t7")
    cells(pane, 1, "stage", 1, "stage")
    press(qtbot, pane, KEY.Key_V)
    assert (item(desk, 1).stage, item(desk, 1).effort_likely) == (Stage.SHAPING, 7.0)
    assert done == ["Paste 2 cells. Score and Gap are not written to."]


def test_rows_past_the_end_are_new_items(qtbot: QtBot, open_pane: OpenPane, desk: Desk, done: list[str]) -> None:
    pane = open_pane()
    before = desk.portfolio
    put("Last one\tready\nNew one\tready\n\t\nNew two\tidea\n")
    cells(pane, 11, "title", 11, "title")
    press(qtbot, pane, KEY.Key_V)
    titles = [desk.portfolio.deliverables[i].title for i in desk.portfolio.ranking]
    assert titles[-3:] == ["Last one", "New one", "New two"]
    assert done == ["Paste 6 cells, adding 2 items"]
    desk.undo()
    assert desk.portfolio == before


def test_bad_cells_are_listed_and_nothing_is_half_pasted(
    qtbot: QtBot, open_pane: OpenPane, desk: Desk, done: list[str]
) -> None:
    pane = open_pane()
    before = desk.portfolio
    put("ready\tx\tx\tlots\tData\t6 Nov\nsoonish\tx\tx\t4\tNobody\tsoon\n")
    cells(pane, 3, "stage", 3, "stage")
    press(qtbot, pane, KEY.Key_V)
    assert desk.portfolio is before
    sheet = sheet_of(pane)
    rows = [sheet.problems.topLevelItem(n) for n in range(sheet.problems.topLevelItemCount())]
    listed = [[row.text(column) for column in range(3)] for row in rows if row is not None]
    assert listed == [
        ["Row 1", "Effort", "lots"],
        ["Row 2", "Stage", "soonish"],
        ["Row 2", "Team", "Nobody"],
        ["Row 2", "Target date", "soon"],
    ]
    assert rows[0] is not None
    assert "is no effort" in rows[0].text(3)
    assert "The rest is 4 cells" in sheet.summary.text()
    qtbot.mouseClick(sheet.rest, Qt.MouseButton.LeftButton)
    assert (item(desk, 3).stage, item(desk, 3).target_date) == (Stage.READY, date(2026, 11, 6))
    assert (item(desk, 4).stage, item(desk, 4).effort_likely) == (Stage.DELIVERY, 4.0)
    desk.undo()
    assert desk.portfolio == before


def test_cancel_pastes_nothing(qtbot: QtBot, open_pane: OpenPane, desk: Desk) -> None:
    pane = open_pane()
    put("4\nlots\n")
    cells(pane, 3, "effort", 3, "effort")
    press(qtbot, pane, KEY.Key_V)
    qtbot.keyClick(sheet_of(pane), KEY.Key_Escape)
    assert desk.document.undo_label is None


def test_what_breaks_a_rule_is_a_bad_cell_too(qtbot: QtBot, open_pane: OpenPane, desk: Desk) -> None:
    pane = open_pane()
    put("\t\nTitle\t9/5/3\n")
    for hidden in ("stage", "score", "gap"):
        pane.show_column(hidden, on=False)
    cells(pane, 3, "title", 3, "title")
    press(qtbot, pane, KEY.Key_V)
    sheet = sheet_of(pane)
    reasons = [sheet.problems.topLevelItem(n).text(3) for n in range(2)]  # type: ignore[union-attr]
    assert "needs a title" in reasons[0]
    assert "is above" in reasons[1]


def test_a_new_item_without_a_title_is_a_problem(qtbot: QtBot, open_pane: OpenPane) -> None:
    pane = open_pane()
    put("4\n5\n")
    cells(pane, 11, "effort", 11, "effort")
    press(qtbot, pane, KEY.Key_V)
    sheet = sheet_of(pane)
    row = sheet.problems.topLevelItem(0)
    assert row is not None
    assert [row.text(n) for n in range(4)] == ["Row 2", "Title", "(empty)", "A new item needs a title."]


def test_a_list_of_titles_pasted_on_rows_makes_items_below(
    qtbot: QtBot, open_pane: OpenPane, desk: Desk, done: list[str]
) -> None:
    pane = open_pane()
    before = desk.portfolio
    desk.select(Deliverable, (FIRST + 3,), FIRST + 3)
    put("- [ ] Letters, shorter\n- [x] Letters in Polish\n\n3. Letters by mail\n")
    press(qtbot, pane, KEY.Key_V)
    titles = [desk.portfolio.deliverables[i].title for i in desk.portfolio.ranking]
    assert titles[3:8] == [
        "Receipt photos",
        "Letters, shorter",
        "Letters in Polish",
        "Letters by mail",
        "Ask-a-nurse chat",
    ]
    assert done == ["Add 3 items from the clipboard"]
    assert [desk.portfolio.deliverables[i].title for i in desk.selection.ids] == titles[4:7]
    desk.undo()
    assert desk.portfolio == before


@pytest.mark.parametrize("portfolio", [Portfolio()])
def test_a_list_of_titles_fills_an_empty_backlog(qtbot: QtBot, open_pane: OpenPane, desk: Desk) -> None:
    pane = open_pane()
    put("• One\n• Two\n")
    press(qtbot, pane, KEY.Key_V)
    assert [each.title for each in desk.portfolio.deliverables] == ["One", "Two"]
    desk.undo()
    put("One\tready\nTwo\tidea\n")
    press(qtbot, pane, KEY.Key_V)
    assert [(each.title, each.stage) for each in desk.portfolio.deliverables] == [
        ("One", Stage.READY),
        ("Two", Stage.IDEA),
    ]


def test_in_an_open_field_paste_is_the_fields_own(qtbot: QtBot, open_pane: OpenPane, desk: Desk) -> None:
    pane = open_pane()
    put("Pasted words")
    cells(pane, 3, "title", 3, "title")
    qtbot.keyClick(pane.table, KEY.Key_Return)
    field = QApplication.focusWidget()
    assert isinstance(field, CellField)
    qtbot.keyClick(field, KEY.Key_V, CTRL)
    assert field.text() == "Pasted words"
    assert desk.document.undo_label is None


def test_cut_copies_and_clears_in_one_step(qtbot: QtBot, open_pane: OpenPane, desk: Desk, done: list[str]) -> None:
    pane = open_pane()
    before = desk.portfolio
    cells(pane, 1, "effort", 2, "target")
    press(qtbot, pane, KEY.Key_X)
    assert QGuiApplication.clipboard().text().startswith("3–5–10\t")
    assert [(item(desk, n).effort_likely, item(desk, n).target_date) for n in (1, 2)] == [(None, None)] * 2
    assert done == ["Clear 4 cells"]
    press(qtbot, pane, KEY.Key_V)
    assert desk.portfolio == before
    desk.undo()
    desk.undo()
    assert desk.portfolio == before


def test_delete_clears_cells_and_leaves_what_is_never_empty(
    qtbot: QtBot, open_pane: OpenPane, desk: Desk, done: list[str], refusals: list[str]
) -> None:
    pane = open_pane()
    cells(pane, 1, "title", 2, "effort")
    qtbot.keyClick(pane.table, KEY.Key_Delete)
    assert [item(desk, n).effort_likely for n in (1, 2)] == [None, None]
    assert [item(desk, n).title for n in (1, 2)] == ["Quote on one page", "Provider data check"]
    assert done[0].startswith("Clear 2 cells. Title, Stage, Score and Gap")
    cells(pane, 1, "stage", 2, "stage")
    qtbot.keyClick(pane.table, KEY.Key_Delete)
    assert refusals == ["Stage is not written to."]


def test_delete_on_titles_deletes_the_items(qtbot: QtBot, open_pane: OpenPane, desk: Desk) -> None:
    pane = open_pane()
    cells(pane, 1, "title", 2, "title")
    qtbot.keyClick(pane.table, KEY.Key_Delete)
    assert len(desk.portfolio.deliverables) == 10


def test_fill_down_and_right(
    qtbot: QtBot, open_pane: OpenPane, desk: Desk, done: list[str], refusals: list[str]
) -> None:
    pane = open_pane()
    pane.show_column("owner", on=True)
    pane.show_column("tags", on=True)
    before = desk.portfolio
    cells(pane, 1, "team", 4, "target")
    press(qtbot, pane, KEY.Key_D)
    assert {item(desk, n).target_date for n in (1, 2, 3, 4)} == {date(2026, 9, 2)}
    assert not [demand for demand in desk.portfolio.demands if demand.deliverable == FIRST + 3]
    desk.undo()
    assert desk.portfolio == before
    cells(pane, 4, "target", 4, "target")
    press(qtbot, pane, KEY.Key_D)
    assert item(desk, 4).target_date == item(desk, 3).target_date, "one cell alone takes what stands above it"
    desk.undo()
    cells(pane, 0, "owner", 1, "tags")
    press(qtbot, pane, KEY.Key_R)
    assert [item(desk, n).tags for n in (0, 1)] == [("R. Haas",), ("T. Baptiste",)]
    desk.undo()
    cells(pane, 1, "stage", 1, "effort")
    press(qtbot, pane, KEY.Key_R)
    assert refusals[-1].startswith("Effort cannot take that:")
    assert desk.portfolio == before
    assert done[0] == "Fill down 4 cells"


def test_an_empty_clipboard_and_one_without_text_are_told(
    qtbot: QtBot, open_pane: OpenPane, desk: Desk, refusals: list[str]
) -> None:
    pane = open_pane()
    cells(pane, 1, "stage", 1, "stage")
    for text in (None, ""):
        put(text)
        press(qtbot, pane, KEY.Key_V)
    QGuiApplication.clipboard().clear()
    press(qtbot, pane, KEY.Key_V)
    assert len(refusals) == 3
    assert desk.document.undo_label is None


@pytest.mark.parametrize(
    "data", [b"", b"[]", b"{}", b'{"version": 2, "rows": []}', b'{"version": 1, "rows": [[{"text": 1, "effort": 3}]]}']
)
def test_a_foreign_thing_in_our_form_is_left_to_its_text(data: bytes) -> None:
    assert clips.read_own(data) is None


def test_many_rows_are_copied_off_the_windows_thread(
    qtbot: QtBot, open_pane: OpenPane, monkeypatch: pytest.MonkeyPatch
) -> None:
    from threading import current_thread, main_thread

    monkeypatch.setattr("deliverydesk.ui.panes.backlog.celldeeds._IN_A_THREAD", 5)
    pane, where = open_pane(), []
    gather = clips.block

    def watched(*arguments: object) -> Block:
        where.append(current_thread() is main_thread())
        return gather(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(clips, "block", watched)
    put("before")
    cells(pane, 0, "title", 11, "title")
    press(qtbot, pane, KEY.Key_C)
    qtbot.waitUntil(lambda: QGuiApplication.clipboard().text().startswith("Claim status, plainly\n"))
    assert where == [False]


def test_many_rows_are_filled_off_the_windows_thread_as_one_step(
    qtbot: QtBot, open_pane: OpenPane, desk: Desk, done: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("deliverydesk.ui.panes.backlog.celldeeds._IN_A_THREAD", 3)
    pane = open_pane()
    before = desk.portfolio
    cells(pane, 1, "effort", 9, "effort")
    press(qtbot, pane, KEY.Key_D)
    qtbot.waitUntil(lambda: done == ["Fill down 8 cells"])
    assert {item(desk, n).effort_high for n in range(1, 10)} == {10.0}
    assert pane.window().isEnabled()
    qtbot.waitUntil(pane.table.hasFocus)
    desk.undo()
    assert desk.portfolio == before
