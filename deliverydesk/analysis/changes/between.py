"""What changed between two states of a portfolio, point by point, each with the things that it is about."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from enum import Enum, auto
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from deliverydesk.analysis.changes.moved import moved
from deliverydesk.analysis.effort import effort_of
from deliverydesk.domain.changes import Change
from deliverydesk.domain.differing import differences
from deliverydesk.domain.entities import (
    ENTITY_TYPES,
    REFERENCES,
    Deliverable,
    Demand,
    Entity,
    Measurement,
    Outcome,
    field_names,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from deliverydesk.domain.portfolio import Portfolio


class Topic(Enum):
    """What a point belongs to, in the order in which they are told."""

    ADDED = auto()
    GONE = auto()
    ALTERED = auto()
    """Work is still there, and is another: its title, product, owner, links, score inputs."""
    EFFORT = auto()
    STAGE = auto()
    RANK = auto()
    DATES = auto()
    TEAMS = auto()
    TARGETS = auto()
    MEASURED = auto()
    DECIDED = auto()
    OTHER = auto()


class Matter(Enum):
    """What a point says: each is one sentence in `words`."""

    CAME = auto()
    WENT = auto()
    ARCHIVED = auto()
    UNARCHIVED = auto()
    STAGE = auto()
    MOVED = auto()
    SHIFTED = auto()
    """A date moved by days."""
    RESIZED = auto()
    """An estimate in person-weeks changed."""
    FIELD = auto()
    REWRITTEN = auto()
    """A text too long to be told."""
    READ = auto()
    """Readings of one outcome were added, changed or removed."""
    SEVERAL = auto()
    """Things without names, told by their number."""


class Point(NamedTuple):
    """One thing that changed."""

    topic: Topic
    matter: Matter
    change: Change
    """The entity before and after; of several told together the last one."""
    field: str = ""
    before: object = None
    after: object = None
    """The field's values, or the ranks of a move."""
    days: int = 0
    """By how many days a date moved; above 0 it is later."""
    effort: float = 0.0
    """By how many person-weeks the likely effort of the deliverable grew, where that is what changed."""
    number: int = 1
    """How many things are told together."""
    items: tuple[int, ...] = ()
    """The deliverables that it is about: where it leads to."""
    outcomes: tuple[int, ...] = ()


class Sum(NamedTuple):
    """How many points, and what they come to."""

    number: int
    total: float


@dataclass(frozen=True)
class Changes:
    """All points by topic; those of a topic in the manager's order, dates by how far they moved."""

    before: Portfolio
    after: Portfolio
    points: tuple[Point, ...]

    @cached_property
    def by_topic(self) -> dict[Topic, list[Point]]:
        """The points of each topic that has any."""
        gathered: dict[Topic, list[Point]] = defaultdict(list)
        for point in self.points:
            gathered[point.topic].append(point)
        return dict(gathered)

    def later(self, topic: Topic = Topic.DATES) -> Sum:
        """The dates that moved later, and by how many days in all."""
        return _sum(point.days for point in self.by_topic.get(topic, ()) if point.days > 0)

    def earlier(self, topic: Topic = Topic.DATES) -> Sum:
        """The dates that moved earlier, and by how many days in all."""
        return _sum(-point.days for point in self.by_topic.get(topic, ()) if point.days < 0)

    def more_effort(self, topic: Topic) -> Sum:
        """The points of a topic by which likely effort grew, and by how many person-weeks in all."""
        return _sum(point.effort for point in self.by_topic.get(topic, ()) if point.effort > 0)

    def less_effort(self, topic: Topic) -> Sum:
        """The points of a topic by which likely effort shrank, and by how many person-weeks in all."""
        return _sum(-point.effort for point in self.by_topic.get(topic, ()) if point.effort < 0)


def _sum(values: Iterable[float]) -> Sum:
    given = list(values)
    return Sum(len(given), sum(given))


def changes_between(before: Portfolio, after: Portfolio) -> Changes:
    """What leads from one state of a portfolio to another, of two snapshots of the same one.

    What belongs to something that came or went altogether is not told beside it. Ways of looking, packs and copies
    that the desk keeps for itself (former targets, items of saved plans) are left out.
    """
    return Changes(before, after, _Finder(before, after).points())


