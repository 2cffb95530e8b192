"""Evidence in sentences: every answer has words, and the figures in them are those of the result."""

from dataclasses import replace
from datetime import timedelta
from enum import Enum

import pytest

from deliverydesk.analysis.evidence.before_after import before_after
from deliverydesk.analysis.evidence.behaviour import behaviour
from deliverydesk.analysis.evidence.reach import Goal, Reach, crash_test
from deliverydesk.analysis.evidence.readings import Readings
from deliverydesk.analysis.evidence.reasons import Caution, LeftOut, Reason, Verdict
from deliverydesk.analysis.evidence.verdict import judge
from deliverydesk.analysis.evidence.words import (
    alarm_words,
    basis_words,
    before_after_words,
    caution_words,
    chances,
    goal_words,
    judgement_line,
    left_out_words,
    limits_words,
    more_words,
    reach_line,
    reason_words,
    signal_words,
    verdict_label,
    verdict_words,
)
from deliverydesk.domain.formats import Formats, using
from deliverydesk.domain.values import Direction, NumberStyle
from tests.analysis.evidence.cases import START, weekly

INF = float("inf")
DUE = START + timedelta(weeks=25)
RISING = [50, 51, 53, 52, 55, 56]
FLAT = [50, 52, 49, 51, 50, 51, 49, 50]


@pytest.mark.parametrize("member", [*Verdict, *Reason, *Caution])
def test_every_answer_has_words(member: Enum) -> None:
    if isinstance(member, Verdict):
        assert verdict_words(member)
        assert verdict_label(member)[0].isupper()
    elif isinstance(member, Reason):
        assert reason_words(member)[-1] in ".?"
    elif isinstance(member, Caution):
        assert caution_words(member).endswith(".")


@pytest.mark.parametrize(
    ("p", "words"),
    [
        (0.0, "under 1 chance in 100"),
        (0.004, "under 1 chance in 100"),
        (0.011, "1 chance in 100"),
        (0.04, "4 chances in 100"),
        (0.99, "99 chances in 100"),
        (0.9951, "over 99 chances in 100"),
        (1.0, "over 99 chances in 100"),
    ],
)
def test_chances_are_whole_and_never_none_or_all(p: float, words: str) -> None:
    assert chances(p) == words


def test_the_line_of_evidence() -> None:
    readings = weekly([42, 43.5, 42.5, 44, 44.5, 44, 45.5])
    found = replace(crash_test(readings, Goal(60, INF, DUE)), baseline=42.0)
    assert reach_line(found, "%") == (
        "7 readings, baseline 42, need 60 % by 29 Jun 2026; at this slope 51 to 58 %; 4 chances in 100."
    )
    assert reach_line(replace(found, baseline=None)) == (
        "7 readings, need 60 by 29 Jun 2026; at this slope 51 to 58; 4 chances in 100."
    )
    assert alarm_words(replace(found, alarm=False)) == ""
    assert alarm_words(found).startswith("At two readings in a row")


def test_a_crash_test_without_a_chance_says_why() -> None:
    few = crash_test(weekly([1, 2]), Goal(60, INF, DUE))
    assert reach_line(few) == "2 readings, need 60 by 29 Jun 2026. There are too few readings to say anything."
    assert reach_line(Reach(Reason.NO_DUE)) == "There is no due date to reach it by."


def test_goals() -> None:
    assert goal_words(Goal(60, INF, DUE), "%") == "60 %"
    assert goal_words(Goal(-INF, 5, DUE), "days") == "5 days"
    assert goal_words(Goal(-1.5, 3, DUE), "days") == "−1.5 to 3 days"


@pytest.mark.parametrize(
    ("values", "direction", "smallest", "line"),
    [
        (
            RISING,
            Direction.UP,
            None,
            "Improving, 99 chances in 100: +4.3 days (+2 to +6) over 6 readings, 5 Jan to 9 Feb 2026.",
        ),
        (
            RISING,
            Direction.DOWN,
            None,
            "Worsening, 99 chances in 100: +4.3 days (+2 to +6) over 6 readings, 5 Jan to 9 Feb 2026.",
        ),
        (
            FLAT,
            Direction.UP,
            None,
            "Cannot tell yet, 26 chances in 100 of improving: −0.65 days (−2.0 to +0.7) over 8 readings, "
            "5 Jan to 23 Feb 2026.",
        ),
        (
            FLAT,
            Direction.UP,
            3.0,
            "Flat, 98 chances in 100 of a change below 3 days: −0.65 days (−2.0 to +0.7) over 8 readings, "
            "5 Jan to 23 Feb 2026.",
        ),
        ([1, 2], Direction.UP, None, "Too few readings: 2 readings so far. A verdict needs 3 more readings."),
    ],
)
def test_a_verdict_tells_what_it_rests_on(
    values: list[float], direction: Direction, smallest: float | None, line: str
) -> None:
    assert judgement_line(judge(weekly(values), direction, smallest_change=smallest), "days") == line


