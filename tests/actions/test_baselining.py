"""Saving the plan: what is kept, what is refused, and that it undoes whole."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from deliverydesk.actions import baselining, records
from deliverydesk.actions.registry import actions
from deliverydesk.domain.entities import Deliverable
from deliverydesk.domain.errors import DeskError, RuleBroken
from deliverydesk.domain.portfolio import Portfolio
from deliverydesk.domain.rules import check
from tests.charts.roadmap_example import TODAY, example, item_id


def test_the_plan_is_kept_with_dates_and_effort_of_all_that_has_dates() -> None:
    portfolio = example()
    made = baselining.save_baseline(portfolio, " Board plan ", TODAY)
    after = portfolio.after(made)
    check(after, made)
    (baseline,) = after.baselines
    assert (baseline.name, baseline.date) == ("Board plan", TODAY)
    assert made.label == "save the plan as “Board plan”"
    kept = {each.deliverable: each for each in after.baseline_items}
    planned = {item.id for item in portfolio.deliverables if item.planned_start is not None}
    assert kept.keys() == planned - {item_id("Fax gateway")}, "what is cancelled is no part of the plan"
    card = kept[item_id("Digital card")]
    assert (card.planned_start, card.planned_end, card.effort_likely) == (date(2026, 7, 13), date(2026, 8, 27), 9.0)
    assert after.after(made.inverse()) == portfolio


def test_archived_work_is_no_part_of_a_plan() -> None:
    portfolio = example()
    one = item_id("Digital card")
    archived = portfolio.after(records.edit(portfolio, Deliverable, [one], {"archived": True}))
    after = archived.after(baselining.save_baseline(archived, "Now", TODAY))
    assert one not in {each.deliverable for each in after.baseline_items}


def test_a_plan_of_nothing_and_a_second_one_of_a_name_are_refused() -> None:
    empty = Portfolio.of([Deliverable(1, "Undated", 1)])
    with pytest.raises(DeskError, match="Nothing is planned yet"):
        baselining.save_baseline(empty, "Now", TODAY)
    portfolio = example()
    portfolio = portfolio.after(baselining.save_baseline(portfolio, "Board plan", TODAY))
    again = baselining.save_baseline(portfolio, "board plan", TODAY)
    with pytest.raises(RuleBroken, match="Board plan"):
        check(portfolio.after(again), again)


def test_the_command_line_saves_a_plan_by_name_and_date() -> None:
    portfolio = example()
    made = actions()["save_baseline"].prepare(portfolio, {"name": "Q4", "date": "2026-08-19"})
    assert portfolio.after(made).baselines.get(made.changes[0].id) is not None
    assert replace(made.changes[0].entity, id=1).date == TODAY  # type: ignore[attr-defined, call-arg]
