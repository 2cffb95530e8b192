"""Looking into a what-if: the plan keeps as it is, whatever is done there, undone, added or read again."""

from __future__ import annotations

import contextlib
import random
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deliverydesk.actions import backlog, deciding, gating, records, roadmap, scenarios
from deliverydesk.actions.registry import actions
from deliverydesk.document.document import Changed, Document
from deliverydesk.document.memory import MemoryDocument
from deliverydesk.domain import rules
from deliverydesk.domain.changes import ChangeSet
from deliverydesk.domain.entities import (
    ENTITY_TYPES,
    Baseline,
    BaselineItem,
    Deliverable,
    Demand,
    Forecast,
    Guardrail,
    Measurement,
    Outcome,
    Person,
    SavedView,
    Scenario,
    Settings,
    Team,
    field_names,
)
from deliverydesk.domain.errors import DeskError, NotFound, RuleBroken
from deliverydesk.domain.portfolio import Portfolio
from deliverydesk.domain.values import DecisionChoice, GuardrailDimension
from deliverydesk.support.clock import today
from tests.document.test_state_machine import request_for
from tests.support.portfolios import synthetic_portfolio

STEP = 1 << 40
CHAT, FORMS, WEB, USE = 1, 2, 3, 5
ENTITIES = (
    Deliverable(CHAT, "Chat", STEP, planned_start=today(), planned_end=today()),
    Deliverable(FORMS, "Forms", 2 * STEP),
    Team(WEB, "Web", 5, 0.8),
    Demand(4, CHAT, WEB, likely=3),
    Outcome(USE, "Use"),
    Measurement(6, USE, today(), 3.0),
)


def begun(document: Document, name: str = "Less", **given: float) -> int:
    """A what-if, not yet looked into."""
    document.apply(scenarios.new_scenario(document.portfolio, name, **given))  # type: ignore[arg-type]
    return max(each.id for each in document.portfolio.scenarios)


@pytest.fixture(name="document")
def _document() -> MemoryDocument:
    return MemoryDocument(Portfolio.of(ENTITIES))


def titles(portfolio: Portfolio) -> list[str]:
    return [portfolio.deliverables[each].title for each in portfolio.ranking]


def rename(document: Document, title: str) -> None:
    document.apply(backlog.edit_deliverables(document.portfolio, [FORMS], {"title": title}))


class Listener:
    """Keeps the portfolio that listeners make of what they hear, as panes do."""

    def __init__(self, document: Document) -> None:
        self.seen = document.portfolio
        self.heard: list[Changed] = []
        document.subscribe(self.hear)
        self.document = document

    def hear(self, changed: Changed) -> None:
        assert changed.before == self.seen
        self.seen = self.seen.after(changed.change_set)
        assert self.seen == changed.after == self.document.portfolio
        self.heard.append(changed)


def test_an_edit_within_leaves_the_plan_as_it_is(document: MemoryDocument) -> None:
    listener = Listener(document)
    scenario = begun(document, capacity=0.9)
    document.look_into(scenario)
    assert listener.heard[-1].looked
    assert document.portfolio.teams[WEB].focus == pytest.approx(0.72)
    before = document.actual
    rename(document, "Paper")
    document.apply(backlog.move_deliverables(document.portfolio, [FORMS], 1))
    assert titles(document.portfolio) == ["Paper", "Chat"]
    assert titles(document.actual) == ["Chat", "Forms"]
    for entity_type in set(ENTITY_TYPES.values()) - {Scenario}:
        assert document.actual.table(entity_type) is before.table(entity_type)
    assert listener.heard[-1].change_set.touches(Deliverable)
    assert not listener.heard[-1].looked
    assert document.history(1)[0].label == "suppose in “Less”: move “Paper” to rank 1"
    document.look_into(None)
    assert document.portfolio is document.actual
    assert titles(listener.seen) == ["Chat", "Forms"]


