"""The sample portfolio: a regional health insurer, kept as JSON that a person can read and change.

In the files entities name one another ("product": "CL") and dates stand as seen from an anchor day. Reading them
moves every date by whole weeks, so that weekdays stay and the newest reading is never older than a week more than
it was written to be.
"""

from __future__ import annotations

import json
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, TypeVar, cast

from deliverydesk.domain.coding import field_types, from_plain
from deliverydesk.domain.effort import parse_effort
from deliverydesk.domain.entities import (
    ENTITY_TYPES,
    REFERENCES,
    SETTINGS_ID,
    TABLE_NAMES,
    Absence,
    AgendaItem,
    Approval,
    Baseline,
    BaselineItem,
    Contribution,
    Criterion,
    Decision,
    Deliverable,
    Demand,
    Dependency,
    Entity,
    Event,
    EventMark,
    FollowUp,
    FormerTarget,
    Gate,
    GatePass,
    Guardrail,
    Holiday,
    Loan,
    Measurement,
    Milestone,
    MilestoneItem,
    Outcome,
    Override,
    Person,
    Phase,
    Product,
    Rating,
    Review,
    ReviewEntry,
    Settings,
    StageDate,
    StageLimit,
    Team,
    caption,
)
from deliverydesk.domain.portfolio import Portfolio
from deliverydesk.domain.ranking import GAP
from deliverydesk.domain.values import GuardrailDimension
from deliverydesk.support.errors import DeskError
from deliverydesk.support.language import tr
from deliverydesk.support.paths import resource_dir

if TYPE_CHECKING:
    from collections.abc import Mapping

E = TypeVar("E", bound=Entity)

SAMPLE_FILES = (
    "larkfield.json",
    "larkfield-deliverables.json",
    "larkfield-history.json",
    "larkfield-measurements.json",
    "larkfield-vetting.json",
    "larkfield-reviews.json",
)
"""In resources/samples: the company, its work in the manager's order, what was finished before and when work came to
its stages, a year of readings, what is vetted, and what a review decided.
"""

_BEFORE_THE_WORK: tuple[type[Entity], ...] = (
    Product,
    Team,
    Person,
    Absence,
    Holiday,
    Loan,
    Guardrail,
    Criterion,
    Outcome,
    Milestone,
    Measurement,
    FormerTarget,
    Phase,
    Event,
    StageLimit,
    Baseline,
    Gate,
)
_ABOUT_THE_WORK: tuple[type[Entity], ...] = (
    Dependency,
    BaselineItem,
    Override,
    EventMark,
    MilestoneItem,
    AgendaItem,
    GatePass,
    Approval,
    Review,
    ReviewEntry,
    Decision,
    FollowUp,
)
_NESTED = ("demands", "moves", "ratings", "came")


def sample_portfolio(today: date) -> Portfolio:
    """The sample as if it had been kept until `today`: never a reading or an actual date in the future.

    Raises DeskError where a file of the sample is missing or does not fit together.
    """
    plain: dict[str, Any] = {}
    for name in SAMPLE_FILES:
        path = resource_dir() / "samples" / name
        try:
            plain |= json.loads(path.read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            raise DeskError(
                tr(
                    "The sample cannot be read from {file}: {reason}. Install the program again.",
                    file=name,
                    reason=error,
                )
            ) from error
    return _Reading(plain, today).portfolio()


class _Reading:
    """One pass over the files' tables, handing out ids and turning names into them."""

    def __init__(self, plain: Mapping[str, Any], today: date) -> None:
        self._plain = plain
        self._shift = timedelta(weeks=(today - date.fromisoformat(plain["anchor"])).days // 7)
        self._entities: list[Entity] = []
        self._ids: dict[tuple[type[Entity], str], int] = {}
        self._next_id = SETTINGS_ID + 1

    def portfolio(self) -> Portfolio:
        """Everything in the files as one portfolio."""
        self._entities.append(from_plain(Settings, {"id": SETTINGS_ID, **self._plain["settings"]}))
        for entity_type in _BEFORE_THE_WORK:
            for row in self._rows(entity_type):
                self._add(entity_type, row)
        for at, row in enumerate([*self._rows(Deliverable), *self._plain["finished"]]):
            self._add_deliverable(row, (at + 1) * GAP)
        for title, came in self._plain["came"].items():
            self._add_stage_dates(self._id(Deliverable, title), came)
        for entity_type in _ABOUT_THE_WORK:
            for row in self._rows(entity_type):
                self._add(entity_type, row)
        return Portfolio.of(self._entities)

    def _rows(self, entity_type: type[Entity]) -> list[dict[str, Any]]:
        return cast("list[dict[str, Any]]", self._plain[TABLE_NAMES[entity_type]])

    def _add(self, entity_type: type[E], row: Mapping[str, Any]) -> E:
        values = {"id": self._next_id, **row}
        for name, (kind, _) in field_types(entity_type).items():
            if kind is date and values.get(name) is not None:
                values[name] = date.fromisoformat(values[name]) + self._shift
        for reference in REFERENCES.get(entity_type, ()):
            if isinstance(values.get(reference.field), str):
                values[reference.field] = self._id(reference.target, values[reference.field])
        if entity_type is Guardrail and values["dimension"] == GuardrailDimension.PRODUCT:
            values["value"] = str(self._id(Product, values["value"]))
        entity = from_plain(entity_type, values)
        self._next_id += 1
        self._entities.append(entity)
        for name in {caption(entity), getattr(entity, "code", "")} - {""}:
            self._ids[entity_type, name] = entity.id
        return entity

    def _id(self, entity_type: type[Entity], name: str) -> int:
        try:
            return self._ids[entity_type, name]
        except KeyError:
            what = next(plural for plural, known in ENTITY_TYPES.items() if known is entity_type)
            raise DeskError(
                tr("The sample speaks of “{name}”, which is not among its {what}.", name=name, what=what)
            ) from None

    def _add_deliverable(self, row: Mapping[str, Any], order_key: int) -> None:
        values = {name: value for name, value in row.items() if name not in _NESTED and name != "effort"}
        if "effort" in row:
            low, likely, high = parse_effort(row["effort"])
            values |= {"effort_low": low, "effort_likely": likely, "effort_high": high}
        item = self._add(Deliverable, {**values, "order_key": order_key})
        for team, effort in row.get("demands", {}).items():
            self._add(Demand, {"deliverable": item.id, "team": team, **parse_effort(effort)._asdict()})
        for outcome, move in row.get("moves", {}).items():
            change = {"expected_change": move["change"], **{k: move[k] for k in ("lag_days", "confidence")}}
            self._add(Contribution, {"deliverable": item.id, "outcome": outcome, **change})
        for criterion, value in row.get("ratings", {}).items():
            self._add(Rating, {"deliverable": item.id, "criterion": criterion, "value": value})
        self._add_stage_dates(item.id, row.get("came", {}))

    def _add_stage_dates(self, deliverable: int, came: Mapping[str, str]) -> None:
        for stage, day in came.items():
            self._add(StageDate, {"deliverable": deliverable, "stage": stage, "date": day})
