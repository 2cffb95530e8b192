"""ICE, WSJF and CD3: models that read a few fields of the deliverable and nothing else."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from deliverydesk.analysis.models.base import ABOVE_0, MISSING, Input, Model, Worth, present, scored
from deliverydesk.analysis.words import figure, in_sentence
from deliverydesk.support.language import tr, trc

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from deliverydesk.analysis.columns import Columns
    from deliverydesk.domain.entities import Deliverable
    from deliverydesk.domain.portfolio import Portfolio


class Ice(Model):
    """Impact × confidence × ease, each from 1 to 10, or 0 for none; or their mean where the portfolio says so."""

    title = "ICE"
    summary = tr("ICE: impact, confidence, ease")
    meaning = tr("A quick score from three judgements, each from 1 to 10.")
    worth = Worth(tr("Impact × confidence"), "ice_impact", trc("value", "impact"))
    expression = tr("impact × confidence × ease, or their mean where the portfolio's settings say so")
    source = "Sean Ellis, GrowthHackers; Ellis and Brown, “Hacking Growth”, 2017"

    def inputs(self, portfolio: Portfolio, item: Deliverable) -> tuple[Input, ...]:  # noqa: ARG002
        return tuple(_of_ten(item, field, name) for field, name in _ICE.items())

    def combine(self, portfolio: Portfolio, inputs: Sequence[Input]) -> float:
        impact, confidence, ease = (present(each) for each in inputs)
        if portfolio.settings.ice_as_mean:
            return (impact + confidence + ease) / 3
        return impact * confidence * ease

    def calculation(self, portfolio: Portfolio, inputs: Sequence[Input]) -> str:
        if portfolio.settings.ice_as_mean:
            return f"({' + '.join(_operands(inputs))}) ÷ 3"
        return " × ".join(_operands(inputs))

    def values(self, columns: Columns, portfolio: Portfolio) -> NDArray[np.float64]:
        impact, confidence, ease = (columns.numbers(field) for field in _ICE)
        with np.errstate(all="ignore"):
            if portfolio.settings.ice_as_mean:
                values = impact + confidence
                values += ease
                values /= 3
            else:
                values = impact * confidence
                values *= ease
            return scored(values, columns, dict.fromkeys(_ICE, (0, 10)))


_ICE = {"ice_impact": tr("Impact"), "ice_confidence": tr("Confidence"), "ice_ease": trc("ICE", "Ease")}


def _of_ten(item: Deliverable, field: str, name: str) -> Input:
    value: float | None = getattr(item, field)
    if value is None:
        return Input(name, field, None, MISSING)
    problem = (
        "" if 0 <= value <= 10 else (tr("{name} is {value}; it must be from 0 to 10.", name=name, value=figure(value)))
    )
    return Input(name, field, value, tr("{value} of 10", value=figure(value)), "", problem)


class Wsjf(Model):
    """Weighted shortest job first as SAFe has it: relative cost of delay over relative job size."""

    title = "WSJF"
    summary = tr("WSJF: cost of delay by job size")
    meaning = tr("What waiting costs, relative to the size of the job.")
    worth = Worth(tr("Cost of delay (relative)"), "business_value", trc("value", "business value"))
    expression = tr("(user and business value + time criticality + risk or opportunity value) ÷ job size")
    source = "Scaled Agile Framework, “Weighted shortest job first”; after Reinertsen, 2009"

    def inputs(self, portfolio: Portfolio, item: Deliverable) -> tuple[Input, ...]:  # noqa: ARG002
        return tuple(_relative(item, field, name) for field, name in _WSJF.items())

    def combine(self, portfolio: Portfolio, inputs: Sequence[Input]) -> float:  # noqa: ARG002
        value, criticality, opportunity, size = (present(each) for each in inputs)
        return (value + criticality + opportunity) / size

    def calculation(self, portfolio: Portfolio, inputs: Sequence[Input]) -> str:  # noqa: ARG002
        *parts, size = _operands(inputs)
        return f"({' + '.join(parts)}) ÷ {size}"

    def values(self, columns: Columns, portfolio: Portfolio) -> NDArray[np.float64]:  # noqa: ARG002
        value, criticality, opportunity, size = (columns.numbers(field) for field in _WSJF)
        with np.errstate(all="ignore"):
            values = value + criticality
            values += opportunity
            values /= size
            return scored(values, columns, {**dict.fromkeys(_WSJF, (0, math.inf)), "job_size": (ABOVE_0, math.inf)})

    def worth_of(self, values: Sequence[float]) -> float:
        return sum(values)

    def warnings(self, columns: Columns, portfolio: Portfolio) -> tuple[str, ...]:  # noqa: ARG002
        """SAFe's scale is relative to the smallest item of each column, which is a 1."""
        warnings = []
        for field, name in _WSJF.items():
            given = columns.numbers(field)[columns.open]
            given = given[~np.isnan(given)]
            if len(given) and not (given == 1).any():
                warnings.append(
                    tr(
                        "No open item has a 1 in {name}. The scale is relative: give the smallest one a 1.",
                        name=in_sentence(name),
                    )
                )
        return tuple(warnings)


