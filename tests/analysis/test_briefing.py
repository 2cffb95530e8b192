"""The briefing: what is said of a portfolio that can be reckoned by hand, in which order, and on which ids."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deliverydesk.analysis.briefing import Briefing, Matter, Point, briefing_of, briefings_of
from deliverydesk.analysis.briefing_words import sentence, sentences, some
from deliverydesk.analysis.divergence import Chance, diverging
from deliverydesk.analysis.evidence.page import evidence_of_all
from deliverydesk.domain.entities import Entity, Person
from deliverydesk.domain.portfolio import Portfolio
from deliverydesk.domain.values import Stage
from tests.analysis.cases import portfolio
from tests.analysis.worked import (
    APP,
    FALLING,
    FLAT,
    RED,
    RISING,
    SHOP,
    SILENT,
    TODAY,
    YOUNG,
    A,
    B,
    C,
    D,
    E,
    F,
    G,
    deliverable,
    finished,
    outcome,
    outside,
    readings,
    worked,
)


def told(given: Portfolio, product: int | None = None) -> list[str]:
    page = evidence_of_all(given, TODAY)
    return sentences(given, page, briefing_of(given, page, product=product).points)


def points(given: Portfolio, product: int | None = None) -> dict[Matter, Point]:
    page = evidence_of_all(given, TODAY)
    return {each.matter: each for each in briefing_of(given, page, product=product).points}


@pytest.fixture(name="whole")
def _whole() -> Portfolio:
    return worked(*finished(10, 20, 30, 40, 50, 60), *outside())


def test_the_whole_briefing_first_things_first(whole: Portfolio) -> None:
    assert told(whole) == [
        "2 outcomes of 6 are alarming: Outcome 32 (under 1 chance in 100) and Outcome 31 (under 1 chance in 100).",
        "2 deliverables in flight are for outcomes that stay flat or get worse; 9 person-weeks still to come: “Work 1” "
        "and “Work 3”.",
        "1 proposal on the agenda has waited long enough: “Work 1”, until 17 Aug.",
        "New law, 9 Aug, asks for a fresh look at Outcome 32.",
        "14 % of the effort to come is on work without a measured outcome: 3 person-weeks and 1 deliverable without an "
        "estimate; “Work 5”, “Work 6” and “Work 7”.",
        "Ready work worth 700 € a week waits: “Work 4”; waiting has cost 2,100 € so far; 1 more has no cost of delay.",
        "1 deliverable is under way for longer than the 60 days that 85 % of finished work kept: “Work 1”, 70 days.",
        "1 team has more in delivery at once than half its people: Red, 2 items for 2 people.",
        "1 target date has passed: “Work 3”, 3 days over.",
        "1 outcome waits for a value: Outcome 34, never read.",
        "Of 1 outcome it is too early to tell anything: Outcome 33.",
        "1 outcome of 6 improves: Outcome 30.",
    ]


def test_every_point_leads_to_what_it_stands_on(whole: Portfolio) -> None:
    found = points(whole)
    assert found[Matter.ALARM].outcomes == (FALLING, FLAT)
    assert (found[Matter.NOTHING_MOVES].deliverables, found[Matter.NOTHING_MOVES].outcomes) == ((A, C), (FLAT, FALLING))
    assert (found[Matter.WAITED].deliverables, found[Matter.WAITED].agenda) == ((A,), (521,))
    assert (found[Matter.EVENT].events, found[Matter.EVENT].outcomes) == ((501,), (FALLING,))
    assert found[Matter.UNCOVERED].deliverables == (E, F, G)
    assert found[Matter.WAITING].deliverables == (D, G)
    assert found[Matter.AGEING].deliverables == (A,)
    assert (found[Matter.SPLIT].teams, found[Matter.SPLIT].deliverables) == ((RED,), (A, B))
    assert found[Matter.OVERDUE].deliverables == (C,)
    assert found[Matter.STALE].outcomes == (SILENT,)
    assert found[Matter.TOO_EARLY].outcomes == (YOUNG,)
    assert found[Matter.IMPROVING].outcomes == (RISING,)


def test_a_split_team_has_its_people_and_not_the_members_that_were_typed() -> None:
    said = told(worked(Person(930, RED, "Ana"), Person(931, RED, "Ben", 0.5)))
    assert any("Red, 2 items for 1.5 people" in sentence for sentence in said)


def test_a_product_has_a_briefing_of_its_own_with_every_outcome(whole: Portfolio) -> None:
    assert told(whole, APP) == [
        "1 outcome of 2 is alarming: Outcome 31 (under 1 chance in 100).",
        "1 deliverable in flight is for outcomes that stay flat or get worse; 5 person-weeks still to come: “Work 1”.",
        "1 proposal on the agenda has waited long enough: “Work 1”, until 17 Aug.",
        "1 deliverable is under way for longer than the 60 days that 85 % of finished work kept: “Work 1”, 70 days.",
        "1 team has more in delivery at once than half its people: Red, 2 items for 2 people.",
        "1 outcome of 2 improves: Outcome 30.",
        "Outcome 31: flat. 10 readings, baseline 50, need 80 by 6 Jan 2027; at this slope 46 to 52; under 1 chance in "
        "100.",
        "Outcome 30: improving. 10 readings, baseline 50, need 80 by 6 Jan 2027; at this slope 84 to 91; 99 chances in "
        "100.",
    ]


def test_all_at_once_are_the_same_as_one_by_one(whole: Portfolio) -> None:
    page = evidence_of_all(whole, TODAY)
    found = briefings_of(whole, page)
    assert found == {each: briefing_of(whole, page, product=each) for each in (None, APP, SHOP)}


def test_green_work_that_moves_nothing_is_said_once(whole: Portfolio) -> None:
    """On time are A, whose outcome is flat, and B, whose least likely one is flat too; C is late."""
    page = evidence_of_all(whole, TODAY)
    chances = {A: Chance(0.9, TODAY), B: Chance(0.8, TODAY), C: Chance(0.1, TODAY)}
    divergence = diverging(whole, TODAY, chances, page.evidence)
    found = briefing_of(whole, page, divergence=divergence).points
    words = sentences(whole, page, found)
    assert words[1] == "2 deliverables on time move nothing; 8 person-weeks still to come: “Work 1” and “Work 2”."
    assert words[2].startswith("1 deliverable in flight is for outcomes that stay flat or get worse; 4 person-weeks")
    assert found[1].outcomes == (FLAT,)


EMPTY = (
    "Nothing is here yet. Begin with an outcome: what is to change for whom, from which value to which, and by when."
)


@pytest.mark.parametrize(
    ("entities", "words"),
    [
        ([], EMPTY),
        (
            [deliverable(1, None, Stage.IDEA)],
            "1 deliverable is kept, but no outcome that it is to move: add the first one, with baseline, target and "
            "due date.",
        ),
        (
            [outcome(RISING, APP), *(each for each in readings() if getattr(each, "outcome", 0) == RISING)],
            "1 outcome is kept, but no work for it: add deliverables, and say which outcome each is to move.",
        ),
    ],
)
def test_who_begins_is_told_what_to_do_first(entities: list[Entity], words: str) -> None:
    assert told(portfolio(*entities))[0] == words


def test_where_nothing_is_there_is_that_one_sentence(whole: Portfolio) -> None:
    assert told(portfolio()) == [EMPTY]
    assert told(whole, 987) == [EMPTY], "a product that nothing is of yet"


def test_what_has_no_cost_of_delay_is_said_to_have_none() -> None:
    words = told(portfolio(outcome(RISING, APP), deliverable(1, None, Stage.READY)))
    assert "1 ready deliverable waits; it has no cost of delay, so nobody can say what waiting costs." in words


def test_many_names_are_cut_to_three_and_a_number() -> None:
    assert some(["A", "B", "C", "D"]) == "A, B, C and D"
    assert some(["A", "B", "C", "D", "E"]) == "A, B, C and 2 more"


@given(st.data())
def test_any_part_of_the_portfolio_can_be_missing(data: st.DataObject) -> None:
    """Whatever is left of it, there is a sentence for every point, in the order of matters, and each id is known."""
    every = list(worked(*finished(10, 20), *outside()).entities())
    gone = data.draw(st.sets(st.sampled_from([each.id for each in every if each.id != 1]), max_size=25))
    kept = _closed([each for each in every if each.id not in gone])
    page = evidence_of_all(kept, TODAY)
    for found in briefings_of(kept, page).values():
        _hold(kept, found)
        assert all(sentence(kept, page, each)[-1] in ".?" for each in found.points)


def _closed(entities: list[Entity]) -> Portfolio:
    """Without what refers to something that is not there."""
    from deliverydesk.domain.entities import REFERENCES

    while True:
        ids = {each.id for each in entities}
        left = [
            each
            for each in entities
            if all(getattr(each, one.field) in ids | {None} for one in REFERENCES.get(type(each), ()))
        ]
        if len(left) == len(entities):
            return Portfolio.of(left)
        entities = left


def _hold(given: Portfolio, found: Briefing) -> None:
    matters = [each.matter.value for each in found.points]
    assert matters == sorted(matters)
    for each in found.points:
        assert all(item in given.deliverables for item in each.deliverables)
        assert all(one in given.outcomes for one in each.outcomes)
