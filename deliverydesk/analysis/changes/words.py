"""What changed, in plain sentences: the one place where the points become text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deliverydesk.analysis.changes.between import Matter, Topic
from deliverydesk.analysis.words import figure as rounded
from deliverydesk.domain.choices import choice_words
from deliverydesk.domain.entities import (
    REFERENCES,
    Absence,
    AgendaItem,
    Approval,
    Baseline,
    Contribution,
    Decision,
    Deliverable,
    Demand,
    Dependency,
    Entity,
    Measurement,
    Outcome,
    Override,
    Product,
    Settings,
    Team,
    singular,
)
from deliverydesk.domain.wording import article, counted, day_words, field_words, figure, named, noun, value_words
from deliverydesk.support.language import tr, trc, trn

if TYPE_CHECKING:
    from collections.abc import Callable

    from deliverydesk.analysis.changes.between import Changes, Point, Sum
    from deliverydesk.domain.portfolio import Portfolio

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
    return _SENTENCES[point.matter](_Words(changes, point))


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


class _Words:
    """What the sentences are put together from."""

    def __init__(self, changes: Changes, point: Point) -> None:
        self.changes, self.point = changes, point
        self.entity = point.change.entity

    def name_of(self, entity_type: type[Entity], entity_id: int) -> str:
        """An entity by its name, wherever it still or already is."""
        after, before = self.changes.after.table(entity_type), self.changes.before.table(entity_type)
        found = after.get(entity_id) or before.get(entity_id)
        return named(found) if found is not None else article(singular(entity_type))

    def about(self) -> str:
        """What the point is about."""
        entity = self.entity
        if isinstance(entity, Settings):
            return tr("the settings")
        if isinstance(entity, Demand):
            item = self.name_of(Deliverable, entity.deliverable)
            return tr("the demand of {item} on {team}", item=item, team=self.team(entity.team))
        if isinstance(entity, Absence):
            return tr("the absence of {team}", team=self.team(entity.team))
        if isinstance(entity, Contribution):
            item, outcome = self.name_of(Deliverable, entity.deliverable), self.name_of(Outcome, entity.outcome)
            return tr("the contribution of {item} to {outcome}", item=item, outcome=outcome)
        if isinstance(entity, Override | AgendaItem):
            items = [self.name_of(Deliverable, each) for each in self.point.items]
            items += [self.name_of(Outcome, each) for each in self.point.outcomes]
            return tr("{what} about {item}", what=article(singular(type(entity))), item=", ".join(items))
        if isinstance(entity, Deliverable | Outcome):
            return named(entity)
        return tr("{kind} {name}", kind=noun(singular(type(entity))), name=named(entity))

    def team(self, team: int) -> str:
        """A team by its name."""
        return self.name_of(Team, team)

    def value(self, value: object, portfolio: Portfolio) -> str:
        """A field's value; what it refers to by its name then."""
        for reference in REFERENCES.get(type(self.entity), ()):
            if reference.field == self.point.field and isinstance(value, int):
                found = portfolio.table(reference.target).get(value)
                return named(found) if found is not None else article(singular(reference.target))
        return value_words(value)

    def told(self) -> dict[str, str]:
        """What the sentence about a field says."""
        point = self.point
        return {
            "field": field_words(point.field),
            "what": self.about(),
            "old": self.value(point.before, self.changes.before),
            "new": self.value(point.after, self.changes.after),
        }


def _came(said: _Words) -> str:
    entity, after = said.entity, said.changes.after
    if isinstance(entity, Deliverable):
        told = {"item": named(entity), "rank": figure(after.rank(entity.id)), "effort": rounded(said.point.effort)}
        if not said.point.effort:
            return tr("{item} was added at rank {rank}, without an estimate.", **told)
        return tr("{item} was added at rank {rank}: {effort} person-weeks.", **told)
    if isinstance(entity, Demand):
        told = {"item": said.name_of(Deliverable, entity.deliverable), "team": said.team(entity.team)}
        if entity.likely is None:
            return tr("{item} now needs {team}.", **told)
        return tr("{item} now needs {team}: {effort} person-weeks.", effort=rounded(entity.likely), **told)
    if isinstance(entity, Absence):
        return tr(
            "{n} people of {team} are away from {start} to {end}.",
            n=rounded(entity.members),
            team=said.team(entity.team),
            start=day_words(entity.start),
            end=day_words(entity.end),
        )
    return _CAME.get(type(entity), _came_named)(said)


def _came_named(said: _Words) -> str:
    return tr("{what} was added.", what=_begun(said.about()))


def _came_contribution(said: _Words) -> str:
    assert isinstance(said.entity, Contribution)
    item, outcome = said.name_of(Deliverable, said.entity.deliverable), said.name_of(Outcome, said.entity.outcome)
    return tr("{item} is now to move {outcome}.", item=item, outcome=outcome)


def _came_dependency(said: _Words) -> str:
    assert isinstance(said.entity, Dependency)
    later, first = (said.name_of(Deliverable, each) for each in (said.entity.successor, said.entity.predecessor))
    return tr("{item} now waits for {first}.", item=later, first=first)


