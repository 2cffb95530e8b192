"""An alarm rule played back over outcomes of which it is known by now whether they were reached.

A rule alarms once the chance that the target is reached was at most a limit at so many readings in a row. What
counts is what was known on each day: the crash test of every reading is made from the readings up to it alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from deliverydesk.analysis.evidence.reach import ALARM_AT, IN_A_ROW
from deliverydesk.domain.values import Direction

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from deliverydesk.analysis.evidence.page import Evidence
    from deliverydesk.analysis.evidence.reach import Look
    from deliverydesk.domain.entities import Outcome
    from deliverydesk.domain.portfolio import Portfolio


@dataclass(frozen=True, slots=True)
class Rule:
    """At most this chance, at so many readings in a row."""

    at_most: float
    in_a_row: int


PRESENT: Final = Rule(ALARM_AT, IN_A_ROW)
"""What the desk alarms by."""
RULES: Final = (Rule(0.05, 2), PRESENT, Rule(0.2, 2), Rule(ALARM_AT, 1))


@dataclass(frozen=True, slots=True)
class Played:
    """What a rule would have said, as outcomes in four heaps."""

    rule: Rule
    right: tuple[int, ...]
    """It alarmed, and the target was missed."""
    false: tuple[int, ...]
    """It alarmed, and the target was reached."""
    overlooked: tuple[int, ...]
    """It kept silent, and the target was missed."""
    quiet: tuple[int, ...]
    """It kept silent, and the target was reached."""
    warning_days: float | None
    """Between the first right alarm and the due day, in the mean; None without one."""

    @property
    def n(self) -> int:
        """Outcomes whose end is known."""
        return len(self.right) + len(self.false) + len(self.overlooked) + len(self.quiet)


def played(
    portfolio: Portfolio, evidence: Mapping[int, Evidence], since: date, today: date, rules: Iterable[Rule] = RULES
) -> tuple[Played, ...]:
    """Each rule over the outcomes that came due from `since` to `today`, by what was read until then."""
    ended = [(each, looks) for each in portfolio.outcomes if (looks := _looks(each, evidence, since, today))]
    return tuple(_play(rule, ended, portfolio, today) for rule in rules)


def _looks(outcome: Outcome, evidence: Mapping[int, Evidence], since: date, today: date) -> Sequence[Look]:
    due = outcome.due
    if due is None or not since <= due <= today or outcome.id not in evidence or outcome.target is None:
        return ()
    return [look for look in evidence[outcome.id].reach.history if look.day <= due]


def _play(rule: Rule, ended: Sequence[tuple[Outcome, Sequence[Look]]], portfolio: Portfolio, today: date) -> Played:
    heaps: dict[tuple[bool, bool], list[int]] = {(a, r): [] for a in (True, False) for r in (True, False)}
    warnings = []
    for outcome, looks in ended:
        assert outcome.due is not None, "it came due"
        alarm, reached = first_alarm(rule, looks), _reached(portfolio, outcome, today)
        heaps[alarm is not None, reached].append(outcome.id)
        if alarm is not None and not reached:
            warnings.append((outcome.due - alarm).days)
    return Played(
        rule,
        tuple(heaps[True, False]),
        tuple(heaps[True, True]),
        tuple(heaps[False, False]),
        tuple(heaps[False, True]),
        sum(warnings) / len(warnings) if warnings else None,
    )


def first_alarm(rule: Rule, looks: Sequence[Look]) -> date | None:
    """The day on which a rule would have alarmed first."""
    row = 0
    for look in looks:
        row = row + 1 if look.p <= rule.at_most else 0
        if row >= rule.in_a_row:
            return look.day
    return None


def _reached(portfolio: Portfolio, outcome: Outcome, today: date) -> bool:
    """By the last reading up to the due day."""
    due, target = outcome.due, outcome.target
    assert due is not None, "it came due"
    assert target is not None, "there was one to reach"
    last = [each for each in portfolio.measurements_of(outcome.id) if each.date <= min(due, today)][-1]
    return last.value <= target if outcome.direction is Direction.DOWN else last.value >= target
