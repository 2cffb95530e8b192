"""Rows to outcomes, known again by their names and products. A goal that was settled changes in a step, as by hand."""

from collections import Counter
from dataclasses import MISSING, fields
from typing import Any

from deliverydesk.actions import measuring
from deliverydesk.domain.entities import Outcome
from deliverydesk.domain.errors import DeskError
from deliverydesk.domain.portfolio import Portfolio
from deliverydesk.domain.values import Direction
from deliverydesk.domain.wording import figure
from deliverydesk.importers.convert import same_unit
from deliverydesk.importers.names import NameBook, name_key
from deliverydesk.importers.plan import ImportPlan
from deliverydesk.importers.products import ProductBook
from deliverydesk.importers.report import RowPreview
from deliverydesk.importers.row_import import RowImport
from deliverydesk.importers.rows import Row, Rows
from deliverydesk.importers.stage_days import NOT_YET
from deliverydesk.importers.taken import Taken
from deliverydesk.support.clock import today
from deliverydesk.support.language import tr, trn
from deliverydesk.support.progress import Progress

LEVELS = ("baseline", "target", "hold_low", "hold_high", "smallest_change")
"""Fields that are in the unit of the outcome."""
_PAST = ("baseline_date", "frozen")
_BLANK = {field.name: field.default for field in fields(Outcome) if field.default is not MISSING}
_KEPT = frozenset({"name", "product", "direction", "kind"})
"""Fields that an empty cell leaves as they are."""


