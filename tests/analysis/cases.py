"""Small portfolios for the tests of this folder."""

from typing import Any

from deliverydesk.domain.entities import SETTINGS_ID, Deliverable, Entity, Settings
from deliverydesk.domain.portfolio import Portfolio
from deliverydesk.domain.ranking import GAP
from deliverydesk.domain.values import WEEKS_PER_MONTH


def months(effort: float) -> float:
    """Person-weeks, as estimates are kept, for published person-months."""
    return effort * WEEKS_PER_MONTH


def items(*rows: dict[str, Any]) -> list[Deliverable]:
    """Deliverables with ids and manager's ranks 1, 2, 3 ... in the order given."""
    return [
        Deliverable(id=at, **{"title": f"Item {at}", "order_key": at * GAP, **row}) for at, row in enumerate(rows, 1)
    ]


def portfolio(*entities: Entity, **settings: Any) -> Portfolio:
    """A portfolio of these entities under these settings."""
    return Portfolio.of([Settings(SETTINGS_ID, **settings), *entities])
