"""When work came to its stages: what was written wins over the journal, and what cannot be is named."""

from datetime import date, timedelta
from itertools import pairwise
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from deliverydesk.analysis.flow.history import Doubt, Finding, History, Passage, Source, history_of
from deliverydesk.analysis.flow.little import little_of
from deliverydesk.analysis.flow.throughput import cumulative, distribution, efficiency, in_progress_of, throughput_of
from deliverydesk.analysis.flow.times import times_of
from deliverydesk.domain.entities import StageDate
from deliverydesk.domain.passage import StageMove
from deliverydesk.domain.values import Stage
from tests.analysis.cases import items, portfolio

TODAY = date(2026, 8, 19)


def march(day: int) -> date:
    return date(2026, 3, day)


def moves(*steps: tuple[int, Stage]) -> list[StageMove]:
    """The moves of deliverable 1 on these days of March, from idea."""
    before: list[Stage | None] = [Stage.IDEA, *(stage for _, stage in steps)]
    return [StageMove(1, march(day), before[at], stage) for at, (day, stage) in enumerate(steps)]


def passage(item: dict[str, Any], *journal: StageMove, stage_dates: dict[Stage, date] | None = None) -> Passage:
    """The one passage of a portfolio of one deliverable."""
    dated = [StageDate(100 + at, 1, stage, day) for at, (stage, day) in enumerate((stage_dates or {}).items())]
    (found,) = history_of(portfolio(*items(item), *dated), TODAY, journal).passages
    return found


def test_a_journal_tells_when_work_was_ready_begun_and_done() -> None:
    journal = moves((2, Stage.READY), (9, Stage.DELIVERY), (20, Stage.RELEASED))
    found = passage({"stage": Stage.RELEASED}, *journal)
    assert (found.committed, found.started, found.done) == (march(2), march(9), march(20))
    assert {each.source for each in found.entered} == {Source.JOURNAL}


def test_what_was_written_of_a_stage_wins_and_the_journal_tells_the_rest() -> None:
    journal = moves((2, Stage.READY), (9, Stage.DELIVERY), (20, Stage.RELEASED))
    found = passage(
        {"stage": Stage.RELEASED, "actual_end": march(18)},
        *journal,
        stage_dates={Stage.DELIVERY: march(12), Stage.RELEASED: march(19)},
    )
    assert (found.committed, found.started, found.done) == (march(2), march(12), march(18))


def test_work_that_was_sent_back_is_done_with_its_later_release() -> None:
    journal = moves((2, Stage.DELIVERY), (5, Stage.RELEASED), (6, Stage.DELIVERY), (20, Stage.RELEASED))
    assert passage({"stage": Stage.RELEASED}, *journal).done == march(20)
    again = passage({"stage": Stage.DELIVERY}, *journal[:3])
    assert (again.done, again.under_way, again.started) == (None, True, march(2))


def test_improving_after_a_release_leaves_it_done_and_without_one_is_work() -> None:
    journal = moves((2, Stage.DELIVERY), (5, Stage.RELEASED), (16, Stage.IMPROVING))
    assert passage({"stage": Stage.IMPROVING}, *journal).done == march(5)
    assert passage({"stage": Stage.IMPROVING, "actual_start": march(2)}).under_way


def test_cancelled_work_is_neither_done_nor_under_way() -> None:
    found = passage({"stage": Stage.CANCELLED, "actual_start": march(2), "actual_end": march(9)})
    assert (found.done, found.stopped, found.under_way) == (None, march(9), False)


def test_of_what_was_added_late_nobody_knows_when_it_came_there() -> None:
    history = history_of(
        portfolio(*items({"stage": Stage.DELIVERY})), TODAY, [StageMove(1, march(2), None, Stage.DELIVERY)]
    )
    assert history.passages[0].started is None
    assert history.findings == (Finding(1, Doubt.START_UNKNOWN),)


def test_impossible_dates_are_named_and_not_counted() -> None:
    swapped = {"stage": Stage.RELEASED, "actual_start": march(9), "actual_end": march(2)}
    future = {"stage": Stage.DELIVERY, "actual_start": TODAY + timedelta(days=1)}
    undated = {"stage": Stage.RELEASED}
    lost = {"stage": Stage.TABLED, "actual_start": march(2)}
    history = history_of(portfolio(*items(swapped, future, undated, lost)), TODAY)
    assert [each.deliverable for each in history.passages] == [2]
    assert set(history.findings) == {
        Finding(1, Doubt.DONE_BEFORE_START, Stage.RELEASED, march(2), march(9)),
        Finding(2, Doubt.IN_FUTURE, Stage.DELIVERY, TODAY + timedelta(days=1), TODAY),
        Finding(2, Doubt.START_UNKNOWN),
        Finding(3, Doubt.DONE_UNKNOWN),
        Finding(4, Doubt.STOP_UNKNOWN, Stage.TABLED),
    }


_DAYS = st.none() | st.dates(date(2025, 12, 1), date(2026, 12, 31))
_ITEM = st.fixed_dictionaries(
    {"stage": st.sampled_from(Stage), "actual_start": _DAYS, "actual_end": _DAYS, "archived": st.booleans()}
)
_MOVE = st.builds(
    StageMove,
    st.integers(1, 6),
    st.dates(date(2025, 12, 1), date(2026, 12, 31)),
    st.none() | st.sampled_from(Stage),
    st.none() | st.sampled_from(Stage),
)


@given(st.lists(_ITEM, max_size=6), st.lists(_MOVE, max_size=12))
def test_whatever_the_dates_each_deliverable_is_counted_or_named(rows: list[dict[str, Any]], log: Any) -> None:
    whole = portfolio(*items(*rows))
    history = history_of(whole, TODAY, log)
    named = {each.deliverable for each in history.findings}
    assert {each.deliverable for each in history.passages} | named == set(whole.deliverables.ids)
    for each in history.passages:
        assert all(entry.day <= TODAY for entry in each.entered)
        if each.started is not None:
            assert each.done is None or each.done >= each.started
            assert each.stopped is None or each.stopped >= each.started
    _figures_hold(whole, history)


def _figures_hold(whole: Any, history: History) -> None:
    """Times are a day at least, flows never fall, and nothing is counted twice."""
    times = times_of(history)
    assert all(each.cycle is None or each.cycle >= 1 for each in times.finished)
    assert all(each.age >= 1 for each in times.ages)
    done = sum(each.done is not None for each in history.passages)
    for span in ("week", "month"):
        flow = throughput_of(history, span)  # type: ignore[arg-type]
        assert sum(flow.counts) + flow.left_out == done
        assert (flow.reason is None) == bool(flow.counts)
    assert distribution(whole, history).total == done
    share = efficiency(history).share
    assert share is None or 0 < share <= 1
    wip = in_progress_of(history)
    assert wip is None or min(wip.counts) >= 0
    found = little_of(history)
    assert found is None or found.ratio is None or found.ratio > 0
    flows = cumulative(history)
    if flows is not None:
        lines = [line for _, line in flows.reached]
        assert all(list(line) == sorted(line) for line in lines)
        assert all(later <= earlier for a, b in pairwise(lines) for later, earlier in zip(a, b, strict=True))
