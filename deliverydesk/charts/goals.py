"""What an outcome was and is to reach, as lines of a chart: a changed target is a step with its date, and the required
path goes piece by piece, each towards the target of its time.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from deliverydesk.analysis.outcomes import Goal, straight_path
from deliverydesk.charts.format import between, day, with_unit
from deliverydesk.charts.spec import Axis, Band, Series
from deliverydesk.domain.values import Direction
from deliverydesk.support.language import tr, trc


@dataclass(frozen=True, slots=True)
class GoalLines:
    """Makes the lines of the goals of one outcome over the axes of its chart."""

    goals: Sequence[Goal]
    """As `analysis.outcomes.goals_of` gives them."""
    x: Axis
    y: Axis
    today: date

    def series(self) -> Iterator[Series]:
        """Targets or bounds, then the required path; those of earlier times first."""
        if self.goals[-1].outcome.direction is Direction.HOLD:
            yield from self._steps("hold_low", tr("Hold above"))
            yield from self._steps("hold_high", tr("Hold below"))
        else:
            yield from self._steps("target", tr("Target"))
            yield from self._path()

    def bands(self) -> Iterator[Band]:
        """The region to hold within, a band for each time."""
        if self.goals[-1].outcome.direction is not Direction.HOLD:
            return
        for goal in self.goals:
            low, high = goal.outcome.hold_low, goal.outcome.hold_high
            if low is not None or high is not None:
                low, high = self.y.low if low is None else low, self.y.high if high is None else high
                yield Band(
                    self._named(tr("Hold within"), goal), self._span(goal), (low, low), (high, high), role="okBg"
                )

    def _span(self, goal: Goal) -> tuple[float, float]:
        """From and to which day the goal holds, within the axis."""
        first = self.x.low if goal.since is None else float(goal.since.toordinal())
        last = self.x.high if goal.until is None else float(goal.until.toordinal())
        return first, max(last, first)

    def _named(self, name: str, goal: Goal) -> str:
        return name if goal.until is None else tr("{name} until {day}", name=name, day=day(goal.until))

    def _steps(self, field: str, name: str) -> Iterator[Series]:
        before: float | None = None
        for goal in self.goals:
            value: float | None = getattr(goal.outcome, field)
            first, last = self._span(goal)
            due = goal.outcome.due if field == "target" and goal.until is None else None
            if due is not None:
                last = max(float(due.toordinal()), first)
            if value is not None:
                riser = before is not None and before != value
                yield Series(
                    self._named(name, goal),
                    "line",
                    (first, first, last) if riser else (first, last),
                    (before, value, value) if riser else (value, value),
                    role="ok",
                    purpose="target",
                    width=1.5,
                    label=self._words(goal, field, value),
                    ends_in_ring=due is not None,
                    rank=1 if goal.until is None else 4,
                )
            before = value

    def _words(self, goal: Goal, field: str, value: float) -> str:
        said, due = with_unit(value, goal.outcome.unit), goal.outcome.due
        if goal.until is not None:
            return tr("{value} until {day}", value=said, day=day(goal.until, self.today))
        if field == "hold_low":
            return tr("hold above {value}", value=said)
        if field == "hold_high":
            return tr("hold below {value}", value=said)
        if due is not None:
            return tr("Target {value} by {day}", value=said, day=day(due, self.today))
        return tr("Target {value}", value=said)

    def _path(self) -> Iterator[Series]:
        for goal in self.goals:
            start, due = goal.outcome.baseline_date, goal.outcome.due
            if start is None or due is None or straight_path(goal.outcome, due)[0] is None:
                continue
            first = start if goal.since is None else max(start, goal.since)
            last = due if goal.until is None else min(due, goal.until)
            if first >= last:
                continue
            now = goal.until is None
            yield Series(
                self._named(tr("Required path"), goal),
                "line",
                (float(first.toordinal()), float(last.toordinal())),
                (straight_path(goal.outcome, first)[0], straight_path(goal.outcome, last)[0]),
                role="text" if now else "text3",
                purpose="path",
                width=1.25,
                stroke="dashed",
                label=trc("beside a line", "required path") if now else "",
                label_role="text2",
                rank=6,
            )


def goal_words(goal: Goal) -> str:
    """What was to be reached at a time, in words: "52 % by 31 Dec 2026", "58–63 %"."""
    outcome = goal.outcome
    if outcome.direction is Direction.HOLD:
        low, high = outcome.hold_low, outcome.hold_high
        if low is not None and high is not None:
            return between(low, high, outcome.unit)
        if low is not None:
            return tr("above {value}", value=with_unit(low, outcome.unit))
        return "" if high is None else tr("below {value}", value=with_unit(high, outcome.unit))
    if outcome.target is None:
        return ""
    target = with_unit(outcome.target, outcome.unit)
    return tr("{value} by {day}", value=target, day=day(outcome.due)) if outcome.due else target
