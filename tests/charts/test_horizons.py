"""The board of now, next and later as data, and as files."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deliverydesk.actions import backlog, records, roadmap
from deliverydesk.analysis.horizons import ORDER
from deliverydesk.charts.horizons import after, board_table, build_board, card_words, summary
from deliverydesk.domain.changes import ChangeSet
from deliverydesk.domain.entities import Deliverable
from deliverydesk.domain.portfolio import Portfolio
from deliverydesk.domain.values import Stage
from tests.charts.roadmap_example import TODAY, example, item_id


@pytest.mark.parametrize("by", ["product", "team", "theme", "horizon", "owner", "none"])
def test_every_open_item_has_one_card_whatever_the_lanes(by: str) -> None:
    portfolio = example()
    board = build_board(portfolio, today=TODAY, by=by)
    gone = {Stage.RELEASED, Stage.TABLED, Stage.CANCELLED}
    wanted = {item.id for item in portfolio.deliverables if item.stage not in gone}
    shown = [card.id for lane in range(len(board.lanes)) for when in ORDER for card in board.cells[lane, when]]
    assert sorted(shown) == sorted(wanted)
    assert sum(map(board.count, ORDER)) == len(wanted)


def test_cards_stand_in_the_managers_order_and_say_what_matters() -> None:
    board = build_board(example(), today=TODAY)
    card = board.cards[item_id("Refusals explained")]
    assert (card.when, board.lanes[card.lane].name, card.code) == ("now", "Claims", "CL")
    assert card.facts == "Claims, 7 pw, 7 Sep – 23 Oct"
    late = board.cards[item_id("Accessible sign-in")]
    assert late.problem == "Starts before “Sign-in service renewal” ends on 30 Sep."
    assert late.problem in card_words(board, late)
    ids = [one.id for one in board.cells[1, "now"]]
    assert ids == sorted(ids)
    assert summary(board) == "17 items now, 3 next, 0 later, 3 unplanned"
    assert [board.period(when) for when in ORDER] == ["Jul – Sep 2026", "Oct – Dec 2026", "from Jan 2027", "no dates"]


def a_change(now: Portfolio, one: int, other: int, kind: int, days: int) -> ChangeSet:
    if kind == 0:
        return roadmap.schedule(now, one, TODAY + timedelta(days=days))
    if kind == 1:
        return roadmap.unschedule(now, [one])
    if kind == 2:
        return records.edit(now, Deliverable, [one], {"stage": Stage.TABLED, "owner": "R. Haas"})
    if kind == 3:
        return records.edit(now, Deliverable, [one], {"stage": Stage.READY, "product": 13})
    if kind == 4:
        return backlog.set_team(now, [one], 23)
    if kind == 5 and one != other:
        return backlog.move_above(now, [one], other)
    return records.delete(now, Deliverable, [one])


@given(st.data(), st.sampled_from(["product", "team", "owner", "none"]))
def test_a_change_gives_the_board_that_is_built_anew(data: st.DataObject, by: str) -> None:
    now = example()
    board = build_board(now, today=TODAY, by=by)
    for _ in range(3):
        one, other = (data.draw(st.sampled_from(sorted(now.deliverables.ids))) for _ in range(2))
        made = a_change(now, one, other, data.draw(st.integers(0, 6)), data.draw(st.integers(-90, 300)))
        now = now.after(made)
        board = after(board, now, made)
    anew = build_board(now, today=TODAY, by=by)
    assert (board.lanes, board.cells, board.cards) == (anew.lanes, anew.cells, anew.cards)


def test_the_table_has_a_row_a_card() -> None:
    board = build_board(example(), today=TODAY)
    table = board_table(board)
    assert len(table.rows) == len(board.cards)
    assert [row[0] for row in table.rows] == sorted(
        (row[0] for row in table.rows), key=["Now", "Next", "Later", "Unplanned"].index
    )


def test_an_empty_portfolio_has_an_empty_board() -> None:
    board = build_board(Portfolio.of([]), today=TODAY)
    assert not board.cards
    assert summary(board) == "0 items now, 0 next, 0 later, 0 unplanned"
    one = build_board(Portfolio.of([Deliverable(1, "Search", 1)]), today=TODAY)
    assert one.lanes[0].name == "No product"


@pytest.mark.parametrize("ending", [".png", ".svg", ".pdf", ".pptx", ".xlsx", ".csv"])
def test_board_and_capacity_are_saved_as_whatever_is_asked_for(tmp_path: Path, ending: str) -> None:
    from deliverydesk.charts.load_chart import capacity_chart
    from deliverydesk.rendering.files import endings, save_as

    for item in (build_board(example(), today=TODAY), capacity_chart(example(), today=TODAY)):
        assert ending in endings(item)
        path = tmp_path / f"{type(item).__name__}{ending}"
        save_as(item, path)
        assert path.stat().st_size > 300


def test_slides_have_a_figure_in_every_cell(tmp_path: Path) -> None:
    from pptx import Presentation

    from deliverydesk.charts.load_chart import capacity_chart
    from deliverydesk.rendering.files import save_as

    path = tmp_path / "capacity.pptx"
    save_as(capacity_chart(example(), today=TODAY), path)
    (slide,) = Presentation(str(path)).slides
    (table,) = [shape.table for shape in slide.shapes if shape.has_table]
    assert (len(table.rows), len(table.columns)) == (7, 27)
    for row in range(1, 7):
        for column in range(1, 27):
            assert table.cell(row, column).text.isdigit()