def test_undo_and_redo_within_and_past_the_making(document: MemoryDocument) -> None:
    listener = Listener(document)
    scenario = begun(document)
    document.look_into(scenario)
    rename(document, "Paper")
    document.undo()
    assert titles(listener.seen) == ["Chat", "Forms"]
    document.redo()
    assert titles(listener.seen) == ["Chat", "Paper"]
    document.undo()
    assert document.inside is not None
    document.undo()
    assert document.inside is None
    assert not document.portfolio.scenarios
    document.redo()
    assert document.inside is None, "nobody asked to look into it"


def test_going_far_back_from_within_leaves_the_plan_as_it_is(document: MemoryDocument) -> None:
    rename(document, "Sheets")
    document.look_into(begun(document))
    rename(document, "Paper")
    assert document.undo_back_to(1) == 2
    assert document.inside is None
    assert titles(document.portfolio) == ["Chat", "Sheets"]


def test_no_step_of_the_plan_is_taken_back_from_within(document: MemoryDocument) -> None:
    scenario = begun(document)
    rename(document, "Paper")
    document.look_into(scenario)
    with pytest.raises(RuleBroken, match=r"^“Set the title of “Forms” to “Paper”” was done in the plan, which"):
        document.undo()
    assert titles(document.portfolio) == ["Chat", "Paper"]


def test_what_is_done_to_the_plan_meanwhile_is_in_it(document: MemoryDocument) -> None:
    scenario = begun(document)
    document.look_into(scenario)
    rename(document, "Paper")
    listener = Listener(document)
    change_set = backlog.edit_deliverables(document.actual, [FORMS], {"owner": "Ada", "title": "Sheets"})
    prepared = document.prepare_in_plan(change_set)
    document.publish(prepared, document.commit(prepared))
    form = listener.seen.deliverables[FORMS]
    assert (form.title, form.owner) == ("Paper", "Ada")
    assert document.actual.deliverables[FORMS].title == "Sheets"
    assert document.inside is not None
    assert document.inside.laid.overruled == ((Deliverable, FORMS, "title"),)
    document.apply(backlog.edit_deliverables(document.portfolio, [CHAT], {"owner": "Bo"}))
    document.look_into(scenario)
    assert document.inside.laid.overruled == ((Deliverable, FORMS, "title"),), "another edit hides it"


def test_what_is_added_keeps_its_id(document: MemoryDocument) -> None:
    scenario = begun(document, hires={WEB: 1.0})  # type: ignore[arg-type]
    document.look_into(scenario)
    document.apply(backlog.add_deliverable(document.portfolio, {"title": "New"}, team=WEB))
    (new,) = (each.id for each in document.portfolio.deliverables if each.title == "New")
    prepared = document.prepare_in_plan(records.add(document.actual, Outcome, {"name": "Trust"}))
    document.publish(prepared, document.commit(prepared))
    document.look_into(None)
    document.apply(backlog.add_deliverable(document.portfolio, {"title": "Of the plan"}))
    document.look_into(scenario)
    assert document.portfolio.deliverables[new].title == "New"
    (demand,) = document.portfolio.demands.by("deliverable", new)
    assert demand.team == WEB
    ids = [entity.id for entity in document.portfolio.entities() if not isinstance(entity, Settings)]
    assert len(ids) == len(set(ids))


def test_who_is_hired_keeps_their_id_whatever_is_added_to_the_plan() -> None:
    document = MemoryDocument(Portfolio.of([*ENTITIES, Person(7, WEB, "Ada")]))
    document.apply(scenarios.new_scenario(document.portfolio, "Hire", hires={WEB: 2}))
    (scenario,) = document.portfolio.scenarios.ids
    document.look_into(scenario)
    hired = sorted(document.portfolio.people.ids)
    prepared = document.prepare_in_plan(records.add(document.actual, Person, {"name": "Bo", "team": WEB}))
    document.publish(prepared, document.commit(prepared))
    assert len(document.portfolio.people) == 4
    assert set(hired) < set(document.portfolio.people.ids)
    assert {document.portfolio.people[each].name for each in hired} == {"Ada", "Hire 1", "Hire 2"}


