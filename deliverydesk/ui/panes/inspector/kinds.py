"""The kinds of things that the inspector shows: what one, several and a number of each are called. No Qt."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deliverydesk.domain.entities import Deliverable, Entity, Milestone, Outcome, Product, Team, caption
from deliverydesk.domain.wording import figure
from deliverydesk.support.language import tr, trn
from deliverydesk.ui.panes.inspector.parts import Part, Words
from deliverydesk.ui.rows import Row

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

LISTED = 12
ONE: dict[type[Entity], str] = {
    Deliverable: tr("Deliverable"),
    Outcome: tr("Outcome"),
    Product: tr("Product"),
    Team: tr("Team"),
    Milestone: tr("Milestone"),
}
MANY: dict[type[Entity], str] = {
    Deliverable: tr("Deliverables"),
    Outcome: tr("Outcomes"),
    Product: tr("Products"),
    Team: tr("Teams"),
    Milestone: tr("Milestones"),
}
_COUNTED: dict[type[Entity], Callable[[int, str], str]] = {
    Deliverable: lambda count, n: trn("{n} deliverable", "{n} deliverables", count, n=n),
    Outcome: lambda count, n: trn("{n} outcome", "{n} outcomes", count, n=n),
    Product: lambda count, n: trn("{n} product", "{n} products", count, n=n),
    Team: lambda count, n: trn("{n} team", "{n} teams", count, n=n),
    Milestone: lambda count, n: trn("{n} milestone", "{n} milestones", count, n=n),
}


def counted_words(kind: type[Entity], count: int) -> str:
    """Like "3 deliverables"."""
    return _COUNTED[kind](count, figure(count))


def links(entities: Sequence[Entity], notes: Sequence[str] = ()) -> tuple[Part, ...]:
    """Rows that lead to other things, the first dozen of them."""
    rows: list[Part] = [
        Row(
            f"link {entity.id}",
            "",
            caption(entity),
            note=notes[at] if notes else "",
            style="link",
            called=ONE[type(entity)],
            leads=(type(entity), entity.id),
        )
        for at, entity in enumerate(entities[:LISTED])
    ]
    if len(entities) > LISTED:
        rows.append(and_more(len(entities) - LISTED))
    return tuple(rows) or (Words(tr("None yet."), "text3"),)


def and_more(count: int) -> Words:
    """That there are more than are listed."""
    return Words(tr("and {count} more", count=figure(count)), "text3")
