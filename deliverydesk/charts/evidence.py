"""What the evidence adds to the chart of an outcome: natural limits in their phases, what is no routine, and the fan of
the projected level to the due date.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from deliverydesk.analysis.chances import chances
from deliverydesk.analysis.evidence.rules import Rule
from deliverydesk.analysis.evidence.words import goal_words, limits_words, reach_line, signal_words
from deliverydesk.charts.format import MONTHS, day, number, with_unit
from deliverydesk.charts.spec import Band, Flag, Note, Reference, Series
from deliverydesk.charts.table import Cell, Column
from deliverydesk.domain.wording import counted
from deliverydesk.support.language import tr

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from deliverydesk.analysis.evidence.behaviour import Limits, Signal
    from deliverydesk.analysis.evidence.page import Evidence
    from deliverydesk.analysis.evidence.reach import Ahead

_MONTHS_FROM = 75
"""A baseline that lasts longer than so many days is said by its months."""
_FAN = (("95", "fan95"), ("80", "fan80"), ("50", "fan50"))
"""The shares of the fan, the outermost first, with their colours."""
_MOST_SPOKEN = 3
"""So many patterns are told to those who cannot see the chart, the latest."""
_CROWDED = 150
"""With more readings than these a diamond is wider than the way from one to the next."""
_STRETCH = 0.5
"""The fan stretches the axis of values by this share of what is measured and wanted, at most; beyond it is cut."""


@dataclass(frozen=True, slots=True)
class EvidenceLayers:
    """Makes the layers of one outcome's chart."""

    evidence: Evidence
    today: date
    decimals: int
    """Those of the readings: limits and projections are said no finer."""

    # -- natural limits --------------------------------------------------------------------------------------

    @property
    def _limited(self) -> list[Limits]:
        return [each for each in self.evidence.behaviour.phases if each.lower is not None]

    def limits_values(self) -> list[float]:
        """All limits, for the axis of values."""
        return [value for each in self._limited for value in (each.lower, each.upper) if value is not None]

    def has_within(self, value: float) -> bool:
        """Whether a value lies within the limits in force."""
        now = self.evidence.behaviour.present
        return now is not None and now.lower is not None and now.upper is not None and now.lower <= value <= now.upper

    def limits_bands(self) -> Iterator[Band]:
        """The region of routine variation in each phase, from its first reading to the next phase or the last one."""
        for limits in self._limited:
            first, last = self._span(limits)
            assert limits.lower is not None
            assert limits.upper is not None
            now = limits is self.evidence.behaviour.phases[-1]
            yield Band(
                tr("Natural limits") if now else tr("Natural limits from {day}", day=self._day(limits.start)),
                (first, last),
                (limits.lower, limits.lower),
                (limits.upper, limits.upper),
                edge="ctl",
                label=self.limits_words(limits),
                rank=5 if now else 8,
                as_lines=True,
            )

    def centres(self) -> Iterator[Reference]:
        """The centre of each phase."""
        for limits in self._limited:
            assert limits.centre is not None
            first, last = self._span(limits)
            now = limits is self.evidence.behaviour.phases[-1]
            name = tr("Centre") if now else tr("Centre from {day}", day=self._day(limits.start))
            yield Reference(name, "y", limits.centre, "ctl", stroke="solid", first=first, last=last)

    def phase_flags(self) -> Iterator[Flag]:
        """Where a phase was begun, with the reason that was given."""
        for limits in self.evidence.behaviour.phases:
            if limits.start and limits.why:
                at = float(self.evidence.readings.days[limits.start])
                label = tr("new phase: {reason}", reason=limits.why)
                yield Flag(at, label, "phase", "ctl", rank=4)

    def limits_words(self, limits: Limits) -> str:
        """Like "natural limits 58.8 to 63.4, baseline locked Aug to Jan"; trial limits are said to be so."""
        told = {
            "low": number(limits.lower, self.decimals),
            "high": number(limits.upper, self.decimals),
            "readings": counted(limits.basis, "reading"),
        }
        if limits.trial:
            return tr("trial limits {low} to {high}, from {readings}", **told)
        days = self.evidence.readings.days[limits.start : limits.start + limits.basis]
        first, last = date.fromordinal(days[0]), date.fromordinal(days[-1])
        if days[-1] - days[0] > _MONTHS_FROM:
            begin, end = MONTHS[first.month - 1], MONTHS[last.month - 1]
        else:
            begin, end = day(first, self.today), day(last, self.today)
        return tr("natural limits {low} to {high}, baseline locked {first} to {last}", first=begin, last=end, **told)

    def _span(self, limits: Limits) -> tuple[float, float]:
        days = self.evidence.readings.days
        return float(days[limits.start]), float(days[min(limits.stop, len(days) - 1)])

    def _day(self, at: int) -> str:
        return day(date.fromordinal(self.evidence.readings.days[at]))

    # -- what is no routine ----------------------------------------------------------------------------------

    @property
    def _signals(self) -> tuple[Signal, ...]:
        return self.evidence.behaviour.signals

    def signals(self, keys: Mapping[int, int]) -> Iterator[Series]:
        """A diamond round each reading of a pattern, of very many readings round the last of a run only; of neighbours
        the last has the rarest in words; `keys` are ids by day.
        """
        readings = self.evidence.readings
        rules: dict[int, list[Signal]] = {}
        for signal in self._signals:
            phase = next(each for each in self._limited if each.start <= signal.last < each.stop)
            assert phase.centre is not None
            for at in range(signal.first, signal.last + 1):
                if (readings.values[at] > phase.centre) is signal.above:
                    rules.setdefault(at, [])
            rules.setdefault(signal.last, []).append(signal)
        if not rules:
            return
        said = _said_once(rules)
        # among hundreds of readings, a mark on each of a long run hides the run itself
        places = sorted(rules if len(readings) <= _CROWDED else said)
        yield Series(
            tr("No routine variation"),
            "points",
            tuple(float(readings.days[at]) for at in places),
            tuple(readings.values[at] for at in places),
            role="warn",
            purpose="mark",
            marker=6.0,
            shape="diamond",
            keys=tuple(keys.get(readings.days[at], 0) for at in places),
            labels=tuple(_short(said[at]) if at in said else "" for at in places),
            rank=2,
        )

    def spoken(self, unit: str) -> Iterator[str]:
        """The limits in force and each pattern, as sentences."""
        behaviour = self.evidence.behaviour
        if behaviour.present is not None and behaviour.present.lower is not None:
            yield limits_words(behaviour.present, unit)
        for signal in self._signals[-_MOST_SPOKEN:]:
            yield tr("No routine: {pattern}.", pattern=signal_words(behaviour, signal))

    def columns(self, unit: str) -> tuple[Column, ...]:
        """The heads of `cells`."""
        return (
            Column(tr("Lower natural limit"), "number", 19, unit),
            Column(tr("Centre"), "number", 12, unit),
            Column(tr("Upper natural limit"), "number", 19, unit),
            Column(tr("No routine variation"), "text", 36),
        )

    def cells(self, when: date) -> tuple[Cell, ...]:
        """The limits that hold for a reading of a day and what it is a sign of; Nones for one without a part."""
        behaviour, ordinal = self.evidence.behaviour, when.toordinal()
        at = bisect_left(behaviour.readings.days, ordinal)
        if at == len(behaviour.readings) or behaviour.readings.days[at] != ordinal:
            return None, None, None, ""
        phase = next(each for each in behaviour.phases if each.start <= at < each.stop)
        limits = (phase.lower, phase.centre, phase.upper)
        ends = (None if limit is None else round(limit, self.decimals + 1) for limit in limits)
        told = "; ".join(signal_words(behaviour, each) for each in behaviour.signals if each.last == at)
        return (*ends, told)

    # -- the fan ---------------------------------------------------------------------------------------------

    @property
    def _fan(self) -> tuple[Ahead, ...]:
        return self.evidence.reach.fan

    def finding(self, unit: str) -> str:
        """What will come of it: "at this slope 59 to 62 % by 31 Dec, 4 chances in 100 of reaching 72 %"."""
        reach = self.evidence.reach
        if reach.p is None or reach.level_80 is None or reach.goal is None or reach.closed:
            return ""
        low, high = number(reach.level_80.low, self.decimals), with_unit(reach.level_80.high, unit, self.decimals)
        told = {"range": tr("{low} to {high}", low=low, high=high), "day": day(reach.goal.due, self.today)}
        told |= {"chances": chances(reach.p), "goal": goal_words(reach.goal, unit)}
        return tr("at this slope {range} by {day}, {chances} of reaching {goal}", **told)

    def reach_words(self, unit: str) -> str:
        """The evidence in a line; empty where there is no chance to tell."""
        return reach_line(self.evidence.reach, unit) if self.evidence.reach.p is not None else ""

    def fan_values(self, low: float, high: float) -> list[float]:
        """How far the fan stretches an axis from `low` to `high`."""
        if not self._fan:
            return []
        room = _STRETCH * (high - low)
        ends = (self._fan[-1].level_95.low, self._fan[-1].level_95.high)
        return [min(max(end, low - room), high + room) for end in ends]

    def fan_bands(self) -> Iterator[Band]:
        """The projected level with 95, 80 and 50 in 100, the widest first."""
        xs = tuple(float(each.day.toordinal()) for each in self._fan)
        for share, role in _FAN if self._fan else ():
            ends = [getattr(each, f"level_{share}") for each in self._fan]
            yield Band(
                tr("Projected level, {share} in 100", share=share),
                xs,
                tuple(end.low for end in ends),
                tuple(end.high for end in ends),
                role=role,
                as_lines=True,
            )

    def fan_line(self) -> Iterator[Series]:
        """The projected level itself."""
        if self._fan:
            ends = (self._fan[0], self._fan[-1])
            yield Series(
                tr("Projected level"),
                "line",
                tuple(float(each.day.toordinal()) for each in ends),
                tuple(each.level for each in ends),
                role="accent",
                purpose="forecast",
                width=1.5,
            )

    def fan_notes(self, low: float, high: float) -> Iterator[Note]:
        """The level and the outermost ends on the due date, as far as they lie on an axis from `low` to `high`."""
        if not self._fan:
            return
        last = self._fan[-1]
        at = float(last.day.toordinal())
        if low <= last.level <= high:
            yield Note(at, last.level, number(last.level, self.decimals), "accentText", "right", 1, bold=True)
        for end in (last.level_95.high, last.level_95.low):
            if low <= end <= high:
                yield Note(at, end, number(end, self.decimals), "text3", "right", 3)


def _said_once(rules: Mapping[int, list[Signal]]) -> dict[int, Signal]:
    """The pattern that is said of each run of neighbouring readings, at its last one."""
    runs: list[list[int]] = []
    for at in sorted(rules):
        if runs and at == runs[-1][-1] + 1:
            runs[-1].append(at)
        else:
            runs.append([at])
    told = {run[-1]: [each for at in run for each in rules[at]] for run in runs}
    # What is marked apart belongs to a pattern that is completed further on.
    return {at: min(signals, key=_strength) for at, signals in told.items() if signals}


def _strength(signal: Signal) -> int:
    """Which of several patterns is said: the rarest by chance."""
    return (Rule.RUN_OF_EIGHT, Rule.BEYOND_LIMIT, Rule.THREE_OF_FOUR).index(signal.rule)


def _short(signal: Signal) -> str:
    """A pattern in few words, beside its last reading."""
    if signal.rule is Rule.BEYOND_LIMIT:
        return tr("beyond the limit")
    if signal.rule is Rule.THREE_OF_FOUR:
        return tr("3 of 4 near the limit")
    return tr("{n} on one side", n=number(signal.last - signal.first + 1, 0))
