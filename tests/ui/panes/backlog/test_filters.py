"""Filters without Qt."""

import pytest

from deliverydesk.analysis.scores import ScoreBoard
from deliverydesk.domain.portfolio import Portfolio
from deliverydesk.ui.panes.backlog.filters import FACETS, VIEWS, Filter, Haystack
from deliverydesk.ui.panes.backlog.sight import Sight

FIRST = 100


def shown(portfolio: Portfolio, wanted: Filter) -> list[int]:
    sight = Sight(portfolio, ScoreBoard.of(portfolio))
    haystack = Haystack()
    found = wanted.select(sight, haystack, portfolio.ranking.ids)
    passes = wanted.test(sight, Haystack())
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


@pytest.mark.parametrize("facet", FACETS)
def test_every_value_of_a_facet_has_words_and_finds_its_items(portfolio: Portfolio, facet: str) -> None:
    sight = Sight(portfolio)
    found: set[int] = set()
    for value, words in FACETS[facet].values(sight):
        assert words
        found |= set(shown(portfolio, Filter().with_values(facet, [value])))
    assert found == (set(range(12)) if facet != "tag" else {1, 5, 9})


def test_chips_say_what_is_filtered_by_and_take_it_off(portfolio: Portfolio) -> None:
    wanted = (
        Filter()
        .with_view("not_cancelled", on=True)
        .with_values("product", [1, 2])
        .with_values("team", [11])
        .with_values("stage", ["ready", "idea", "delivery"])
    )
    chips = dict(wanted.chips(Sight(portfolio)))
    assert chips == {
        "view:not_cancelled": "Not cancelled",
        "facet:product": "Claims or Enrolment",
        "facet:team": "Team Data",
        "facet:stage": "Stage: 3 of them",
    }
    for name in chips:
        wanted = wanted.without(name)
    assert wanted == Filter()


def test_a_filter_comes_back_from_what_was_remembered(portfolio: Portfolio) -> None:
    wanted = Filter("claims").with_values("product", [1, None]).with_view("open", on=True)
    assert Filter.from_state(wanted.to_state()) == wanted
    assert Filter.from_state({"views": ["gone"], "facets": {"gone": [1], "stage": 7}, "text": None}) == Filter()
