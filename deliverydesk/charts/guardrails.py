"""Shares of effort against their guardrails, as a chart and in words."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from deliverydesk.analysis.capacity.guardrails import Balance, Rail, Standing, balance
from deliverydesk.charts.capacity_grid import period_of
from deliverydesk.charts.format import number, percent
from deliverydesk.charts.spec import Axis, ChartSpec, LegendEntry, Series
from deliverydesk.charts.table import Cell, Column, TableData
from deliverydesk.domain.choices import choice_label, choice_words
from deliverydesk.domain.values import GuardrailBasis, GuardrailDimension, Horizon, Kind
from deliverydesk.support.language import tr, trn

if TYPE_CHECKING:
    from collections.abc import Iterable

    from deliverydesk.analysis.capacity.change import RailChange
    from deliverydesk.domain.portfolio import Portfolio

AHEAD = timedelta(weeks=12)
"""Guardrails look at the quarter ahead: this week and twelve more."""
STANDINGS = {
    Standing.WITHIN: tr("within"),
    Standing.BELOW: tr("below"),
    Standing.ABOVE: tr("above"),
    Standing.UNKNOWN: tr("nothing planned"),
}
ROLES = {Standing.WITHIN: "ok", Standing.BELOW: "warn", Standing.ABOVE: "bad", Standing.UNKNOWN: "text3"}
_TITLE = tr("Guardrails")


def value_words(portfolio: Portfolio, dimension: GuardrailDimension, value: str) -> str:
    """What a guardrail is about: "Horizon 2, build the emerging", "Claims"."""
    if dimension is GuardrailDimension.HORIZON and value in {str(each.value) for each in Horizon}:
        return tr("Horizon {words}", words=choice_words(Horizon(int(value))))
    if dimension is GuardrailDimension.KIND and value in {each.value for each in Kind}:
        return choice_label(Kind(value))
    if dimension is GuardrailDimension.PRODUCT:
        product = portfolio.products.get(int(value)) if value.isdecimal() else None
        return product.name if product is not None else tr("No product")
    return value or tr("Nothing said")


def change_words(portfolio: Portfolio, changes: Iterable[RailChange]) -> list[tuple[bool, str]]:
    """For each guardrail that is outside, before or after: whether it is within then, and its shares in words."""
    said = []
    for before, after in changes:
        dimension, value = after.guardrail.dimension, after.guardrail.value
        name = value_words(portfolio, dimension, value)
        if dimension is GuardrailDimension.HORIZON:
            name = tr("Horizon {words}", words=value)
        shares = {"rail": name, "before": percent(before.share), "after": percent(after.share)}
        if after.standing is Standing.ABOVE:
            said.append((False, tr("{rail}: {before} → {after}, over", **shares)))
        elif after.standing is Standing.BELOW:
            said.append((False, tr("{rail}: {before} → {after}, short", **shares)))
        else:
            said.append((True, tr("{rail}: {before} → {after}", **shares)))
    return said or [(True, tr("Within bands"))]


def band_words(rail: Rail) -> str:
    """Like "60 to 80 %, target 70 %", "at least 5 %"."""
    low, target, high = rail.guardrail.low, rail.guardrail.target, rail.guardrail.high
    told = []
    if low is not None and high is not None:
        told.append(tr("{low} to {high}", low=percent(low), high=percent(high)))
    elif low is not None:
        told.append(tr("at least {share}", share=percent(low)))
    elif high is not None:
        told.append(tr("at most {share}", share=percent(high)))
    if target is not None:
        told.append(tr("target {share}", share=percent(target)))
    return ", ".join(told)


def basis_words(rail: Rail) -> str:
    """Of what it is a share: "of planned effort", "of capacity"."""
    planned = rail.guardrail.basis is GuardrailBasis.PLANNED
    return tr("of planned effort") if planned else tr("of capacity")


def told(found: Balance, portfolio: Portfolio) -> str:
    """How many are outside their bands, the farthest named."""
    off = [rail for rail in found.rails if rail.off]
    if not found.rails:
        return tr("No guardrails are set.")
    if not off:
        return tr("Every share is within its band.")
    rail = off[0]
    assert rail.share is not None
    name = value_words(portfolio, rail.guardrail.dimension, rail.guardrail.value)
    if rail.guardrail.dimension is GuardrailDimension.HORIZON:
        name = tr("Horizon {words}", words=rail.guardrail.value)
    farthest = tr("{name} with {share} ({band})", name=name, share=percent(rail.share), band=band_words(rail))
    n = number(len(off), 0)
    return trn(
        "{n} share is outside its band, {farthest}.",
        "{n} shares are outside their bands, the farthest {farthest}.",
        len(off),
        n=n,
        farthest=farthest,
    )


def guardrails_chart(portfolio: Portfolio, *, today: date, source: str = "") -> ChartSpec:
    """Actual shares of the quarter ahead, each with its band in words."""
    return chart_of(portfolio, balance(portfolio, today, today + AHEAD), today=today, source=source)


def chart_of(portfolio: Portfolio, found: Balance, *, today: date, source: str = "") -> ChartSpec:
    """The chart of what was found out already."""
    rails = [rail for rail in found.rails if rail.share is not None]
    names = tuple(value_words(portfolio, rail.guardrail.dimension, rail.guardrail.value) for rail in rails)
    takeaway = told(found, portfolio)
    shares = tuple(100 * (rail.share or 0.0) for rail in rails)
    places = tuple(float(place) for place in range(len(rails)))
    high = 100.0 if max(shares, default=0.0) > 50 else 50.0
    labels = tuple(
        tr("{share} {basis}; {band}", share=percent(rail.share or 0.0), basis=basis_words(rail), band=band_words(rail))
        for rail in rails
    )
    roles = tuple(ROLES[rail.standing] for rail in rails)
    used = [each for each in Standing if each in {rail.standing for rail in rails}]
    return ChartSpec(
        name="guardrails",
        title=tr("Guardrails, {period}", period=period_of(found.first, found.weeks, today)),
        takeaway=takeaway,
        source=source,
        alt=tr("Bar chart of shares of effort against their guardrails. {takeaway}", takeaway=takeaway),
        x=Axis("number", 0.0, high, tr("Share, %"), step=high / 5),
        y=Axis("category", -0.5, max(len(rails), 1) - 0.5, categories=names),
        series=(Series(tr("Share, %"), "bars", shares, places, role="text2", roles=roles, labels=labels, rank=4),)
        if rails
        else (),
        legend=tuple(LegendEntry(STANDINGS[each], ROLES[each]) for each in used),
        table=_table(portfolio, found),
        empty="" if rails else tr("No guardrails yet. Set a band for a horizon, a theme, a kind or a product."),
    )


def _table(portfolio: Portfolio, found: Balance) -> TableData:
    columns = (
        Column(tr("What"), "text", 28),
        Column(tr("Share"), "percent", 10),
        Column(tr("Lowest"), "percent", 10),
        Column(tr("Target"), "percent", 10),
        Column(tr("Highest"), "percent", 10),
        Column(tr("Of"), "text", 18),
        Column(tr("Stands"), "text", 12),
    )
    rows: list[tuple[Cell, ...]] = [
        (
            value_words(portfolio, rail.guardrail.dimension, rail.guardrail.value),
            _hundred(rail.share),
            _hundred(rail.guardrail.low),
            _hundred(rail.guardrail.target),
            _hundred(rail.guardrail.high),
            basis_words(rail),
            STANDINGS[rail.standing],
        )
        for rail in found.rails
    ]
    return TableData(_TITLE, columns, tuple(rows))


def _hundred(share: float | None) -> float | None:
    return None if share is None else round(100 * share, 6)
