"""Signs of a zombie: work that uses people, has no live case and does not end. Three of five are an alarm.

Source: the glossary of the field; the five signs are stuck near the end, shifting scope, no visible impact, absent
sponsor and drifting people. A sign that nobody can judge is told as unknown, and counts neither way.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING

from deliverydesk.analysis.capacity.strength import usual_members
from deliverydesk.analysis.delivery import delivery_progress
from deliverydesk.analysis.divergence import least_likely
from deliverydesk.analysis.evidence.reasons import Verdict
from deliverydesk.analysis.reviewing.cadence import cadences
from deliverydesk.analysis.reviewing.stalls import NEVER, stalls
from deliverydesk.domain.estimates import effort_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from deliverydesk.analysis.evidence.page import Evidence
    from deliverydesk.domain.entities import Deliverable
    from deliverydesk.domain.portfolio import Portfolio

ALARM = 3
NEAR_THE_END = 0.8
SCOPE_GROWN = 0.25
"""The likely effort is by so much above that of the first saved plan that has it."""
LOOKS_MISSED = 2
"""So many reviews of its product in a row were due and not held."""
_NO_IMPACT = frozenset({Verdict.FLAT, Verdict.WORSENING, Verdict.OUTSIDE})
_SAYS_NOTHING = frozenset({Verdict.TOO_FEW, Verdict.CANNOT_TELL})


class Sign(Enum):
    """What may be seen of a zombie."""

    NO_IMPACT = auto()
    SHIFTING_SCOPE = auto()
    ABSENT_SPONSOR = auto()
    STUCK_NEAR_THE_END = auto()
    DRIFTING_PEOPLE = auto()


class Seen(Enum):
    """Whether a sign is there."""

    YES = auto()
    NO = auto()
    UNKNOWN = auto()


@dataclass(frozen=True, slots=True)
class Tested:
    """One sign, and the figure that it rests on."""

    sign: Sign
    seen: Seen
    figure: float | None = None
    """Readings; growth as a share; reviews missed; progress as a share; other items in delivery in its teams."""
    days: int | None = None
    """For how long nothing has moved, where that is what the sign is about."""


@dataclass(frozen=True, slots=True)
class ZombieTest:
    """All five signs of one deliverable."""

    deliverable: int
    signs: tuple[Tested, ...]

    @property
    def seen(self) -> int:
        """How many signs are there."""
        return sum(each.seen is Seen.YES for each in self.signs)

    @property
    def alarm(self) -> bool:
        """Enough of them to ask whether it lives."""
        return self.seen >= ALARM


def zombie_test(
    portfolio: Portfolio,
    item: Deliverable,
    evidence: Mapping[int, Evidence],
    today: date,
    progressed: Mapping[int, date] = NEVER,
) -> ZombieTest:
    """The five signs of a deliverable. `progressed` is what the journal remembers, see `reviewing.stalls`."""
    return ZombieTest(
        item.id,
        (
            _no_impact(portfolio, item, evidence),
            _shifting_scope(portfolio, item),
            _absent_sponsor(portfolio, item, today),
            _stuck(portfolio, item, today, progressed),
            _drifting(portfolio, item, today),
        ),
    )


def _no_impact(portfolio: Portfolio, item: Deliverable, evidence: Mapping[int, Evidence]) -> Tested:
    least = least_likely(portfolio, item.id, evidence)
    if least is None or (not least.reach.alarm and least.judgement.verdict in _SAYS_NOTHING):
        return Tested(Sign.NO_IMPACT, Seen.UNKNOWN)
    seen = least.reach.alarm or least.judgement.verdict in _NO_IMPACT
    return Tested(Sign.NO_IMPACT, Seen.YES if seen else Seen.NO, float(len(least.readings.values)))


def _shifting_scope(portfolio: Portfolio, item: Deliverable) -> Tested:
    planned = [
        (portfolio.baselines[each.baseline].date, each.effort_likely)
        for each in portfolio.baseline_items.by("deliverable", item.id)
        if each.effort_likely
    ]
    likely = effort_of(portfolio, item).likely
    if not planned or likely is None:
        return Tested(Sign.SHIFTING_SCOPE, Seen.UNKNOWN)
    _day, first = min(planned)
    growth = likely / first - 1
    return Tested(Sign.SHIFTING_SCOPE, Seen.YES if growth >= SCOPE_GROWN else Seen.NO, growth)


def _absent_sponsor(portfolio: Portfolio, item: Deliverable, today: date) -> Tested:
    if not item.owner.strip():
        return Tested(Sign.ABSENT_SPONSOR, Seen.YES)
    rhythm = next((each for each in cadences(portfolio, today) if each.product == item.product), None)
    if rhythm is None or rhythm.due is None:
        return Tested(Sign.ABSENT_SPONSOR, Seen.UNKNOWN)
    missed = (rhythm.overdue_days + rhythm.every_days) // rhythm.every_days if rhythm.overdue_days else 0
    return Tested(Sign.ABSENT_SPONSOR, Seen.YES if missed >= LOOKS_MISSED else Seen.NO, float(missed))


def _stuck(portfolio: Portfolio, item: Deliverable, today: date, progressed: Mapping[int, date]) -> Tested:
    progress = delivery_progress(portfolio, item).share
    if progress is None:
        return Tested(Sign.STUCK_NEAR_THE_END, Seen.UNKNOWN)
    stall = next((each for each in stalls(portfolio, today, progressed) if each.deliverable == item.id), None)
    seen = progress >= NEAR_THE_END and stall is not None
    days = None if stall is None else stall.days
    return Tested(Sign.STUCK_NEAR_THE_END, Seen.YES if seen else Seen.NO, progress, days)


def _drifting(portfolio: Portfolio, item: Deliverable, today: date) -> Tested:
    """People drift where each of its teams has more in delivery than its people can carry at `settings.max_items`."""
    teams = {each.team for each in portfolio.demands.by("deliverable", item.id)}
    if not teams:
        return Tested(Sign.DRIFTING_PEOPLE, Seen.UNKNOWN)
    carried = []
    for team_id in teams:
        under_way = {
            each.deliverable
            for each in portfolio.demands.by("team", team_id)
            if portfolio.deliverables[each.deliverable].actual_end is None
            and portfolio.deliverables[each.deliverable].stage is item.stage
            and portfolio.deliverables[each.deliverable].is_open
        }
        people = usual_members(portfolio, team_id, today)
        carried.append((len(under_way), len(under_way) > max(people, 0.5) * portfolio.settings.max_items))
    most = max(count for count, _ in carried)
    return Tested(Sign.DRIFTING_PEOPLE, Seen.YES if all(split for _, split in carried) else Seen.NO, float(most - 1))
