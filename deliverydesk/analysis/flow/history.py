"""When each deliverable came to its stages, from dates that were written down and from the journal.

What was written down wins: a date says when it happened, the journal only when somebody told the desk. Of what was
written, the actual start and end of a deliverable win over the dates of its stages.
Work is begun on the day it first came to delivery, and done on the day it was released and not taken back afterwards.
Improving after a release leaves it done; improving without one is work still under way. Tabled and cancelled work has
stopped: it is neither done nor under way.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from deliverydesk.domain.values import Stage

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator
    from datetime import date

    from deliverydesk.domain.entities import Deliverable
    from deliverydesk.domain.passage import StageMove
    from deliverydesk.domain.portfolio import Portfolio

WAY = (Stage.IDEA, Stage.SHAPING, Stage.READY, Stage.DELIVERY, Stage.RELEASED)
"""The stages of a way from idea to use, in order."""
_STOPPED = frozenset({Stage.TABLED, Stage.CANCELLED})
_BEFORE_RELEASE = frozenset(WAY[:-1])
_PLACE = {stage: place for place, stage in enumerate(Stage)}


class Source(StrEnum):
    """Where the day comes from."""

    WRITTEN = "written"
    """A date was imported or typed in."""
    JOURNAL = "journal"
    """The stage was changed here on that day."""


class Doubt(StrEnum):
    """Why a date, or the whole of a deliverable, is not counted."""

    IN_FUTURE = "in future"
    """A day after today; it is left out."""
    DONE_BEFORE_START = "done before start"
    """Both days cannot be true; the deliverable is left out of every figure."""
    START_UNKNOWN = "start unknown"
    """Counted as done, or as open, but without a time."""
    DONE_UNKNOWN = "done unknown"
    """Released, but nobody knows when; left out of every figure."""
    STOP_UNKNOWN = "stop unknown"
    """Begun and stopped, but nobody knows when; left out of every figure."""


class Entered(NamedTuple):
    """A day on which a deliverable came to a stage."""

    day: date
    stage: Stage
    source: Source


class Finding(NamedTuple):
    """What is wrong with the dates of one deliverable: `day` at fault, and the `other` that it contradicts."""

    deliverable: int
    doubt: Doubt
    stage: Stage | None = None
    day: date | None = None
    other: date | None = None


@dataclass(frozen=True, slots=True)
class Passage:
    """The way of one deliverable through its stages. All days are on or before today."""

    deliverable: int
    entered: tuple[Entered, ...]
    """Every known entry, by day."""
    committed: date | None
    """The day it was first ready: vetted, and waiting for a team."""
    started: date | None
    done: date | None
    stopped: date | None
    """The day on which begun work was tabled, cancelled or archived undone."""
    open: bool
    """Whether it still competes for capacity."""

    @property
    def under_way(self) -> bool:
        """Begun, neither done nor stopped."""
        return self.open and self.started is not None and self.done is None


@dataclass(frozen=True, slots=True)
class History:
    """The passages that can be counted, by the deliverable's id, and what is wrong with the dates of others."""

    today: date
    passages: tuple[Passage, ...]
    findings: tuple[Finding, ...]

    def of(self, ids: Collection[int]) -> History:
        """The history of some deliverables."""
        kept = frozenset(ids)
        return History(
            self.today,
            tuple(each for each in self.passages if each.deliverable in kept),
            tuple(each for each in self.findings if each.deliverable in kept),
        )


def history_of(portfolio: Portfolio, today: date, moves: Iterable[StageMove] = ()) -> History:
    """The history of every deliverable. `moves` is what the journal remembers, oldest first; see `Document.moves`."""
    journal = _by_deliverable(moves)
    written = _written(portfolio)
    passages: list[Passage] = []
    findings: list[Finding] = []
    for item in portfolio.deliverables:
        entered, late = _merged((list(_actual(item)), written.get(item.id, ()), journal.get(item.id, ())), today)
        findings += [Finding(item.id, Doubt.IN_FUTURE, each.stage, each.day, today) for each in late]
        passage, finding = passage_of(item, entered)
        if finding is not None:
            findings.append(finding)
        if passage is not None:
            passages.append(passage)
    passages.sort(key=lambda each: each.deliverable)
    return History(today, tuple(passages), tuple(findings))


