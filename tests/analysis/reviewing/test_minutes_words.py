"""Minutes hold what was written down, every thing on a line of its own, and nothing else."""

import json
from dataclasses import replace
from datetime import date

from deliverydesk.analysis.report import report
from deliverydesk.analysis.reviewing.minutes_words import minutes, totals_words
from deliverydesk.charts import catalogue
from deliverydesk.domain.entities import (
    Decision,
    Deliverable,
    Entity,
    FollowUp,
    Measurement,
    Outcome,
    Review,
    ReviewEntry,
    Team,
)
from deliverydesk.domain.portfolio import Portfolio
from deliverydesk.domain.values import DecisionChoice

TODAY = date(2026, 8, 19)


def held() -> Portfolio:
    return Portfolio.of(
        [
            Outcome(2, "Renewals", unit="%"),
            Measurement(3, 2, date(2026, 7, 1), 84.0),
            Deliverable(10, "Chat bot", 1),
            Review(20, date(2026, 6, 1), "June", attendees="Ada", notes="Calm", next_date=date(2026, 7, 1)),
            ReviewEntry(21, 20, deliverable=10, market="One line\n# and no heading"),
            Decision(
                22,
                date(2026, 6, 1),
                DecisionChoice.CONTINUE,
                10,
                review=20,
                outcome=2,
                reason="It looks well",
                expected_value=83.0,
                expected_by=date(2026, 7, 15),
                freed=2.5,
            ),
            FollowUp(23, "Ask", 20, owner="Bo", due=date(2026, 6, 9), done=date(2026, 6, 8)),
            FollowUp(24, "Not of this review"),
        ]
    )


def test_the_minutes_tell_all_that_was_written_down() -> None:
    words = minutes(held(), 20, TODAY)
    for part in (
        "# June",
        "Present: Ada",
        "Calm",
        "- Market: One line # and no heading",
        "Continue: Chat bot. It looks well. Expected: Renewals 83 % by 15 Jul 2026. reached: 84 % on 1 Jul 2026.",
        "- Ask (Bo, by 9 Jun 2026), done",
        "The next review is on 1 Jul 2026.",
        "The review is still open.",
        "Person-weeks freed: 2.5",
    ):
        assert part in words
    assert "Not of this review" not in words


def test_the_minutes_tell_how_teams_were_left_as_it_was_kept_then() -> None:
    loads = [{"team": 30, "before": 0.9, "after": 0.7}, {"team": 31, "before": 0.5, "after": 0.5}]
    kept = json.dumps({"loads": [*loads, {"team": 99, "before": 1, "after": 0}], "weeks": ["2026-06-01", "2026-08-03"]})
    teams = (Team(30, "Web", 2, 1.0), Team(31, "Data", 2, 1.0))
    entities = [replace(each, snapshot=kept) if isinstance(each, Review) else each for each in all_of(held())]
    words = minutes(Portfolio.of([*entities, *teams]), 20, TODAY)
    assert "Load, weeks from 1 Jun 2026 to 3 Aug 2026: Web 90 % → 70 %." in words.replace("\N{THIN SPACE}", " ")


def all_of(portfolio: Portfolio) -> list[Entity]:
    tables = (portfolio.outcomes, portfolio.measurements, portfolio.deliverables, portfolio.reviews)
    more = (portfolio.review_entries, portfolio.decisions, portfolio.follow_ups)
    return [entity for table in (*tables, *more) for entity in table]


def test_a_review_without_anything_says_so() -> None:
    words = minutes(Portfolio.of([Review(20, TODAY, "Empty")]), 20, TODAY)
    assert "Nothing was decided." in words
    assert "What was said" not in words
    assert "Decisions: 0." in totals_words(Portfolio(), [])


def test_the_report_carries_what_came_of_decisions_and_when_reviews_are_due() -> None:
    told = report(held(), TODAY)
    (decision,) = told["decisions"]
    assert (decision["aftermath"]["happened"], decision["aftermath"]["read"]) == ("reached", 84.0)
    assert [each["cause"] for each in decision["revisits"]] == ["expectation"]
    assert told["reviews"][0]["cadence"]["open"] == 20
    assert [each["title"] for each in told["agenda"]] == ["Chat bot"]


def test_charts_hold_their_tables_and_empty_ones_say_what_is_missing() -> None:
    portfolio = held()
    assert len(catalogue.build(portfolio, "decisions", today=TODAY).table.rows) == 1
    assert [row[1] for row in catalogue.build(portfolio, "minutes", today=TODAY).table.rows] == ["Chat bot", "Ask"]
    assert len(catalogue.build(portfolio, "agenda", today=TODAY).table.rows) == 1
    for name in ("decisions", "minutes", "agenda"):
        assert catalogue.build(Portfolio(), name, today=TODAY).empty
