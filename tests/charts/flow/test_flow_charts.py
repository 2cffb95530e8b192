"""Charts of flow: every point can be chosen, nothing is drawn without a day, and native charts keep every point."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from deliverydesk.analysis.flow.history import history_of
from deliverydesk.charts.columns import dated_columns
from deliverydesk.charts.flow.ageing import MOST
from deliverydesk.charts.flow.build import BUILDERS, flow_chart
from deliverydesk.domain.entities import Deliverable, StageDate
from deliverydesk.domain.passage import StageMove
from deliverydesk.domain.portfolio import Portfolio
from deliverydesk.domain.values import Stage
from tests.analysis.cases import items, portfolio

TODAY = date(2026, 8, 19)


def done(start: date, days: int) -> dict[str, object]:
    """Finished work that took so many days."""
    return {"stage": Stage.RELEASED, "actual_start": start, "actual_end": start + timedelta(days=days - 1)}


def busy() -> Portfolio:
    """Twenty pieces done, two of them on each day of completion, and two under way, one of them old."""
    begun = date(2026, 3, 2)
    finished = [done(begun + timedelta(days=7 * (n // 2)), 10 + n) for n in range(20)]
    same_day = [{**row, "actual_end": begun + timedelta(days=7 * (n // 2) + 30)} for n, row in enumerate(finished)]
    going = [{"stage": Stage.DELIVERY, "actual_start": TODAY - timedelta(days=age - 1)} for age in (90, 4)]
    return portfolio(*items(*same_day, *going))


@pytest.mark.parametrize("name", BUILDERS)
def test_an_empty_portfolio_says_what_to_do(name: str) -> None:
    spec = flow_chart(Portfolio(), name, today=TODAY)
    assert spec.name == name
    assert spec.empty.endswith(".")
    assert not spec.series


@pytest.mark.parametrize("name", BUILDERS)
def test_each_has_words_for_who_cannot_see_it_and_all_figures_in_its_table(name: str) -> None:
    spec = flow_chart(busy(), name, today=TODAY, source="here")
    assert not spec.empty
    assert spec.source == "here"
    assert spec.alt.endswith(".")
    assert spec.takeaway.endswith(".")
    assert spec.table.rows


def test_cycle_times_stand_on_their_days_under_the_lines_of_what_to_expect() -> None:
    spec = flow_chart(busy(), "cycle-time", today=TODAY)
    (dots,) = spec.series
    assert dots.keys == tuple(range(1, 21))
    assert set(dots.ys) == {31.0}
    assert [line.value for line in spec.references] == [31.0, 31.0, 31.0]
    assert "85 % within 31 days" in [line.label.replace("\u2009", " ") for line in spec.references]


def test_a_native_chart_keeps_both_of_two_that_were_done_on_one_day() -> None:
    spec = flow_chart(busy(), "cycle-time", today=TODAY)
    assert spec.native is not None
    _, columns = dated_columns(spec.native)
    points = sum(value is not None for column in columns if not column.joined for value in column.values)
    assert points == 20


def test_too_few_are_no_line_and_say_so() -> None:
    whole = portfolio(*items(*(done(date(2026, 3, 2), n + 1) for n in range(5))))
    spec = flow_chart(whole, "cycle-time", today=TODAY)
    assert [line.value for line in spec.references] == [3.0]
    assert spec.takeaway == "Cannot tell yet what to expect: it takes 6 finished, and there are 5."
    assert not flow_chart(whole, "ageing", today=TODAY).references


def test_work_older_than_the_line_is_named_and_told_by_more_than_a_colour() -> None:
    spec = flow_chart(busy(), "ageing", today=TODAY)
    (bars,) = spec.series
    assert (bars.keys, bars.xs) == ((21, 22), (90.0, 4.0))
    assert bars.roles[0] == "over"
    assert bars.labels == ("90 days, over the line", "4 days")
    assert spec.references[0].value == 31.0


def test_what_finds_no_room_is_in_the_table() -> None:
    rows = [{"stage": Stage.DELIVERY, "actual_start": TODAY} for _ in range(MOST + 3)]
    spec = flow_chart(portfolio(*items(*rows)), "ageing", today=TODAY)
    assert len(spec.series[0].xs) == MOST
    assert len(spec.table.rows) == MOST + 3
    assert spec.footnotes == ("3 younger items are in the table.",)


def test_a_journal_is_heard_where_nothing_is_written() -> None:
    whole = portfolio(*items({"stage": Stage.DELIVERY}))
    moves = [StageMove(1, date(2026, 8, 10), Stage.READY, Stage.DELIVERY)]
    assert flow_chart(whole, "ageing", today=TODAY).empty
    assert flow_chart(whole, "ageing", today=TODAY, moves=moves).series[0].xs == (10.0,)


def test_bands_of_a_cumulative_flow_lie_on_one_another() -> None:
    whole = busy()
    dated = StageDate(500, 22, Stage.READY, date(2026, 2, 2))
    spec = flow_chart(Portfolio.of([*whole.entities(), dated]), "cumulative-flow", today=TODAY)
    assert [band.name for band in spec.bands] == ["Released", "Delivery", "Ready"]
    for under, over in zip(spec.bands, spec.bands[1:], strict=False):
        assert under.highs == over.lows
    assert "L ÷ λW" in spec.takeaway


def test_dates_that_cannot_be_are_told_under_every_chart() -> None:
    whole = busy()
    swapped = replace(whole.deliverables[1], actual_start=date(2026, 8, 1))
    rest = [each for each in whole.entities() if not (isinstance(each, Deliverable) and each.id == 1)]
    broken = Portfolio.of([*rest, swapped])
    for name in BUILDERS:
        (told,) = flow_chart(broken, name, today=TODAY).footnotes
        assert told == "“Item 1” is not counted: it ended on 1 Apr, before it began on 1 Aug 2026."


def test_a_history_can_be_of_some_deliverables() -> None:
    whole = busy()
    some = history_of(whole, TODAY).of([1, 2, 21])
    assert {each.deliverable for each in some.passages} == {1, 2, 21}
    assert BUILDERS["cycle-time"](whole, some, "").series[0].keys == (1, 2)
