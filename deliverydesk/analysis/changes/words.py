"""What changed, in plain sentences: the one place where the points become text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deliverydesk.analysis.changes.between import Matter, Topic
from deliverydesk.analysis.changes.coming import came, went
from deliverydesk.analysis.changes.saying import Saying
from deliverydesk.analysis.words import figure as rounded
from deliverydesk.domain.entities import (
    Measurement,
    Outcome,
    singular,
)
from deliverydesk.domain.wording import counted, day_words, figure, named
from deliverydesk.support.language import tr, trc, trn

if TYPE_CHECKING:
    from collections.abc import Callable

    from deliverydesk.analysis.changes.between import Changes, Point, Sum

TOPIC_WORDS = {
    Topic.ADDED: trc("what changed", "Scope added"),
    Topic.GONE: trc("what changed", "Scope removed"),
    Topic.ALTERED: trc("what changed", "Scope changed"),
    Topic.EFFORT: trc("what changed", "Effort"),
    Topic.STAGE: trc("what changed", "Stages"),
    Topic.RANK: trc("what changed", "Order"),
    Topic.DATES: trc("what changed", "Dates"),
    Topic.TEAMS: trc("what changed", "Teams"),
    Topic.TARGETS: trc("what changed", "Outcomes and targets"),
    Topic.MEASURED: trc("what changed", "Measurements"),
    Topic.DECIDED: trc("what changed", "Decisions"),
    Topic.OTHER: trc("what changed", "Everything else"),
}


def sentence(changes: Changes, point: Point) -> str:
    """A point as a sentence."""
    return _SENTENCES[point.matter](Saying(changes, point))


def summary(changes: Changes, topic: Topic) -> str:
    """What the points of a topic come to: their number, and days or person-weeks where there are any to be summed."""
    points = changes.by_topic.get(topic, [])
    if topic is Topic.MEASURED:
        return counted(sum(point.number for point in points), "measurement")
    told = [trn("{n} change", "{n} changes", len(points), n=figure(len(points)))]
    if topic in (Topic.ADDED, Topic.GONE):
        told = [counted(len(points), "deliverable")]
    more, less = changes.more_effort(topic), changes.less_effort(topic)
    if more.total:
        told.append(tr("{effort} person-weeks more", effort=rounded(more.total)))
    if less.total:
        told.append(tr("{effort} person-weeks less", effort=rounded(less.total)))
    return "; ".join([*told, *_shifts(changes.later(topic), changes.earlier(topic))])


def _shifts(later: Sum, earlier: Sum) -> list[str]:
    told = []
    if later.number:
        days = counted_days(later.total)
        told.append(
            trn("{n} later by {days}", "{n} later by {days} in all", later.number, n=figure(later.number), days=days)
        )
    if earlier.number:
        days = counted_days(earlier.total)
        told.append(
            trn(
                "{n} earlier by {days}",
                "{n} earlier by {days} in all",
                earlier.number,
                n=figure(earlier.number),
                days=days,
            )
        )
    return told


def counted_days(days: float) -> str:
    """A number of days: "1 day", "12 days"."""
    return trn("{n} day", "{n} days", int(days), n=figure(int(days)))


def takeaway(changes: Changes) -> str:
    """All topics in one line, as in: Scope added: 3 deliverables; 12 person-weeks more. Stages: 2 changes."""
    if not changes.points:
        return tr("Nothing changed.")
    return " ".join(
        tr("{topic}: {what}.", topic=TOPIC_WORDS[topic], what=summary(changes, topic)) for topic in changes.by_topic
    )


def _archived(said: Saying) -> str:
    rank = figure(said.changes.before.rank(said.entity.id))
    return tr("{item}, which was at rank {rank}, was archived.", item=named(said.entity), rank=rank)


def _unarchived(said: Saying) -> str:
    rank = figure(said.changes.after.rank(said.entity.id))
    return tr("{item} came back from the archive, at rank {rank}.", item=named(said.entity), rank=rank)


def _stage(said: Saying) -> str:
    told = said.told()
    return tr("{what} went from {old} to {new}.", what=told["what"], old=told["old"], new=told["new"])


def _moved(said: Saying) -> str:
    old, new = said.point.before, said.point.after
    assert isinstance(old, int)
    assert isinstance(new, int)
    told = {"item": named(said.entity), "old": figure(old), "new": figure(new)}
    if new < old:
        return tr("{item} was moved up from rank {old} to {new}.", **told)
    return tr("{item} was moved down from rank {old} to {new}.", **told)


def _shifted(said: Saying) -> str:
    told, days = said.told(), said.point.days
    if days > 0:
        return tr("The {field} of {what} is {days} later: {new}, not {old}.", days=counted_days(days), **told)
    return tr("The {field} of {what} is {days} earlier: {new}, not {old}.", days=counted_days(-days), **told)


def _resized(said: Saying) -> str:
    if said.point.after is None:
        return tr("The {field} of {what} was {old} person-weeks and is not estimated now.", **said.told())
    if said.point.before is None:
        return tr("The {field} of {what} was not estimated and is {new} person-weeks now.", **said.told())
    return tr("The {field} of {what} was {old} person-weeks and is {new} now.", **said.told())


def _field(said: Saying) -> str:
    if said.point.field in ("title", "name"):
        return tr("{old} is called {new} now.", **said.told())
    return tr("The {field} of {what} was {old} and is {new} now.", **said.told())


def _rewritten(said: Saying) -> str:
    told = said.told()
    return tr("Rewritten: the {field} of {what}.", field=told["field"], what=told["what"])


def _read(said: Saying) -> str:
    newest, point = said.entity, said.point
    assert isinstance(newest, Measurement)
    outcome = said.name_of(Outcome, newest.outcome)
    if point.change.after is None:
        return trn(
            "{n} reading of {outcome} was added, corrected or deleted.",
            "{n} readings of {outcome} were added, corrected or deleted.",
            point.number,
            n=figure(point.number),
            outcome=outcome,
        )
    return trn(
        "{outcome} was read: {value} on {day}.",
        "{outcome} has {n} readings that are new or corrected, the latest {value} on {day}.",
        point.number,
        n=figure(point.number),
        outcome=outcome,
        value=figure(newest.value),
        day=day_words(newest.date),
    )


def _several(said: Saying) -> str:
    what = counted(said.point.number, singular(type(said.entity)))
    if said.point.change.before is None:
        return tr("Added: {what}.", what=what)
    if said.point.change.after is None:
        return tr("Deleted: {what}.", what=what)
    return tr("Changed: {what}.", what=what)


_SENTENCES: dict[Matter, Callable[[Saying], str]] = {
    Matter.CAME: came,
    Matter.WENT: went,
    Matter.ARCHIVED: _archived,
    Matter.UNARCHIVED: _unarchived,
    Matter.STAGE: _stage,
    Matter.MOVED: _moved,
    Matter.SHIFTED: _shifted,
    Matter.RESIZED: _resized,
    Matter.FIELD: _field,
    Matter.REWRITTEN: _rewritten,
    Matter.READ: _read,
    Matter.SEVERAL: _several,
}
