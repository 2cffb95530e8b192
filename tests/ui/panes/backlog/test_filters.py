"""Filters without Qt."""

import json

import pytest

from deliverydesk.actions import backlog
from deliverydesk.analysis.scores import ScoreBoard
from deliverydesk.domain.entities import Deliverable
from deliverydesk.domain.portfolio import Portfolio
from deliverydesk.ui.panes.backlog.facets import FACETS, VIEWS
from deliverydesk.ui.panes.backlog.filters import Filter, Term
from deliverydesk.ui.panes.backlog.haystack import Haystack, wanted
from deliverydesk.ui.panes.backlog.sight import Sight

FIRST = 100


def shown(portfolio: Portfolio, asked: Filter) -> list[int]:
    sight = Sight(portfolio, ScoreBoard.of(portfolio))
    haystack = Haystack()
    found = asked.select(sight, haystack)
    passes = asked.test(sight, Haystack())
    assert found == [i for i in portfolio.ranking.ids if passes(portfolio.deliverables[i])]
    return [i - FIRST for i in found]


@pytest.mark.parametrize(
    ("words", "places"),
    [
        ("claim", [0, 2, 4, 6, 7, 8]),
        ("QUOTE page", [1]),
        ("haas", [0, 3, 6, 9]),
        ("enrolment readiness", [6]),
        ("quick win", [1, 5, 9]),
        ("clinics", [7]),
        ("no such words", []),
    ],
)
def test_words_are_looked_for_in_titles_tags_owners_products_and_notes(
    portfolio: Portfolio, words: str, places: list[int]
) -> None:
    assert shown(portfolio, Filter(words)) == places


def test_values_of_one_facet_add_up_and_facets_narrow(portfolio: Portfolio) -> None:
    either = Filter().with_values("stage", ["ready", "delivery"])
    assert shown(portfolio, either) == [0, 1, 4, 5, 8, 9]
    assert shown(portfolio, either.with_values("owner", ["R. Haas"])) == [0, 9]
    assert shown(portfolio, either.with_values("stage", [])) == list(range(12))


def test_nothing_is_a_value_too(portfolio: Portfolio) -> None:
    assert shown(portfolio, Filter().with_values("product", [None])) == [0, 5, 10]
    assert shown(portfolio, Filter().with_values("team", [None, 11])) == [
        i for i in range(12) if i % 3 or (i % 3 == 0 and i % 2 == 0)
    ]


@pytest.mark.parametrize("view", VIEWS)
def test_every_ready_made_filter_says_who_passes(portfolio: Portfolio, view: str) -> None:
    found = shown(portfolio, Filter().with_view(view, on=True))
    if view == "unscored":
        assert found == [4]
    if view == "aimless":
        assert found == [i for i in range(12) if i % 4]


@pytest.mark.parametrize("facet", [key for key, facet in FACETS.items() if facet.kind == "values"])
def test_every_value_of_a_facet_has_words_and_finds_its_items(portfolio: Portfolio, facet: str) -> None:
    sight = Sight(portfolio)
    found: set[int] = set()
    for value, words in FACETS[facet].values(sight):
        assert words
        found |= set(shown(portfolio, Filter().with_values(facet, [value])))
    assert found == (set(range(12)) if facet != "tag" else {1, 5, 9})


def test_chips_say_what_is_filtered_by_and_take_it_off(portfolio: Portfolio) -> None:
    asked = (
        Filter()
        .with_view("not_cancelled", on=True)
        .with_values("product", [1, 2])
        .with_values("team", [11])
        .with_values("stage", ["ready", "idea", "delivery"])
    )
    chips = dict(asked.chips(Sight(portfolio)))
    assert chips == {
        "view:not_cancelled": "Not cancelled",
        "facet:product": "Claims or Enrolment",
        "facet:team": "Team Data",
        "facet:stage": "Stage: 3 of them",
    }
    for name in chips:
        asked = asked.without(name)
    assert asked == Filter()


def test_a_filter_comes_back_from_what_was_remembered() -> None:
    asked = (
        Filter("claims", any_of=True)
        .with_values("product", [1, None])
        .with_values("team", [11], negated=True)
        .with_values("before", ["2026-09-01"])
        .with_view("open", on=True, negated=True)
    )
    kept = json.loads(json.dumps(asked.to_state()))
    assert Filter.from_state(kept) == asked
    assert Filter.from_state({"views": ["gone"], "facets": {"gone": [1], "stage": 7}, "text": None}) == Filter()
    odd = [7, {"what": "gone"}, {"what": "gap", "values": ["x"]}, {"what": "before", "values": ["soon"]}]
    assert Filter.from_state({"terms": odd, "any": 3}) == Filter()
    earlier = {"text": "a", "facets": {"stage": ["ready"]}, "views": ["open", "gaps"]}
    assert Filter.from_state(earlier).terms == (
        Term("open"),
        Term("gap", frozenset([8])),
        Term("stage", frozenset(["ready"])),
    )