def test_a_verdict_on_what_is_to_be_held() -> None:
    line = judgement_line(judge(weekly(FLAT), Direction.HOLD, bounds=(40, 60)), "%")
    assert line == (
        "Holding, over 99 chances in 100 of being within its bounds: level now 48.8 to 50.8 % from 8 readings, "
        "5 Jan to 23 Feb 2026."
    )


def test_how_many_more() -> None:
    assert more_words(judge(weekly([1, 2, 3]), Direction.UP)) == "A verdict needs 2 more readings."
    found = judge(weekly([50, 52, 51, 53, 52, 53]), Direction.UP)
    assert more_words(found) == f"At this slope and noise, {found.more} more reading would settle it."
    assert more_words(judge(weekly([50, 52, 49, 49, 52, 50]), Direction.UP)).endswith("would not settle it.")


def test_the_basis_names_noise_and_prior() -> None:
    estimated = basis_words(judge(weekly(RISING), Direction.UP), "days")
    assert estimated.startswith("The noise of a reading, 1.35 days, is estimated from the readings themselves.")
    assert "up to some 2 times the noise" in estimated
    known = judge(weekly([0.10, 0.11, 0.13, 0.12, 0.14], [2000.0] * 5), Direction.UP)
    assert "is that of the bases" in basis_words(known)
    assert basis_words(judge(weekly([1]), Direction.UP)) == ""


def test_what_was_left_out() -> None:
    readings = Readings(left_out=((LeftOut.FUTURE, 1), (LeftOut.OVERLAP, 8)))
    assert left_out_words(readings) == [
        "1 reading is left out: its day is still to come.",
        "8 readings are left out: their windows overlap those of later ones.",
    ]
    assert all(left_out_words(Readings(left_out=((why, 2),))) for why in LeftOut)


def test_limits_and_signals() -> None:
    trial = behaviour(weekly([49.6, 47.6, 49.9, 51.3, 47.8, 51.2, 52.6, 52.4, 53.6, 52.1]))
    assert trial.present is not None
    assert limits_words(trial.present) == "Routine is 46 to 56, from 10 readings; on trial below twelve."
    twelve = [10, 11, 10, 11, 10, 11, 10, 11, 10, 11, 10, 11]
    shifted = behaviour(weekly([*twelve, 11, 11, 11.2, 11, 11, 11.1, 11, 40, 1]))
    assert shifted.present is not None
    assert limits_words(shifted.present, "days") == "Routine is 8 to 13 days, locked on 12 readings."
    assert [signal_words(shifted, each) for each in shifted.signals] == [
        "9 readings in a row above the centre since 23 Mar 2026",
        "above the upper limit on 18 May 2026",
        "below the lower limit on 25 May 2026",
    ]
    high = behaviour(weekly([*twelve, 40, 41, 10, 10.5]))
    assert [signal_words(high, each) for each in high.signals] == [
        "2 readings in a row above the upper limit since 30 Mar 2026"
    ]
    assert limits_words(behaviour(weekly([1, 2])).phases[0]) == "There are too few readings to say anything."


def test_before_and_after() -> None:
    launch = START + timedelta(weeks=3)
    assert before_after_words(before_after(weekly([1, 2, 1, 8, 9, 8]), launch, Direction.UP), "days") == (
        "Moved up after 26 Jan 2026: +7 days (+6.3 to +7.7), over 99 chances in 100; 3 readings before, 3 after."
    )
    assert "Moved down" in before_after_words(before_after(weekly([8, 9, 8, 1, 2, 1]), launch, Direction.UP))
    assert "cannot be told yet" in before_after_words(before_after(weekly([1, 2, 3, 2, 3, 1]), launch, Direction.UP))
    assert before_after_words(before_after(weekly([1, 2, 3]), launch, Direction.UP)).endswith(
        "There are too few readings after the launch: at least three are needed."
    )


def test_figures_are_written_as_the_portfolio_writes_them() -> None:
    with using(Formats(number_style=NumberStyle.COMMA)):
        line = judgement_line(judge(weekly([each / 10 for each in RISING]), Direction.UP), "%")
    assert "+0,43 % (+0,2 to +0,6)" in line