class OutcomeImport(RowImport):
    """Takes the rows of one table into a draft. One use only."""

    def __init__(self, rows: Rows, plan: ImportPlan, portfolio: Portfolio, progress: Progress) -> None:
        super().__init__(rows, plan, portfolio, progress)
        self.products = ProductBook(self.draft, portfolio)
        self.owners = NameBook("owner", (outcome.owner for outcome in portfolio.outcomes if outcome.owner))
        self._known: dict[str, list[Outcome]] = {}
        for outcome in portfolio.outcomes:
            self._known.setdefault(name_key(outcome.name), []).append(outcome)
        self._seen: dict[tuple[str, int | None], int] = {}
        self._claimed: set[int] = set()
        """The outcomes that rows have been found for."""
        self._counts: Counter[str] = Counter()

    def take(self) -> Taken:
        """All rows whose outcome can be told. Lets Cancelled through from the progress listener."""
        states = self.states()
        notices = [*self._notices(), *self.products.look_alikes(), *self.owners.look_alikes()]
        created = {"products": tuple(self.products.created)} if self.products.created else {}
        return Taken(self.draft, states, notices, created)

    def row(self, row: Row) -> RowPreview | None:
        name = row.values["name"]
        product = self.products.find(row.values.get("product") or self.plan.default_product.strip())
        known, reason = self._find(name, product)
        identity = (name_key(name), product if known is None else known.product or product)
        if earlier := self._seen.get(identity):
            reason = tr("is the name of row {row} too", row=figure(earlier))
        if reason:
            self.rows.leave_out(row.number, self.column("name"), name, reason)
            return None
        self._seen[identity] = row.number
        self._claimed |= {known.id} if known is not None else set()
        values = self._values(row, known)
        if product is not None:
            values["product"] = product
        if known is None:
            self.draft.add(Outcome, {**values, "name": name})
            return RowPreview(row.number, name, "add")
        if not self.plan.update:
            return RowPreview(row.number, known.name, "unchanged")
        if measuring.needs_step(self.portfolio, known, values):
            self._counts["stepped"] += 1
        try:
            edited = measuring.take_goals(self.draft, known, values, today())
        except DeskError as error:
            self.rows.leave_out(row.number, self.column("name"), name, tr("cannot be changed: {reason}", reason=error))
            return None
        return RowPreview(row.number, known.name, "update" if edited != known else "unchanged")

    def _find(self, name: str, product: int | None) -> tuple[Outcome | None, str]:
        """The outcome meant, or why that cannot be told; neither where it is new."""
        same = self._known.get(name_key(name), [])
        if product is not None:
            free = [each for each in same if each.product is None and each.id not in self._claimed]
            same = [each for each in same if each.product == product] or free
        if len(same) > 1:
            return None, tr("is the name of several outcomes")
        return (same[0] if same else None), ""

    def _values(self, row: Row, known: Outcome | None) -> dict[str, Any]:
        """Fields of the outcome from a row, only those that the row has something to say about."""
        given = {name: value for name, value in row.values.items() if name not in ("name", "product")}
        for name in _PAST:
            if name in given and given[name] > today():
                self.refuse(row, given, name, NOT_YET)
        self._take_levels(row, given, known)
        if "owner" in given:
            given["owner"] = self.owners.spelled(given["owner"])
        if known is None and "direction" not in given:
            given["direction"] = _direction(given)
            self._counts["directed"] += given["direction"] is not Direction.UP
        self._check(row, given, known)
        if known is not None and self.plan.clear_empty:
            given |= {name: _BLANK[name] for name in row.empty - _KEPT}
        return given

    def _take_levels(self, row: Row, given: dict[str, Any], known: Outcome | None) -> None:
        """Parts figures from the units behind them, which must be that of the outcome, or become it."""
        wanted = given.get("unit") or (known.unit if known is not None else "")
        for name in LEVELS:
            if name not in given:
                continue
            given[name], unit = given[name]
            if unit and not wanted:
                wanted = given["unit"] = unit
            elif not same_unit(unit, wanted):
                reason = tr("is in {unit}, the outcome in {wanted}", unit=unit, wanted=wanted)
                self.refuse(row, given, name, reason)

    def _check(self, row: Row, given: dict[str, Any], known: Outcome | None) -> None:
        """Takes out what contradicts the rest: a target on the wrong side of the baseline, bounds that cross."""

        def level(name: str) -> float | None:
            return given[name] if name in given else getattr(known, name, None)

        direction = given.get("direction", getattr(known, "direction", Direction.UP))
        baseline, target = level("baseline"), level("target")
        if direction is not Direction.HOLD and baseline is not None and target is not None:
            up = direction is Direction.UP
            if (target < baseline) if up else (target > baseline):
                words = {"target": figure(target), "baseline": figure(baseline)}
                reason = (
                    tr("does not fit: the outcome is to go up, from {baseline} to {target}", **words)
                    if up
                    else tr("does not fit: the outcome is to go down, from {baseline} to {target}", **words)
                )
                self._refuse_first(row, given, ("target", "baseline", "direction"), reason)
        low, high = level("hold_low"), level("hold_high")
        if low is not None and high is not None and low > high:
            reason = tr("does not fit: the lower bound is {low}, the upper {high}", low=figure(low), high=figure(high))
            self._refuse_first(row, given, ("hold_high", "hold_low"), reason)

    def _refuse_first(self, row: Row, given: dict[str, Any], names: tuple[str, ...], reason: str) -> None:
        """Takes out the first of these that the row says; where it says none, what is known was wrong before."""
        name = next((each for each in names if each in given), None)
        if name is not None:
            self.refuse(row, given, name, reason)

    def _notices(self) -> list[str]:
        notices = []
        if directed := self._counts["directed"]:
            notices.append(
                trn(
                    "{n} outcome without a direction: taken from its baseline, target and bounds.",
                    "{n} outcomes without a direction: taken from their baselines, targets and bounds.",
                    directed,
                    n=figure(directed),
                )
            )
        if stepped := self._counts["stepped"]:
            notices.append(
                trn(
                    "{n} outcome is to reach something else than before; what it was to reach is kept, as of today.",
                    "{n} outcomes are to reach something else than before; what they were to reach is kept, as of "
                    "today.",
                    stepped,
                    n=figure(stepped),
                )
            )
        return notices


def _direction(given: dict[str, Any]) -> Direction:
    """The direction that the figures of a new outcome tell."""
    baseline, target = given.get("baseline"), given.get("target")
    if target is None and ("hold_low" in given or "hold_high" in given):
        return Direction.HOLD
    return Direction.DOWN if baseline is not None and target is not None and target < baseline else Direction.UP