def test_is_not_turns_a_term_round(portfolio: Portfolio) -> None:
    assert shown(portfolio, Filter().with_values("stage", ["ready"], negated=True)) == [0, 2, 3, 4, 6, 7, 8, 10, 11]
    assert shown(portfolio, Filter().with_view("unscored", on=True, negated=True)) == [i for i in range(12) if i != 4]
    both = Filter().with_values("tag", ["mobile"]).with_values("tag", ["quick win"], negated=True)
    assert len(both.terms) == 2
    assert shown(portfolio, both) == []


def test_any_of_the_terms_will_do_but_words_must_be_found(portfolio: Portfolio) -> None:
    terms = Filter().with_values("stage", ["ready"]).with_values("owner", ["R. Haas"])
    assert shown(portfolio, terms) == [9]
    either = terms._replace(any_of=True)
    assert shown(portfolio, either) == [0, 1, 3, 5, 6, 9]
    assert shown(portfolio, either.with_text("quote")) == [1]
    assert shown(portfolio, Filter("quote", any_of=True)) == [1]


@pytest.mark.parametrize(
    ("facet", "value", "places"),
    [
        ("before", "2026-09-04", [1, 2]),
        ("after", "2026-09-10", [10, 11]),
        ("gap", 5, [2, 6, 8, 9, 11]),
    ],
)
def test_figures_and_days_are_compared_with(portfolio: Portfolio, facet: str, value: object, places: list[int]) -> None:
    found = shown(portfolio, Filter().with_values(facet, [value]))
    if facet == "gap":
        board = ScoreBoard.of(portfolio)
        places = [i for i in range(12) if abs(board.gap(FIRST + i) or 0) >= 5]
        assert 0 < len(places) < 12
    assert found == places


@pytest.mark.parametrize(
    ("typed", "parts"),
    [
        ("Claim  Status", ("claim", "status")),
        ('"small claims" rules', ("small claims", "rules")),
        ("“ask a nurse”", ("ask a nurse",)),
        ('open "until the end', ("open", "until the end")),
        ('"" 	', ()),
        ("ÜBERSICHT Straße", ("ubersicht", "strasse")),
    ],
)
def test_words_are_folded_and_quotes_keep_them_together(typed: str, parts: tuple[str, ...]) -> None:
    assert wanted(typed) == parts


def test_accents_and_case_make_no_difference(portfolio: Portfolio) -> None:
    portfolio = portfolio.after(
        backlog.edit_deliverables(portfolio, [FIRST], {"title": "Café für Ärzte", "notes": "İstanbul"})
    )
    for words in ("cafe", "CAFÉ", "arzte", "Ärzte fur", '"cafe fur"'):
        assert shown(portfolio, Filter(words)) == [0], words
    assert shown(portfolio, Filter('"fur cafe"')) == []


def test_until_all_texts_are_read_titles_are_searched() -> None:
    entities = [Deliverable(n + 1, f"Item {n}", n + 1, notes="clinic" if n % 2 else "") for n in range(5_000)]
    portfolio = Portfolio.of(entities)
    sight, haystack = Sight(portfolio), Haystack()
    assert len(Filter('"item 42"').select(sight, haystack)) == 111
    assert Filter("clinic").select(sight, haystack) == []
    haystack.read(sight, 1_000)
    edit = backlog.edit_deliverables(portfolio, [2, 4_000], {"notes": "hospital", "title": "Ward"})
    after = Sight(portfolio.after(edit))
    haystack.renew(after, {2, 4_000})
    assert Filter("ward").select(after, haystack) == [2, 4_000]
    while not haystack.read(after, 1_000):
        assert Filter("ward").select(after, haystack) == [2, 4_000]
    assert haystack.ready
    assert Filter("hospital").select(after, haystack) == [2, 4_000]
    assert len(Filter("clinic").select(after, haystack)) == 2_498


def test_the_whole_filter_is_told_in_one_sentence(portfolio: Portfolio) -> None:
    sight = Sight(portfolio)
    assert Filter().sentence(sight) == "Nothing is filtered by."
    asked = Filter("claim").with_values("stage", ["ready", "idea", "delivery"])
    assert asked.sentence(sight) == "Shown: items with “claim”, and Idea or Ready or Delivery."
    asked = asked.with_values("team", [11], negated=True)._replace(any_of=True)
    assert asked.sentence(sight).endswith("and any of: Idea or Ready or Delivery; Not Team Data.")
