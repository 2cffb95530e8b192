"""What typed words find, and in which order."""

from collections.abc import Hashable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deliverydesk.ui.window.palette.finding import MOST, search
from deliverydesk.ui.window.palette.matching import fold, score

NAMES = ("Move to rank…", "Move to the top", "Remove from this outcome", "Refusals explained", "Zürich pilot", "Undo")


def _order(wanted: str, names: tuple[str, ...] = NAMES) -> list[str]:
    fits = [(score(fold(wanted), fold(name)), name) for name in names]
    return [name for fit, name in sorted(fits, key=lambda pair: -pair[0]) if fit]


@pytest.mark.parametrize(
    ("wanted", "first"),
    [
        ("undo", "Undo"),
        ("mtr", "Move to rank…"),
        ("movra", "Move to rank…"),
        ("rank move", "Move to rank…"),
        ("zurich", "Zürich pilot"),
        ("ZÜR", "Zürich pilot"),
        ("refsals", "Refusals explained"),
        ("outcome", "Remove from this outcome"),
    ],
)
def test_what_is_meant_comes_first(wanted: str, first: str) -> None:
    assert _order(wanted)[0] == first


def test_beginnings_come_before_word_starts_and_these_before_insides() -> None:
    names = ("Remove", "To move", "Move")
    assert _order("move", names) == ["Move", "To move", "Remove"]


def test_every_word_has_to_fit() -> None:
    assert _order("move xylophone") == []


def test_letters_strewn_over_a_sentence_are_no_find() -> None:
    assert not score("luin", "rules that are useful for small claims and all")


@given(st.text(max_size=40), st.text(max_size=40))
def test_any_words_against_any_name(wanted: str, name: str) -> None:
    assert score(fold(wanted), fold(name)) >= 0


@given(st.text(st.characters(categories=["L", "N"]), min_size=1, max_size=20))
def test_a_name_is_found_by_itself(name: str) -> None:
    assert score(fold(name), fold(name)) > 100


def test_search_gives_the_best_of_all_slices() -> None:
    names: dict[Hashable, str] = {n: f"item {n} of many" for n in range(9_000)}
    names["late"] = "refusals explained"
    *_, last = search(names, "refus")
    assert [key for _fit, key in last] == ["late"]
    slices = list(search(names, "item"))
    assert len(slices) > 2, "one slice would hold the window up"
    assert len(slices[-1]) == MOST


def test_what_was_chosen_lately_comes_first_among_equals() -> None:
    names = {n: f"item {n:03}" for n in range(100)}
    *_, last = search(names, "item", lambda key: 5.0 if key == 77 else 0.0)
    assert last[0][1] == 77
