"""Which outcome is drawn over which, and the chart of the current one with or without it. No Qt."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from deliverydesk.support.errors import DeskError

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date

    from deliverydesk.analysis.evidence.page import Evidence
    from deliverydesk.charts.spec import ChartSpec
    from deliverydesk.domain.portfolio import Portfolio


class Comparison:
    """Holds for one outcome: going to another one leaves it."""

    def __init__(self) -> None:
        self._of: int | None = None
        self._other: int | None = None
        self._indexed = False

    def take(self, portfolio: Portfolio, outcome: int, other: int | None, indexed: bool, today: date) -> None:
        """Compare `outcome` with another one, or with None no longer. Raises DeskError where they cannot be indexed."""
        from deliverydesk.charts.compare import compare_chart

        if other is not None:
            compare_chart(portfolio, outcome, other, today=today, indexed=indexed)
        self._of, self._other, self._indexed = outcome, other, indexed

    def other(self, portfolio: Portfolio, outcome: int) -> int | None:
        """What an outcome is compared with."""
        return self._other if self._of == outcome and self._other in portfolio.outcomes else None

    def kept(self, portfolio: Portfolio, outcome: int | None) -> list[Any] | None:
        """The other outcome and whether both are indexed, as JSON values; None where an outcome stands alone."""
        other = self.other(portfolio, outcome) if outcome is not None else None
        return None if other is None else [other, self._indexed]

    def chart(
        self,
        portfolio: Portfolio,
        outcome: int,
        today: date,
        source: str = "",
        *,
        evidence: Evidence | None = None,
        layers: Collection[str] = (),
    ) -> ChartSpec:
        """The chart of an outcome with these layers of its evidence, or with the other over it where it is compared."""
        other = self.other(portfolio, outcome)
        if other is not None:
            from deliverydesk.charts.compare import compare_chart

            try:
                return compare_chart(portfolio, outcome, other, today=today, source=source, indexed=self._indexed)
            except DeskError:
                self._other = None  # what it was indexed by is gone
        from deliverydesk.charts.outcome import outcome_chart

        return outcome_chart(portfolio, outcome, today=today, source=source, evidence=evidence, layers=layers)