_EFFORT = ("effort_low", "effort_likely", "effort_high", "remaining")
_TEXTS = frozenset({"notes", "need", "reason"})
_FIGURES = frozenset({"order_key", "archived", "evidence", "inputs", "snapshot", "changes"})
"""What is told by other points, or is for the program to read."""
_SHORT = 80


def _types(names: str) -> tuple[type[Entity], ...]:
    """Types of entities by the names of their tables."""
    return tuple(ENTITY_TYPES[name] for name in names.split())


_KEPT_ASIDE = _types("saved_views packs former_targets baseline_items")
_NAMED: dict[type[Entity], Topic] = {
    **dict.fromkeys(_types("outcomes"), Topic.TARGETS),
    **dict.fromkeys(_types("milestones"), Topic.DATES),
    **dict.fromkeys(_types("teams absences demands holidays loans people"), Topic.TEAMS),
    **dict.fromkeys(_types("contributions dependencies"), Topic.ALTERED),
    **dict.fromkeys(
        _types("baselines overrides agenda_items approvals decisions reviews scenarios"),
        Topic.DECIDED,
    ),
    **dict.fromkeys(_types("gates products events settings"), Topic.OTHER),
}
"""What is told one by one, and where."""
_COUNTED: dict[type[Entity], Topic] = {
    **dict.fromkeys(_types("accepted_loads allocations"), Topic.TEAMS),
    **dict.fromkeys(_types("assumptions follow_ups gate_passes guardrails review_entries"), Topic.DECIDED),
}
"""Where it is told how many there are of something; of what is nowhere else, under `OTHER`."""


class _Finder:
    def __init__(self, before: Portfolio, after: Portfolio) -> None:
        self._before, self._after = before, after
        self._changes = differences(before, after)
        self._came_or_went = {each.id for each in self._changes if each.before is None or each.after is None}

    def points(self) -> tuple[Point, ...]:
        """All of them, sorted."""
        found = [*self._found(), *self._moves()]
        places = {item: place for place, item in enumerate(self._before.ranking)}
        places |= {item: place for place, item in enumerate(self._after.ranking)}
        found.sort(
            key=lambda each: (each.topic.value, -abs(each.days), *(places.get(item, 0) for item in each.items[:1]))
        )
        return tuple(found)

    def _found(self) -> Iterator[Point]:
        together: dict[tuple[type[Entity], int, bool, bool], list[Change]] = defaultdict(list)
        for change in self._changes:
            kind = change.entity_type
            if kind is Deliverable:
                yield from self._deliverable(change)
            elif kind in _KEPT_ASIDE or self._is_carried(change):
                continue
            elif isinstance(change.entity, Measurement):
                together[kind, change.entity.outcome, False, False].append(change)
            elif kind in _NAMED:
                yield from self._named(change, _NAMED[kind])
            else:
                together[kind, 0, change.before is None, change.after is None].append(change)
        yield from map(_told_together, together.values())

    def _is_carried(self, change: Change) -> bool:
        """Whether it came or went with what it belongs to."""
        if change.before is not None and change.after is not None:
            return False
        owners = (getattr(change.entity, each.field) for each in REFERENCES.get(change.entity_type, ()) if each.owned)
        return not self._came_or_went.isdisjoint(owners)

    def _deliverable(self, change: Change) -> Iterator[Point]:
        was, now = change.before, change.after
        assert was is None or isinstance(was, Deliverable)
        assert now is None or isinstance(now, Deliverable)
        counted, counts = was is not None and not was.archived, now is not None and not now.archived
        about = (change.id,)
        if counts and not counted:
            matter = Matter.CAME if was is None else Matter.UNARCHIVED
            yield Point(Topic.ADDED, matter, change, effort=_likely(self._after, change.id), items=about)
        elif counted and not counts:
            matter = Matter.WENT if now is None else Matter.ARCHIVED
            yield Point(Topic.GONE, matter, change, effort=-_likely(self._before, change.id), items=about)
        elif counts:
            yield from self._fields(change, Topic.ALTERED, items=about)

    def _named(self, change: Change, topic: Topic) -> Iterator[Point]:
        items, outcomes = leads_to(change.entity)
        if change.before is None or change.after is None:
            matter = Matter.CAME if change.before is None else Matter.WENT
            effort = _grown(change, "likely") if isinstance(change.entity, Demand) else 0.0
            yield Point(topic, matter, change, effort=effort, items=items, outcomes=outcomes)
        else:
            yield from self._fields(change, topic, items, outcomes)

    def _fields(
        self, change: Change, topic: Topic, items: tuple[int, ...], outcomes: tuple[int, ...] = ()
    ) -> Iterator[Point]:
        for name in field_names(change.entity_type):
            old, new = getattr(change.before, name), getattr(change.after, name)
            if old != new and name not in _FIGURES:
                point = Point(topic, Matter.FIELD, change, name, old, new, items=items, outcomes=outcomes)
                yield _fitted(point)

    def _moves(self) -> Iterator[Point]:
        for move in moved(self._before, self._after):
            item = self._after.deliverables[move.deliverable]
            change = Change(self._before.deliverables[move.deliverable], item)
            about = (move.deliverable,)
            yield Point(Topic.RANK, Matter.MOVED, change, before=move.rank_before, after=move.rank_after, items=about)


