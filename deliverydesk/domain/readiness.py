"""Readiness: which gates a deliverable meets, and whether it is vetted, so that capacity may go to it.

A gate of a fact (need, customer, outcome, size, owner) is met while the portfolio says so; what somebody said about
it is kept beside, as evidence. A gate by hand, and that of dependencies where none are recorded, is met by a pass
that has not expired.
"""

from __future__ import annotations

from datetime import timedelta
from enum import Enum, auto
from typing import TYPE_CHECKING, NamedTuple

from deliverydesk.domain.values import Direction, GateCheck, Stage

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from deliverydesk.domain.entities import Approval, Deliverable, Gate, GatePass, Outcome
    from deliverydesk.domain.portfolio import Portfolio


class Standing(Enum):
    """How it stands with a gate or with an approval."""

    MET = auto()
    MISSING = auto()
    EXPIRED = auto()
    """It was met, and nobody has looked since."""


class GateStanding(NamedTuple):
    """One gate of one deliverable."""

    gate: Gate
    standing: Standing
    passed: GatePass | None
    """What was said about it, whether it still holds or not."""
    expires: date | None

    @property
    def is_met(self) -> bool:
        """True where the gate stands in nobody's way."""
        return self.standing is Standing.MET


class Readiness(NamedTuple):
    """How ready a deliverable is."""

    deliverable: int
    gates: tuple[GateStanding, ...]
    """In the order of the gates."""
    approval: Approval | None
    """The last that was not withdrawn."""
    approved: Standing
    expires: date | None
    """The first day on which something of it holds no longer; None where nothing of it ends."""
    vetted: bool
    """Ready, every gate met and approved: it may be started. Where a portfolio has no gates, being ready is enough."""

    @property
    def met(self) -> int:
        """How many gates are met."""
        return sum(each.is_met for each in self.gates)

    @property
    def unmet(self) -> tuple[GateStanding, ...]:
        """The gates that are still in the way."""
        return tuple(each for each in self.gates if not each.is_met)


def gates_in_order(portfolio: Portfolio) -> list[Gate]:
    """The gates of a portfolio by their positions, then by their ids."""
    return sorted(portfolio.gates, key=lambda gate: (gate.position, gate.id))


def readiness_of(portfolio: Portfolio, item: Deliverable, today: date) -> Readiness:
    """How ready a deliverable is on a day; an expiry on that day still holds."""
    passes = {each.gate: each for each in portfolio.gate_passes.by("deliverable", item.id)}
    gates = tuple(_standing(portfolio, item, gate, passes.get(gate.id), today) for gate in gates_in_order(portfolio))
    approval = approval_of(portfolio, item.id)
    approved = Standing.MISSING if approval is None else _held(approval.expires, today)
    ends = [each.expires for each in gates if each.is_met and each.expires is not None]
    if approval is not None and approval.expires is not None and approved is Standing.MET:
        ends.append(approval.expires)
    vetted = item.stage is Stage.READY and not item.archived
    if gates:
        vetted = vetted and approved is Standing.MET and all(each.is_met for each in gates)
    return Readiness(item.id, gates, approval, approved, min(ends, default=None), vetted)


def approval_of(portfolio: Portfolio, deliverable: int) -> Approval | None:
    """The last approval of a deliverable that was not withdrawn."""
    given = [each for each in portfolio.approvals.by("deliverable", deliverable) if each.withdrawn is None]
    return max(given, key=lambda each: (each.date, each.id), default=None)


def expiry_of(gate: Gate, passed: GatePass) -> date | None:
    """The last day on which a pass holds: its own, or that which the gate sets for all of them."""
    if passed.expires is not None or gate.valid_days is None:
        return passed.expires
    return passed.date + timedelta(days=gate.valid_days)


def is_fact(check: GateCheck) -> bool:
    """Whether the portfolio itself knows if a gate of this kind is met."""
    return check in _FACTS


def _standing(
    portfolio: Portfolio, item: Deliverable, gate: Gate, passed: GatePass | None, today: date
) -> GateStanding:
    expires = None if passed is None else expiry_of(gate, passed)
    said = Standing.MISSING if passed is None else _held(expires, today)
    fact = _FACTS.get(gate.check)
    if fact is None:
        return GateStanding(gate, said, passed, expires)
    if fact(portfolio, item):
        # The fact holds; what somebody said of it may have grown old, and then wants a fresh look.
        return GateStanding(gate, Standing.EXPIRED if said is Standing.EXPIRED else Standing.MET, passed, expires)
    if gate.check is GateCheck.DEPENDENCIES:
        return GateStanding(gate, said, passed, expires)
    return GateStanding(gate, Standing.MISSING, passed, expires)


def _held(expires: date | None, today: date) -> Standing:
    return Standing.EXPIRED if expires is not None and expires < today else Standing.MET


def _has_customer(portfolio: Portfolio, item: Deliverable) -> bool:
    return item.product is not None and bool(portfolio.products[item.product].customer.strip())


def _has_outcome(portfolio: Portfolio, item: Deliverable) -> bool:
    return any(
        has_measure(portfolio.outcomes[each.outcome]) for each in portfolio.contributions.by("deliverable", item.id)
    )


def has_measure(outcome: Outcome) -> bool:
    """Whether it can be told from readings if an outcome was reached."""
    if outcome.direction is Direction.HOLD:
        return outcome.hold_low is not None or outcome.hold_high is not None
    return outcome.baseline is not None and outcome.target is not None


def _has_sizes(portfolio: Portfolio, item: Deliverable) -> bool:
    demands = portfolio.demands.by("deliverable", item.id)
    return bool(demands) and all(each.likely is not None for each in demands)


def _has_dependencies(portfolio: Portfolio, item: Deliverable) -> bool:
    return bool(portfolio.dependencies.by("successor", item.id))


_FACTS: dict[GateCheck, Callable[[Portfolio, Deliverable], bool]] = {
    GateCheck.NEED: lambda _portfolio, item: bool(item.need.strip()),
    GateCheck.CUSTOMER: _has_customer,
    GateCheck.OUTCOME: _has_outcome,
    GateCheck.SIZE: _has_sizes,
    GateCheck.DEPENDENCIES: _has_dependencies,
    GateCheck.OWNER: lambda _portfolio, item: bool(item.owner.strip()),
}