def passage_of(item: Deliverable, entered: tuple[Entered, ...]) -> tuple[Passage | None, Finding | None]:
    """The passage of a deliverable with these entries, or what forbids to count it; both where a time lacks."""
    started = _first(entered, Stage.DELIVERY)
    finished = item.stage in (Stage.RELEASED, Stage.IMPROVING) or (
        item.actual_end is not None and item.stage not in _STOPPED
    )
    done = _done(item, entered) if finished else None
    if started is not None and done is not None and done < started:
        return None, Finding(item.id, Doubt.DONE_BEFORE_START, Stage.RELEASED, done, started)
    if item.stage is Stage.RELEASED and done is None:
        return None, Finding(item.id, Doubt.DONE_UNKNOWN)
    stopped = None
    if started is not None and done is None and (item.stage in _STOPPED or item.archived):
        stopped = max((each.day for each in entered if each.stage in _STOPPED), default=None)
        if stopped is None:
            return None, Finding(item.id, Doubt.STOP_UNKNOWN, item.stage)
        if stopped < started:
            return None, Finding(item.id, Doubt.DONE_BEFORE_START, item.stage, stopped, started)
    passage = Passage(item.id, entered, _first(entered, Stage.READY), started, done, stopped, item.is_open)
    working = done is not None or (item.is_open and item.stage in (Stage.DELIVERY, Stage.IMPROVING))
    return passage, Finding(item.id, Doubt.START_UNKNOWN) if started is None and working else None


def _done(item: Deliverable, entered: tuple[Entered, ...]) -> date | None:
    written = [each.day for each in entered if each.stage is Stage.RELEASED and each.source is Source.WRITTEN]
    if item.actual_end is not None and item.actual_end in written:
        return item.actual_end
    back = max((each.day for each in entered if each.stage in _BEFORE_RELEASE), default=None)
    releases = [each.day for each in entered if each.stage is Stage.RELEASED]
    # A release that was followed by work before release was none; where all were, the last one stands.
    return next((day for day in releases if back is None or day >= back), releases[-1] if releases else None)


def _first(entered: tuple[Entered, ...], stage: Stage) -> date | None:
    return next((each.day for each in entered if each.stage is stage), None)


def _merged(sources: Iterable[Iterable[Entered]], today: date) -> tuple[tuple[Entered, ...], list[Entered]]:
    """All entries by day, and those after today, which are left out. Of what several sources say of a stage, the first
    is heard.
    """
    found: set[Entered] = set()
    for source in sources:
        heard = {each.stage for each in found}
        found |= {each for each in source if each.stage not in heard}
    ordered = sorted(found, key=lambda each: (each.day, _PLACE[each.stage]))
    return tuple(each for each in ordered if each.day <= today), [each for each in ordered if each.day > today]


def _by_deliverable(moves: Iterable[StageMove]) -> dict[int, list[Entered]]:
    """The entries of a journal."""
    found: dict[int, list[Entered]] = {}
    for move in moves:
        if move.after is None:
            found.pop(move.deliverable, None)
        elif move.tells_the_day:
            found.setdefault(move.deliverable, []).append(Entered(move.day, move.after, Source.JOURNAL))
    return found


def _written(portfolio: Portfolio) -> dict[int, list[Entered]]:
    """What was written down of the stages of each deliverable."""
    found: dict[int, list[Entered]] = {}
    for each in portfolio.stage_dates:
        found.setdefault(each.deliverable, []).append(Entered(each.date, each.stage, Source.WRITTEN))
    return found


def _actual(item: Deliverable) -> Iterator[Entered]:
    """What the actual days of a deliverable say of its stages."""
    if item.actual_start is not None:
        yield Entered(item.actual_start, Stage.DELIVERY, Source.WRITTEN)
    if item.actual_end is not None:
        stage = item.stage if item.stage in _STOPPED else Stage.RELEASED
        yield Entered(item.actual_end, stage, Source.WRITTEN)