def test_two_what_ifs_with_the_same_ids_are_told_apart(document: MemoryDocument) -> None:
    first = begun(document, "First")
    document.look_into(first)
    document.apply(backlog.add_deliverable(document.portfolio, {"title": "New"}))
    document.look_into(None)
    document.apply(scenarios.duplicate_scenario(document.portfolio, first))
    second = max(each.id for each in document.portfolio.scenarios)
    assert document.portfolio.scenarios[second].name == "First 2"
    listener = Listener(document)
    document.look_into(second)
    assert titles(listener.seen) == ["Chat", "Forms", "New"]
    document.look_into(first)
    document.look_into(None)
    document.apply(scenarios.promote(document.portfolio, first))
    document.look_into(second)
    assert titles(listener.seen) == ["Chat", "Forms", "New", "New"]


def test_opening_begins_in_the_plan(tmp_path: Path) -> None:
    document = Document.create(tmp_path / "plan.ddesk", Portfolio.of(ENTITIES))
    scenario = begun(document)
    document.look_into(scenario)
    rename(document, "Paper")
    document.apply(backlog.add_deliverable(document.portfolio, {"title": "New"}))
    seen = document.portfolio
    next_id = document.actual.next_id
    document.save_copy(tmp_path / "copy.ddesk")
    document.close()
    for name in ("plan.ddesk", "copy.ddesk"):
        again = Document.open(tmp_path / name)
        assert again.inside is None
        assert titles(again.portfolio) == ["Chat", "Forms"]
        assert name != "plan.ddesk" or again.portfolio.next_id == next_id
        again.look_into(scenario)
        assert again.portfolio == seen
        again.close()


def test_a_file_that_is_only_read_can_be_looked_into(tmp_path: Path) -> None:
    document = Document.create(tmp_path / "plan.ddesk", Portfolio.of(ENTITIES))
    scenario = begun(document, capacity=0.5)
    document.close()
    document = Document.open(tmp_path / "plan.ddesk", read_only=True)
    document.look_into(scenario)
    assert document.portfolio.teams[WEB].focus == pytest.approx(0.4)
    with pytest.raises(DeskError):
        rename(document, "Paper")
    document.close()


@pytest.mark.parametrize(
    ("action", "sentence"),
    [
        (
            lambda now: deciding.decide(now, DecisionChoice.CONTINUE, "So", deliverable=CHAT),
            "Decisions are made in the plan itself. Go back to the plan first.",
        ),
        (
            lambda now: records.add(now, Measurement, {"outcome": USE, "date": today(), "value": 4.0}),
            "What was measured is no what-if. Go back to the plan to enter it.",
        ),
        (
            lambda now: scenarios.new_scenario(now, "Another"),
            "A what-if begins from the plan itself. Go back to the plan first.",
        ),
        (
            lambda now: records.delete(now, Scenario, [each.id for each in now.scenarios]),
            "A what-if begins from the plan itself. Go back to the plan first.",
        ),
    ],
)
def test_what_happened_is_no_what_if(
    document: MemoryDocument, action: Callable[[Portfolio], ChangeSet], sentence: str
) -> None:
    document.look_into(begun(document))
    before = document.portfolio
    with pytest.raises(RuleBroken) as refused:
        document.apply(action(document.portfolio))
    assert str(refused.value) == sentence
    assert document.portfolio is before


