"""What is kept of a forecast: what was said, of whom and by which team, and never a word about a day that is over."""

import json
from datetime import date
from typing import Any

from deliverydesk.analysis.forecast.inputs import inputs_of
from deliverydesk.analysis.forecast.keeping import deciding_teams, keep_todays, rows_of
from deliverydesk.analysis.forecast.kept import entries_of
from deliverydesk.analysis.forecast.portfolio import forecast_of
from deliverydesk.domain import rules
from deliverydesk.domain.entities import Deliverable, Demand, Entity, Milestone, MilestoneItem, Team
from deliverydesk.domain.portfolio import Portfolio
from deliverydesk.importers.sample import sample_portfolio

TODAY = date(2026, 8, 19)
WEB, DATA = 901, 902


def portfolio(*more: Entity, **fields: Any) -> Portfolio:
    """Two pieces of work; the first needs both teams, and by far the most of the smaller one."""
    return Portfolio.of(
        [
            Team(WEB, "Web", members=8, focus=1.0),
            Team(DATA, "Data", members=1, focus=1.0, widening=1.4),
            Deliverable(1, "Search", 1, **fields),
            Deliverable(2, "Quotes", 2, target_date=date(2026, 8, 18)),
            Deliverable(3, "Nobody knows", 3),
            Demand(11, 1, WEB, 3, 4, 6),
            Demand(12, 1, DATA, 3, 4, 6),
            Demand(13, 2, WEB, 1, 2, 4),
            *more,
        ]
    )


def rows(made: Portfolio) -> dict[tuple[int | None, int | None], dict[str, Any]]:
    return {(row.get("deliverable"), row.get("milestone")): row for row in rows_of(made, forecast_of(made, TODAY))}


def test_days_chance_team_and_inputs_are_kept() -> None:
    made = portfolio(target_date=date(2026, 9, 30))
    forecast = forecast_of(made, TODAY)
    row = rows(made)[(1, None)]
    told = forecast.item(1)
    assert (row["p50"], row["p85"], row["p95"]) == (told.p50, told.p85, told.p95)
    assert (row["by"], row["chance"]) == (date(2026, 9, 30), forecast.chance(1, date(2026, 9, 30)))
    assert row["team"] == DATA
    inputs = json.loads(row["inputs"])
    assert inputs["widening"] == {str(DATA): 1.4}
    assert (inputs["seed"], inputs["paths"], inputs["rank"]) == (1, 10_000, 1)
    assert inputs["effort"] == [6, 8, 12]


def test_no_chance_is_kept_of_a_day_that_is_over_and_nothing_of_what_has_no_days() -> None:
    kept = rows(portfolio())
    assert set(kept) == {(1, None), (2, None)}
    assert (kept[(2, None)]["by"], kept[(2, None)]["chance"]) == (None, None)


def test_a_milestone_is_kept_with_the_team_that_decides_all_of_it() -> None:
    due = Milestone(21, "Launch", date(2026, 10, 1))
    one = portfolio(due, MilestoneItem(31, 21, 1))
    both = portfolio(due, MilestoneItem(31, 21, 1), MilestoneItem(32, 21, 2))
    assert rows(one)[(None, 21)]["team"] == DATA
    row = rows(both)[(None, 21)]
    assert row["team"] is None
    assert row["chance"] == forecast_of(both, TODAY).joint([1, 2], due.date).chance
    over = Milestone(21, "Launch", date(2026, 8, 1))
    assert rows(portfolio(over, MilestoneItem(31, 21, 1)))[(None, 21)]["by"] is None


def test_the_deciding_team_is_where_the_work_takes_longest_and_not_where_most_is_asked() -> None:
    """Two people take one place in the web team: 5 person-weeks are 2.5 weeks. The one in data takes 3 for 3."""
    made = portfolio(Demand(14, 2, DATA, 3, 3, 3), Demand(15, 2, WEB, 2, 3, 4))
    assert deciding_teams(inputs_of(made, TODAY)) == {1: DATA, 2: DATA}
    assert deciding_teams(inputs_of(portfolio(), TODAY)) == {1: DATA, 2: WEB}


def test_the_sample_is_kept_by_the_rules_once_a_day_and_comes_back_as_entries() -> None:
    made = sample_portfolio(TODAY)
    changes = keep_todays(made, TODAY)
    after = made.after(changes)
    rules.check(after, changes)
    assert {each.deliverable for each in after.forecasts} - {None} == set(forecast_of(made, TODAY).items())
    assert not keep_todays(after, TODAY)
    entries = entries_of(after)
    assert len(entries) == len(after.forecasts)
    assert {each.made for each in entries} == {TODAY}
    assert not keep_todays(Portfolio(), TODAY)