def _fitted(point: Point) -> Point:
    """The point of a field with the matter and topic that its values ask for."""
    name, old, new = point.field, point.before, point.after
    if name == "stage":
        return point._replace(topic=Topic.STAGE, matter=Matter.STAGE)
    if name in _EFFORT or (isinstance(point.change.entity, Demand) and name in ("low", "likely", "high")):
        topic = Topic.EFFORT if name in _EFFORT else point.topic
        effort = _grown(point.change, name) if name.endswith("likely") else 0.0
        return point._replace(topic=topic, matter=Matter.RESIZED, effort=effort)
    if isinstance(old, date) or isinstance(new, date):
        topic = Topic.DATES if point.topic is Topic.ALTERED else point.topic
        if isinstance(old, date) and isinstance(new, date):
            return point._replace(topic=topic, matter=Matter.SHIFTED, days=(new - old).days)
        return point._replace(topic=topic)
    if name in _TEXTS or any(isinstance(each, str) and len(each) > _SHORT for each in (old, new)):
        return point._replace(matter=Matter.REWRITTEN)
    return point


def _grown(change: Change, field: str) -> float:
    """By how much a field of person-weeks grew; what is not there or not estimated counts nothing."""
    old, new = (getattr(image, field, None) or 0.0 for image in (change.before, change.after))
    return new - old


def leads_to(entity: Entity) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """The deliverables and the outcomes that an entity is, or is about."""
    items = [entity.id] if isinstance(entity, Deliverable) else []
    outcomes = [entity.id] if isinstance(entity, Outcome) else []
    for reference in REFERENCES.get(type(entity), ()):
        target = getattr(entity, reference.field)
        if target is not None and reference.target is Deliverable:
            items.append(target)
        elif target is not None and reference.target is Outcome:
            outcomes.append(target)
    return tuple(items), tuple(outcomes)


def _likely(portfolio: Portfolio, item: int) -> float:
    return effort_of(portfolio, portfolio.deliverables[item]).likely or 0.0


def _told_together(alike: list[Change]) -> Point:
    led = [leads_to(change.entity) for change in alike]
    items = tuple(dict.fromkeys(each for items, _ in led for each in items))
    outcomes = tuple(dict.fromkeys(each for _, outcomes in led for each in outcomes))
    last = alike[-1]
    if not isinstance(last.entity, Measurement):
        topic = _COUNTED.get(last.entity_type, Topic.OTHER)
        return Point(topic, Matter.SEVERAL, last, number=len(alike), items=items, outcomes=outcomes)
    newest = max(alike, key=lambda each: (each.entity.date, each.id))  # type: ignore[attr-defined]
    return Point(Topic.MEASURED, Matter.READ, newest, number=len(alike), outcomes=outcomes)
