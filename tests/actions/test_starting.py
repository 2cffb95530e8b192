"""The three answers: what they become, and how "from 61 to 72 % by Dec" is read."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deliverydesk.actions.starting import Measure, begin, product_name, read_measure
from deliverydesk.domain import rules
from deliverydesk.domain.portfolio import Portfolio
from deliverydesk.domain.values import Direction

TODAY = date(2026, 8, 19)


@pytest.mark.parametrize(
    ("words", "read"),
    [
        (
            "First-contact solving from 61 to 72 % by Dec",
            Measure("First-contact solving", "%", 61, 72, date(2026, 12, 31)),
        ),
        ("Wait from 12,5 days to 5 days by 18 Mar", Measure("Wait", "days", 12.5, 5, date(2027, 3, 18))),
        ("Churn, from 4 % to 2 % by the end of 2027-Q1", Measure("Churn", "%", 4, 2, date(2027, 3, 31))),
        ("Net score from -5 to 20", Measure("Net score", "", -5, 20, None)),
        (
            "Erstlösungsquote von 61 auf 72 % bis Ende November",
            Measure("Erstlösungsquote", "%", 61, 72, date(2026, 11, 30)),
        ),
        (
            "Wartezeit von 12,5 Tagen auf 5 Tage bis zum 18. April",
            Measure("Wartezeit", "Tage", 12.5, 5, date(2027, 4, 18)),
        ),
        ("Kosten von 4 auf 2 € bis Q1", Measure("Kosten", "€", 4, 2, date(2027, 3, 31))),
        ("Besuche von 1.200 auf 1.500", Measure("Besuche von 1.200 auf 1.500")),
        ("Wert von 1 bis 5", Measure("Wert von 1 bis 5")),
        ("Fewer calls", Measure("Fewer calls")),
        ("Visits from 1,200 to 1,500", Measure("Visits from 1,200 to 1,500")),
        ("Wait from 12 to 5 by the time we move", Measure("Wait from 12 to 5 by the time we move")),
        ("from 3 to 4", Measure("from 3 to 4")),
        ("", Measure("")),
    ],
)
def test_how_we_will_know(words: str, read: Measure) -> None:
    assert read_measure(words, TODAY) == read


def test_a_target_below_the_baseline_is_wanted_down() -> None:
    assert read_measure("Wait from 12 to 5 days", TODAY).direction is Direction.DOWN
    assert read_measure("Share from 12 to 50 %", TODAY).direction is Direction.UP


def test_a_short_name_for_the_product() -> None:
    assert product_name("Members who call or write, about 210,000 a year") == "Members"
    assert product_name("small firms, up to 50 people") == "small firms"
    assert product_name("Versicherte, die anrufen oder schreiben") == "Versicherte"
    assert product_name("Betriebe mit bis zu 50 Leuten") == "Betriebe"
    assert len(product_name("x" * 300)) == 40


def test_each_answer_may_be_left_out() -> None:
    assert not begin(Portfolio(), TODAY)
    only = Portfolio().after(begin(Portfolio(), TODAY, measure="Wait from 12 to 5 days"))
    (outcome,) = only.outcomes
    assert (outcome.name, outcome.product, outcome.baseline_date) == ("Wait", None, TODAY)
    assert not only.products
    named = Portfolio().after(begin(Portfolio(), TODAY, customer="Members", name="Care"))
    assert named.settings.name == "Care"
    assert not named.outcomes


@given(st.text(max_size=200), st.text(max_size=200), st.text(max_size=200))
def test_any_answers_make_what_keeps_the_rules_or_are_refused_in_words(change: str, whom: str, measure: str) -> None:
    change_set = begin(Portfolio(), TODAY, change=change, customer=whom, measure=measure)
    try:
        rules.check(Portfolio().after(change_set), change_set)
    except rules.RuleBroken as refused:
        assert str(refused).endswith(".")  # noqa: PT017 - what a refusal says is the matter