_WSJF = {
    "business_value": tr("User and business value"),
    "time_criticality": tr("Time criticality"),
    "risk_opportunity": tr("Risk or opportunity value"),
    "job_size": tr("Job size"),
}


def _relative(item: Deliverable, field: str, name: str) -> Input:
    value: float | None = getattr(item, field)
    if value is None:
        note = tr("not taken from the effort: job sizes are relative to one another") if field == "job_size" else ""
        return Input(name, field, None, MISSING, note)
    problem = ""
    if field == "job_size" and not value > 0:
        problem = tr("{name} is {value}; it must be more than 0.", name=name, value=figure(value))
    elif value < 0:
        problem = tr("{name} is {value}; it must be 0 or more.", name=name, value=figure(value))
    return Input(name, field, value, tr("{value} (relative)", value=figure(value)), "", problem)


class Cd3(Model):
    """Cost of delay divided by duration: money lost per week of waiting, per week of work."""

    title = "CD3"
    summary = tr("CD3: cost of delay by duration")
    meaning = tr("What waiting costs in money, for each week the work takes.")
    worth = Worth(tr("Cost of delay a week"), "cost_of_delay", trc("value", "cost of delay"))
    expression = tr("cost of delay per week ÷ duration in weeks")
    source = (
        "Donald Reinertsen, “The Principles of Product Development Flow”, 2009; "
        "Joshua Arnold, Black Swan Farming; optimal order for one team: W. E. Smith, 1956"
    )

    def inputs(self, portfolio: Portfolio, item: Deliverable) -> tuple[Input, ...]:
        cost, weeks = item.cost_of_delay, item.duration_weeks
        a_week, duration, problem = MISSING, MISSING, ""
        if cost is not None:
            a_week = tr("{currency} {cost} a week", currency=portfolio.settings.currency, cost=figure(cost))
        if weeks is not None:
            duration = tr("{n} weeks", n=figure(weeks))
            if not weeks > 0:
                problem = tr("Duration is {weeks} weeks; it must be more than 0.", weeks=figure(weeks))
        return (
            Input(tr("Cost of delay"), "cost_of_delay", cost, a_week),
            Input(tr("Duration"), "duration_weeks", weeks, duration, "", problem),
        )

    def combine(self, portfolio: Portfolio, inputs: Sequence[Input]) -> float:  # noqa: ARG002
        cost, weeks = (present(each) for each in inputs)
        return cost / weeks

    def calculation(self, portfolio: Portfolio, inputs: Sequence[Input]) -> str:  # noqa: ARG002
        return " ÷ ".join(_operands(inputs))

    def values(self, columns: Columns, portfolio: Portfolio) -> NDArray[np.float64]:  # noqa: ARG002
        with np.errstate(all="ignore"):
            values = columns.numbers("cost_of_delay") / columns.numbers("duration_weeks")
            return scored(values, columns, {"duration_weeks": (ABOVE_0, math.inf)})

    def flags(self, portfolio: Portfolio, item: Deliverable, inputs: Sequence[Input]) -> tuple[str, ...]:  # noqa: ARG002
        if present(inputs[0]) < 0:
            return (tr("The cost of delay is negative: waiting gains money, and this ranks below the rest."),)
        return ()


def _operands(inputs: Sequence[Input]) -> list[str]:
    return ["?" if each.value is None else figure(each.value) for each in inputs]
