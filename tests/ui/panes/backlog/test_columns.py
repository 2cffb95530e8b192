"""What cells say, without Qt; and that the pane's modules stay light."""

import subprocess
import sys
from datetime import date

import pytest

from deliverydesk.analysis.scores import ScoreBoard
from deliverydesk.domain.entities import Deliverable, Demand
from deliverydesk.domain.portfolio import Portfolio
from deliverydesk.domain.values import Stage
from deliverydesk.ui.panes.backlog.celltexts import (
    effort_figure,
    effort_text,
    no_score,
    target_warning,
    team_text,
    tooltip_of,
)
from deliverydesk.ui.panes.backlog.columns import COLUMNS, PLACE
from deliverydesk.ui.panes.backlog.counts import tally
from deliverydesk.ui.panes.backlog.sight import Sight

FIRST = 100
TODAY = date(2026, 8, 19)


def item(**values: object) -> Deliverable:
    return Deliverable(1, "Search", 5, **values)  # type: ignore[arg-type]


def sight_of(*entities: Deliverable) -> Sight:
    return Sight(Portfolio.of(entities), today=TODAY)


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"target_date": date(2026, 8, 18)}, "The target date, 18 Aug, has passed."),
        ({"target_date": date(2026, 8, 19)}, ""),
        (
            {"target_date": date(2026, 9, 1), "planned_end": date(2026, 9, 11)},
            "Planned to end 11 Sep, 10 days after the target, 1 Sep.",
        ),
        ({"target_date": date(2026, 9, 11), "planned_end": date(2026, 9, 11)}, ""),
        ({"target_date": date(2026, 8, 1), "stage": Stage.RELEASED}, ""),
        ({}, ""),
    ],
)
def test_a_target_in_danger_says_why(values: dict[str, object], words: str) -> None:
    one = item(**values)
    assert target_warning(sight_of(one), one) == words


@pytest.mark.parametrize(
    ("low", "likely", "high", "words", "figure"),
    [
        (4.0, 6.0, 9.0, "6, 4–9", "6"),
        (None, 6.5, None, "6.5", "6.5"),
        (4.0, None, 9.0, "4–9", "4–9"),
        (None, None, None, "", ""),
    ],
)
def test_effort_in_words(low: float | None, likely: float | None, high: float | None, words: str, figure: str) -> None:
    one = item(effort_low=low, effort_likely=likely, effort_high=high)
    assert effort_text(sight_of(one), one) == words
    assert effort_figure(sight_of(one), one) == figure


@pytest.mark.parametrize(
    ("reason", "missing", "words"),
    [
        ("Reach is missing.", ["Reach"], "No score: no reach"),
        ("Reach, impact and confidence are missing.", ["Reach", "Impact", "Confidence"], "No score: no reach"),
        ("Effort is 0.", [], "No score: effort is 0"),
        (None, [], "No score"),
    ],
)
def test_why_there_is_no_score_in_a_cells_few_words(reason: str | None, missing: list[str], words: str) -> None:
    assert no_score(reason, missing) == words


def test_the_team_with_most_to_do_is_named_first(portfolio: Portfolio) -> None:
    entities = [*portfolio.entities(), Demand(5000, FIRST, 12, likely=9.0)]
    sight = Sight(Portfolio.of(entities))
    first = sight.item(FIRST)
    assert team_text(sight, first) == "Growth +1"
    assert COLUMNS[PLACE["team"]].text(sight, first) == "Growth, Data"
    assert COLUMNS[PLACE["team"]].keys(sight)[FIRST] == "growth"


def test_a_gap_is_told_in_a_sentence(portfolio: Portfolio) -> None:
    sight = Sight(portfolio, ScoreBoard.of(portfolio))
    said = {i: tooltip_of(sight, sight.item(i), COLUMNS[PLACE["gap"]]) for i in portfolio.ranking.ids}
    assert any("higher" in words for words in said.values())
    assert any("lower" in words for words in said.values())
    assert said[FIRST + 4] == ""


def test_effort_sums_take_likely_where_an_end_is_missing() -> None:
    ranged = Deliverable(1, "a", 1, effort_low=2.0, effort_likely=4.0, effort_high=9.0, stage=Stage.READY)
    single = Deliverable(2, "b", 2, effort_likely=3.0, stage=Stage.DELIVERY)
    open_ended = Deliverable(3, "c", 3, effort_low=4.0, effort_high=9.0)
    nothing = Deliverable(4, "d", 4)
    counted = tally(sight_of(ranged, single, open_ended, nothing), [1, 2, 3, 4], 4)
    assert (counted.likely, counted.low, counted.high, counted.unknown) == (13.0, 9.0, 21.0, 1)
    assert counted.sentence() == ("4 items, 1 in delivery, 1 ready. 13 pw likely, 9 to 21, 1 without estimate")


def test_the_pane_loads_nothing_heavy() -> None:
    heavy = ("sqlalchemy", "alembic", "numpy", "pyqtgraph", "pptx", "xlsxwriter", "qtawesome")
    code = f"import sys, deliverydesk.ui.panes.backlog.pane\nprint([name for name in {heavy!r} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