def _came_override(said: _Words) -> str:
    entity = said.entity
    assert isinstance(entity, Override)
    told = {
        "item": said.name_of(Deliverable, entity.deliverable),
        "old": figure(entity.rank_before),
        "new": figure(entity.rank_after),
        "day": day_words(entity.date),
    }
    if not entity.reason:
        return tr("On {day} {item} was moved from rank {old} to {new} against its score.", **told)
    return tr(
        "On {day} {item} was moved from rank {old} to {new} against its score: {reason}", reason=entity.reason, **told
    )


def _came_agenda(said: _Words) -> str:
    entity = said.entity
    assert isinstance(entity, AgendaItem)
    return tr(
        "On {day} {what} was put on the agenda: {proposal}.",
        day=day_words(entity.raised),
        what=said.about(),
        proposal=choice_words(entity.proposal),
    )


def _came_baseline(said: _Words) -> str:
    return tr("The plan was saved as {name}.", name=named(said.entity))


def _came_decision(said: _Words) -> str:
    entity = said.entity
    assert isinstance(entity, Decision)
    about = (
        said.name_of(Deliverable, entity.deliverable)
        if entity.deliverable is not None
        else said.name_of(Product, entity.product)
        if entity.product is not None
        else said.about()
    )
    return tr(
        "{what}: decided “{choice}”. {reason}", what=about, choice=choice_words(entity.choice), reason=entity.reason
    )


def _came_approval(said: _Words) -> str:
    entity = said.entity
    assert isinstance(entity, Approval)
    item = said.name_of(Deliverable, entity.deliverable)
    return tr("{item} was approved as ready by {approver}.", item=item, approver=entity.approver)


_CAME: dict[type[Entity], Callable[[_Words], str]] = {
    Contribution: _came_contribution,
    Dependency: _came_dependency,
    Override: _came_override,
    AgendaItem: _came_agenda,
    Decision: _came_decision,
    Approval: _came_approval,
    Baseline: _came_baseline,
}


def _went(said: _Words) -> str:
    entity = said.entity
    if isinstance(entity, Deliverable):
        rank = figure(said.changes.before.rank(entity.id))
        return tr("{item}, which was at rank {rank}, was deleted.", item=named(entity), rank=rank)
    if isinstance(entity, Demand):
        item, team = said.name_of(Deliverable, entity.deliverable), said.team(entity.team)
        return tr("{item} no longer needs {team}.", item=item, team=team)
    if isinstance(entity, Contribution):
        item, outcome = said.name_of(Deliverable, entity.deliverable), said.name_of(Outcome, entity.outcome)
        return tr("{item} is no longer to move {outcome}.", item=item, outcome=outcome)
    if isinstance(entity, Dependency):
        later, first = (said.name_of(Deliverable, each) for each in (entity.successor, entity.predecessor))
        return tr("{item} no longer waits for {first}.", item=later, first=first)
    return tr("{what} was deleted.", what=_begun(said.about()))


def _begun(words: str) -> str:
    return words[:1].upper() + words[1:]


def _archived(said: _Words) -> str:
    rank = figure(said.changes.before.rank(said.entity.id))
    return tr("{item}, which was at rank {rank}, was archived.", item=named(said.entity), rank=rank)


def _unarchived(said: _Words) -> str:
    rank = figure(said.changes.after.rank(said.entity.id))
    return tr("{item} came back from the archive, at rank {rank}.", item=named(said.entity), rank=rank)


def _stage(said: _Words) -> str:
    told = said.told()
    return tr("{what} went from {old} to {new}.", what=told["what"], old=told["old"], new=told["new"])


def _moved(said: _Words) -> str:
    old, new = said.point.before, said.point.after
    assert isinstance(old, int)
    assert isinstance(new, int)
    told = {"item": named(said.entity), "old": figure(old), "new": figure(new)}
    if new < old:
        return tr("{item} was moved up from rank {old} to {new}.", **told)
    return tr("{item} was moved down from rank {old} to {new}.", **told)


def _shifted(said: _Words) -> str:
    told, days = said.told(), said.point.days
    if days > 0:
        return tr("The {field} of {what} is {days} later: {new}, not {old}.", days=counted_days(days), **told)
    return tr("The {field} of {what} is {days} earlier: {new}, not {old}.", days=counted_days(-days), **told)


def _resized(said: _Words) -> str:
    if said.point.after is None:
        return tr("The {field} of {what} was {old} person-weeks and is not estimated now.", **said.told())
    if said.point.before is None:
        return tr("The {field} of {what} was not estimated and is {new} person-weeks now.", **said.told())
    return tr("The {field} of {what} was {old} person-weeks and is {new} now.", **said.told())


def _field(said: _Words) -> str:
    return tr("The {field} of {what} was {old} and is {new} now.", **said.told())


def _rewritten(said: _Words) -> str:
    told = said.told()
    return tr("The {field} of {what} was rewritten.", field=told["field"], what=told["what"])


def _read(said: _Words) -> str:
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


def _several(said: _Words) -> str:
    what = counted(said.point.number, singular(type(said.entity)))
    if said.point.change.before is None:
        return tr("Added: {what}.", what=what)
    if said.point.change.after is None:
        return tr("Deleted: {what}.", what=what)
    return tr("Changed: {what}.", what=what)


_SENTENCES: dict[Matter, Callable[[_Words], str]] = {
    Matter.CAME: _came,
    Matter.WENT: _went,
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
