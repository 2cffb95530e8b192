"""What the sentences about changes are put together from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deliverydesk.domain.entities import (
    REFERENCES,
    Absence,
    AgendaItem,
    Approval,
    Contribution,
    Decision,
    Deliverable,
    Demand,
    Entity,
    Outcome,
    Override,
    Product,
    Settings,
    Team,
    singular,
)
from deliverydesk.domain.wording import article, day_words, field_words, named, noun, quoted, value_words
from deliverydesk.support.language import tr

if TYPE_CHECKING:
    from deliverydesk.analysis.changes.between import Changes, Point
    from deliverydesk.domain.portfolio import Portfolio


class Saying:
    """One point, with the words for what it is about."""

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
        if isinstance(entity, Decision):
            return tr("the decision of {day} on {what}", day=day_words(entity.date), what=self.decided_on())
        if isinstance(entity, Override | AgendaItem | Approval):
            items = [self.name_of(Deliverable, each) for each in self.point.items]
            items += [self.name_of(Outcome, each) for each in self.point.outcomes]
            return tr("{what} about {item}", what=article(singular(type(entity))), item=", ".join(items))
        if isinstance(entity, Deliverable | Outcome):
            return named(entity)
        return tr("{kind} {name}", kind=noun(singular(type(entity))), name=named(entity))

    def decided_on(self) -> str:
        """What a decision is on: a deliverable, a product, or what was asked."""
        decision = self.entity
        assert isinstance(decision, Decision)
        if decision.deliverable is not None:
            return self.name_of(Deliverable, decision.deliverable)
        if decision.product is not None:
            return self.name_of(Product, decision.product)
        return quoted(decision.question) if decision.question else tr("the portfolio")

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
        # A demand has its estimates under shorter names than a deliverable.
        field = f"effort_{point.field}" if point.field in ("low", "likely", "high") else point.field
        return {
            "field": field_words(field),
            "what": self.about(),
            "old": self.value(point.before, self.changes.before),
            "new": self.value(point.after, self.changes.after),
        }


def begun(words: str) -> str:
    """The same at the start of a sentence."""
    return words[:1].upper() + words[1:]
