"""Times against published ones, and the levels that the next piece of work keeps."""

import csv
import json
from datetime import date, datetime
from pathlib import Path

import pytest

from deliverydesk.analysis.flow.history import history_of
from deliverydesk.analysis.flow.survival import kaplan_meier
from deliverydesk.analysis.flow.times import Lacking, days_between, times_of
from deliverydesk.domain.values import Stage
from tests.analysis.cases import items, portfolio


@pytest.fixture
def holidays(shared_dir: Path) -> list[date]:
    """The bank holidays of England and Wales, from 2002 on."""
    with (shared_dir / "oracles/flow/england-wales-hols.csv").open() as file:
        cells = [cell.strip() for row in list(csv.reader(file))[1:] for cell in row if cell.strip()]
    return [datetime.strptime(cell, "%d %b %Y").date() for cell in cells]


def _day(words: str) -> date:
    return datetime.strptime(words, "%d/%m/%Y").date()


def test_sixty_published_times_in_working_days(shared_dir: Path, holidays: list[date]) -> None:
    """Rob Bowley's data of 7digital, 2009 to 2012."""
    rows = json.loads((shared_dir / "oracles/flow_times_7digital.json").read_text())["rows"]
    assert len(rows) == 60
    for row in rows:
        start, ready, done = _day(row["Dev.Started"]), _day(row["Prioritised"]), _day(row["Done"])
        assert days_between(start, done, holidays) == row["Cycle.Time"], row
        assert days_between(ready, done, holidays) == row["Lead.Time"], row


def test_nearly_all_published_times_of_the_whole_set(shared_dir: Path, holidays: list[date]) -> None:
    """The rest of the 3,238 began or ended on a free day."""
    with (shared_dir / "oracles/flow/7digital2012.csv").open() as file:
        rows = list(csv.DictReader(file))
    kept = [
        days_between(_day(row["Dev.Started"]), _day(row["Done"]), holidays) == int(row["Cycle.Time"]) for row in rows
    ]
    assert (len(rows), sum(kept)) == (3238, 3186)


def test_a_day_counts_as_one() -> None:
    friday, monday = date(2026, 8, 14), date(2026, 8, 17)
    assert days_between(friday, friday) == 1
    assert days_between(friday, monday) == 4
    assert days_between(friday, monday, []) == 2
    assert days_between(friday, monday, [monday]) == 1


def test_kaplan_and_meier_count_what_is_not_over() -> None:
    """The treated group of Freireich and others, Blood 21 (1963): S = .857, .807, .753, .690, .627, .538, .448."""
    over = [6, 6, 6, 7, 10, 13, 16, 22, 23]
    seen = [6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35]
    days, ended = [*over, *seen], [True] * 9 + [False] * 12
    assert kaplan_meier(days, ended, 0.15) == 7  # S(6) = .857 is above .85, S(7) = .807 is not
    assert kaplan_meier(days, ended, 0.5) == 23
    assert kaplan_meier(days, ended, 0.85) is None
    assert kaplan_meier([], [], 0.5) is None


def test_open_work_is_held_against_the_line_and_named_where_it_is_much() -> None:
    done = [
        {"stage": Stage.RELEASED, "actual_start": date(2026, 1, 1), "actual_end": date(2026, 1, day)}
        for day in (5, 10, 12, 15, 20, 25)
    ]
    going = [
        {"stage": Stage.DELIVERY, "actual_start": date(2026, 2, 1)},
        {"stage": Stage.DELIVERY, "actual_start": date(2026, 2, 20)},
    ]
    times = times_of(history_of(portfolio(*items(*done, *going)), date(2026, 3, 1)))
    assert times.cycles == (5, 10, 12, 15, 20, 25)
    assert (times.expected.days, times.expected.n) == (25, 6)
    assert [(each.deliverable, each.age, each.over) for each in times.ages] == [(7, 29, True), (8, 10, False)]
    assert times.open_share == pytest.approx(0.25)
    # Of 8 the curve falls to 7/8, 6/8, and with the one open at 10 days gone by a fifth of that at each end: .15 at 25
    assert times.with_open == 25
    assert times.levels[2].reason is Lacking.TOO_FEW


def test_nothing_done_has_a_reason_and_no_figure() -> None:
    times = times_of(history_of(portfolio(), date(2026, 3, 1)))
    assert (times.expected.days, times.expected.reason, times.open_share) == (None, Lacking.NOTHING_DONE, None)
