"""Quick add's grammar: what each mark sets, and that nothing typed is lost."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deliverydesk.domain.quick import MARKS, Known, quarter_end, understand
from deliverydesk.domain.values import Kind, Stage

TODAY = date(2026, 8, 19)
KNOWN = Known(
    owners=("R. Haas", "I. Brandt", "Haris Lund"),
    products={"MA": 1, "Member App": 1, "CL": 2, "Claims": 2},
    outcomes={"Calls about a refusal": 7, "Crash-free sessions": 8},
)


def test_a_whole_line() -> None:
    quick = understand("Fix refunds #claims @brandt ~3w >2027-Q1 !ready /MA ^calls #app", TODAY, KNOWN)
    assert quick.title == "Fix refunds"
    assert quick.tags == ("claims", "app")
    assert quick.outcome == 7
    assert quick.values == {
        "owner": "I. Brandt",
        "effort_low": None,
        "effort_likely": 3.0,
        "effort_high": None,
        "target_date": date(2027, 3, 31),
        "stage": Stage.READY,
        "product": 1,
        "tags": ("claims", "app"),
    }


@pytest.mark.parametrize(
    ("words", "likely"), [("~3", 3.0), ("~3w", 3.0), ("~2pm", 2 * 52 / 12), ("~10d", 2.0), ("~3/5/8", 5.0)]
)
def test_effort(words: str, likely: float) -> None:
    assert understand(f"A {words}", TODAY).values["effort_likely"] == pytest.approx(likely)


def test_a_range_of_effort() -> None:
    values = understand("A ~3-8", TODAY).values
    assert (values["effort_low"], values["effort_high"]) == (3.0, 8.0)


@pytest.mark.parametrize(
    ("words", "day"),
    [
        (">2027-03-31", date(2027, 3, 31)),
        (">2028-02", date(2028, 2, 29)),
        (">2026-q4", date(2026, 12, 31)),
        (">Q1", date(2027, 3, 31)),
        (">Q3", date(2026, 9, 30)),
        (">2027", None),
        (">+3w", date(2026, 9, 9)),
        (">+6m", date(2027, 2, 19)),
        (">2027-02-30", None),
        (">2027-13", None),
        (">9999-q4", date(9999, 12, 31)),
    ],
)
def test_target(words: str, day: date | None) -> None:
    quick = understand(f"A {words}", TODAY)
    assert quick.values.get("target_date") == day
    assert quick.title == ("A" if day else f"A {words}")


@pytest.mark.parametrize(
    ("start", "quarter", "end"),
    [
        (1, 1, date(2027, 3, 31)),
        (4, 1, date(2026, 6, 30)),
        (4, 4, date(2027, 3, 31)),
        (7, 2, date(2026, 12, 31)),
        (10, 1, date(2026, 12, 31)),
    ],
)
def test_fiscal_quarters_of_2027(start: int, quarter: int, end: date) -> None:
    """The fiscal year 2027 of a firm that begins it in October 2026, as that of the US government, ends in 2027."""
    assert quarter_end(2027, quarter, start) == end
    assert understand(f"A >2027-Q{quarter}", TODAY, KNOWN._replace(fiscal_year_start=start)).values == {
        "target_date": end
    }


@pytest.mark.parametrize(
    "line",
    [
        "Fix #5",
        "Mail @",
        "a # b",
        "/etc is full",
        "Now !important",
        "Rise ^ of",
        "~soon",
        "x > y",
        "!re",
        "A ^c",
        "5>4",
    ],
)
def test_what_is_not_understood_stays_in_the_title(line: str) -> None:
    quick = understand(line, TODAY, KNOWN)
    assert quick.title == line
    assert not quick.values


def test_owners_by_a_part_of_the_name_where_one_is_meant() -> None:
    assert understand("A @brandt", TODAY, KNOWN).values["owner"] == "I. Brandt"
    assert understand('A @"r. haas"', TODAY, KNOWN).values["owner"] == "R. Haas"
    assert understand("A @ha", TODAY, KNOWN).values["owner"] == "Haris Lund"
    assert understand('A @"New Person"', TODAY, KNOWN).values["owner"] == "New Person"


def test_kinds_are_marked_as_stages_are() -> None:
    assert understand("A !debt", TODAY).values == {"kind": Kind.DEBT}
    assert understand("A !del", TODAY).values == {"stage": Stage.DELIVERY}


def test_a_backslash_keeps_a_mark() -> None:
    quick = understand(r"Fix \#claims \@home", TODAY, KNOWN)
    assert quick.title == "Fix #claims @home"
    assert not quick.values


_WORDS = st.text(st.sampled_from(MARKS + '\\"ab1 -3wqQ'), max_size=60) | st.text(max_size=60)


@given(_WORDS)
def test_never_fails_and_loses_no_word(line: str) -> None:
    quick = understand(line, TODAY, KNOWN)
    bare = [word for word in line.split() if word[0] not in MARKS + "\\" and '"' not in word]
    if '"' not in line:
        assert [word for word in quick.title.split() if word in bare] == bare


@given(_WORDS)
def test_an_escaped_title_is_a_title(title: str) -> None:
    line = " ".join(f"\\{word}" if word[0] in MARKS + "\\" else word for word in title.split())
    quick = understand(line, TODAY, KNOWN)
    assert quick.title == " ".join(title.split())
    assert not quick.values
    assert quick.outcome is None