def test_what_belongs_to_something_goes_with_it(document: MemoryDocument) -> None:
    document.apply(records.add(document.portfolio, Forecast, {"deliverable": CHAT, "made": today(), "p50": today()}))
    scenario = begun(document)
    document.look_into(scenario)
    document.apply(records.delete(document.portfolio, Deliverable, [CHAT]))
    document.apply(records.delete(document.portfolio, Outcome, [USE]))
    assert not document.portfolio.forecasts
    assert not document.portfolio.measurements
    # Since then the plan has more of it.
    prepared = document.prepare_in_plan(gating.approve(document.actual, [CHAT], approver="Ada"))
    document.publish(prepared, document.commit(prepared))
    document.look_into(None)
    document.look_into(scenario)
    assert list(rules.check_all(document.portfolio)) == []
    assert not document.portfolio.approvals
    document.look_into(None)
    document.apply(scenarios.promote(document.portfolio, scenario))
    assert list(rules.check_all(document.portfolio)) == []
    assert titles(document.portfolio) == ["Forms"]


def test_ways_of_looking_are_of_the_plan_and_of_all_what_ifs(document: MemoryDocument) -> None:
    document.look_into(begun(document))
    rename(document, "Paper")
    document.apply(records.add(document.portfolio, SavedView, {"name": "Mine", "pane": "backlog"}))
    assert [each.name for each in document.actual.saved_views] == ["Mine"]
    assert titles(document.portfolio) == ["Chat", "Paper"]
    assert document.inside is not None


def test_a_checkpoint_and_the_past_are_of_the_plan(document: MemoryDocument) -> None:
    document.look_into(begun(document))
    rename(document, "Paper")
    seq = document.checkpoint("Before the board")
    assert document.inside is not None
    assert titles(document.portfolio) == ["Chat", "Paper"]
    assert titles(document.rewind().after(seq).portfolio) == ["Chat", "Forms"]


def test_a_rule_is_kept_within_as_well(document: MemoryDocument) -> None:
    document.look_into(begun(document))
    before, seq = document.portfolio, document.seq
    with pytest.raises(RuleBroken, match="needs a title"):
        rename(document, "")
    assert (document.portfolio, document.seq) == (before, seq)


def test_a_what_if_that_is_gone_or_unreadable_says_so(document: MemoryDocument) -> None:
    with pytest.raises(NotFound, match="This what-if is not there any more"):
        document.look_into(99)
    scenario = begun(document)
    document.apply(
        records.edit(document.portfolio, Scenario, [scenario], {"changes": '{"changes": [{"entity": "nothing"}]}'})
    )
    with pytest.raises(DeskError, match="cannot be read; make it anew"):
        document.look_into(scenario)
    assert document.inside is None


def test_promoted_from_within_it_is_the_plan(document: MemoryDocument) -> None:
    scenario = begun(document, capacity=0.9)
    document.look_into(scenario)
    rename(document, "Paper")
    listener = Listener(document)
    prepared = document.prepare_in_plan(scenarios.promote(document.actual, scenario))
    document.publish(prepared, document.commit(prepared))
    assert document.inside is None
    assert titles(listener.seen) == ["Chat", "Paper"]
    assert [each.name for each in document.portfolio.baselines] == ["Before Less"]
    document.undo()
    assert titles(document.portfolio) == ["Chat", "Forms"]
    assert scenario in document.portfolio.scenarios


