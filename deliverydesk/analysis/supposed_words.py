"""What a what-if supposes, in plain sentences: what of it was changed in the plan since, then how it differs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deliverydesk.analysis.changes.between import changes_between
from deliverydesk.analysis.changes.words import sentence
from deliverydesk.domain.entities import REFERENCES, Deliverable, Scenario, Settings, singular
from deliverydesk.domain.supposing import laid_over
from deliverydesk.domain.wording import article, field_words, figure, named, value_words
from deliverydesk.support.language import tr, trn

if TYPE_CHECKING:
    from deliverydesk.domain.entities import Entity
    from deliverydesk.domain.portfolio import Portfolio
    from deliverydesk.domain.supposing import Laid


def supposed_words(portfolio: Portfolio, scenario: int) -> tuple[str, ...]:
    """A sentence for each difference from the plan, nothing where there is none. Raises DeskError.

    A few hundredths of a second, and more where there are thousands, so not in the window's thread.
    """
    laid = laid_over(portfolio, portfolio.table(Scenario)[scenario].changes, "")
    told = [_overruled(laid, *each) for each in laid.overruled]
    if laid.lost:
        told.append(
            trn(
                "{n} thing that it supposes is about what is not in the plan any more, and is left out.",
                "{n} things that it supposes are about what is not in the plan any more, and are left out.",
                laid.lost,
                n=figure(laid.lost),
            )
        )
    changes = changes_between(portfolio, laid.portfolio)
    return (*told, *(sentence(changes, point) for point in changes.points))


def _overruled(laid: Laid, entity_type: type[Entity], entity_id: int, field: str) -> str:
    portfolio = laid.portfolio
    entity = portfolio.table(entity_type).get(entity_id)
    what = tr("the settings") if isinstance(entity, Settings) else article(singular(entity_type))
    if entity is None or isinstance(entity, Settings):
        return tr("Changed in the plan since: the {field} of {what}.", field=field_words(field), what=what)
    if isinstance(entity, Deliverable) and field == "order_key":
        rank = figure(portfolio.rank(entity_id))
        return tr("Moved in the plan since: {what}; the what-if has it at rank {rank}.", what=named(entity), rank=rank)
    value = getattr(entity, field)
    target = next((each.target for each in REFERENCES.get(entity_type, ()) if each.field == field), None)
    found = portfolio.table(target).get(value) if target is not None and value is not None else None
    return tr(
        "Changed in the plan since: the {field} of {what}; the what-if has {value}.",
        field=field_words(field),
        what=named(entity),
        value=value_words(value) if found is None else named(found),
    )
