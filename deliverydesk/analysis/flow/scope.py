"""Of what figures are: of all deliverables, or those of one product, one team, or both."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from deliverydesk.domain.portfolio import Portfolio


class Scope(NamedTuple):
    """Of all deliverables, or those of one product, one team, or both."""

    product: int | None = None
    team: int | None = None

    def ids(self, portfolio: Portfolio) -> set[int] | None:
        """The deliverables meant; None for all. A product or team that is gone means all."""
        found: set[int] | None = None
        if self.product in portfolio.products:
            found = {item.id for item in portfolio.deliverables.by("product", self.product)}
        if self.team in portfolio.teams:
            of_team = {demand.deliverable for demand in portfolio.demands.by("team", self.team)}
            found = of_team if found is None else found & of_team
        return found