STEPS: dict[str, Callable[[Portfolio, int], ChangeSet]] = {
    "title": lambda now, n: backlog.edit_deliverables(now, [now.ranking[-1]], {"title": f"Called {n}"}),
    "rank": lambda now, n: backlog.move_deliverables(now, [now.ranking[n % len(now.ranking)]], 1),
    "plan": lambda now, _: roadmap.schedule(now, now.ranking[0], today(), today()),
    "add": lambda now, n: backlog.add_deliverable(now, {"title": f"New {n}"}, team=next(iter(now.teams)).id),
    "delete": lambda now, _: records.delete(now, Deliverable, [now.ranking[0]] if len(now.ranking) > 1 else []),
    "guard": lambda now, n: records.add(
        now, Guardrail, {"dimension": GuardrailDimension.THEME, "value": f"t{n}", "high": 0.5}
    ),
    "team": lambda now, n: records.add(now, Team, {"name": f"Team {n}", "members": 2, "focus": 0.5}),
    "must": lambda now, _: backlog.edit_deliverables(now, [now.ranking[0]], {"must_do": True}),
}
ASIDE = {Scenario, Baseline, BaselineItem}


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from([*STEPS, "undo", "redo", "leave", "in plan"]), max_size=9))
def test_promoted_it_is_what_was_seen_within(steps: list[str]) -> None:
    document = MemoryDocument(Portfolio.of(ENTITIES))
    scenario = begun(document, capacity=1.3)
    listener = Listener(document)
    document.look_into(scenario)
    untouched = document.actual
    for n, step in enumerate(steps):
        if document.inside is None:
            document.redo()
            document.look_into(scenario)
        if step in STEPS:
            document.apply(STEPS[step](document.portfolio, n))
        elif step == "leave":
            seen = document.portfolio
            document.look_into(None)
            document.look_into(scenario)
            assert document.portfolio == seen
        elif step == "in plan":
            prepared = document.prepare_in_plan(STEPS["add"](document.actual, n))
            document.publish(prepared, document.commit(prepared))
            untouched = document.actual
        else:
            try:
                document.undo() if step == "undo" else document.redo()
            except RuleBroken:
                assert "in plan" in steps
        assert list(rules.check_all(document.portfolio)) == []
        assert document.actual.deliverables == untouched.deliverables
    if document.inside is None:
        return
    seen = listener.seen
    document.look_into(None)
    document.apply(scenarios.promote(document.portfolio, scenario))
    for entity_type in set(ENTITY_TYPES.values()) - ASIDE:
        assert document.portfolio.table(entity_type) == seen.table(entity_type), entity_type


def test_what_is_lost_comes_back_with_what_it_is_about(document: MemoryDocument) -> None:
    scenario = begun(document)
    document.look_into(scenario)
    rename(document, "Paper")
    document.look_into(None)
    document.apply(records.delete(document.portfolio, Deliverable, [FORMS]))
    document.look_into(scenario)
    assert document.inside is not None
    assert document.inside.laid.lost == 1
    document.apply(backlog.edit_deliverables(document.portfolio, [CHAT], {"owner": "Bo"}))
    held = document.actual.scenarios[scenario]
    document.look_into(None)
    document.apply(records.edit(document.portfolio, Scenario, [scenario], {"changes": "{}"}))
    document.undo()
    assert document.portfolio.scenarios[scenario] == replace(held)
    document.undo()
    document.undo()
    document.look_into(scenario)
    assert titles(document.portfolio) == ["Chat", "Paper"]


ANYWHERE = {"Scenario", "SavedView", "Pack"}


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(sorted(actions())), st.integers(0, 2**32)), min_size=5, max_size=15))
def test_no_action_whatever_reaches_the_plan(steps: list[tuple[str, int]]) -> None:
    document = MemoryDocument(synthetic_portfolio(8))
    scenario = begun(document, capacity=0.8)
    document.look_into(scenario)
    plan = document.actual
    for name, seed in steps:
        action = actions()[name]
        with contextlib.suppress(DeskError):
            request = request_for(document.portfolio, action, random.Random(seed))
            document.apply(action.prepare(document.portfolio, request))
        for entity_type in ENTITY_TYPES.values():
            if entity_type.__name__ not in ANYWHERE:
                assert document.actual.table(entity_type) is plan.table(entity_type), name
    seen = document.portfolio
    assert list(rules.check_all(seen)) == []
    document.look_into(None)
    document.look_into(scenario)
    assert cleaned(document.portfolio) == cleaned(seen)


def cleaned(portfolio: Portfolio) -> list[object]:
    """All there is, with tags as they are kept: without blanks."""
    found = []
    for entity in portfolio.entities():
        texts = {
            name: tuple(part.strip() for part in getattr(entity, name) if part.strip())
            for name in field_names(type(entity))
            if isinstance(getattr(entity, name), tuple)
        }
        found.append(replace(entity, **texts))
    return sorted(found, key=lambda each: (type(each).__name__, each.id))  # type: ignore[attr-defined]
