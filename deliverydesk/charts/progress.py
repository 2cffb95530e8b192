"""How far every outcome has come, side by side."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from deliverydesk.analysis.outcomes import OutcomeProgress, progress_of
from deliverydesk.charts.common import coded, product_legend, product_numbers, product_role
from deliverydesk.charts.format import days_ago, number, percent, with_unit
from deliverydesk.charts.spec import Axis, ChartSpec, Series
from deliverydesk.charts.table import Column, TableData
from deliverydesk.domain.entities import Outcome
from deliverydesk.domain.portfolio import Portfolio
from deliverydesk.domain.values import Direction
from deliverydesk.support.language import tr, trc, trn


@dataclass(frozen=True, slots=True)
class Standing:
    """An outcome and where it stands today."""

    outcome: Outcome
    progress: OutcomeProgress

    @property
    def share(self) -> float | None:
        """The share of the way from baseline to target, 0 to 1; None where it cannot be told, and for
        outcomes to hold, which have no way to go.
        """
        return None if self.outcome.direction is Direction.HOLD else self.progress.clamped

    @property
    def words(self) -> str:
        """The standing in words: "34 %, 39.6 of 45", "99.8 %, within its limits", "not measured"."""
        outcome, latest = self.outcome, self.progress.latest
        if latest is None:
            return tr("not measured")
        now = with_unit(latest, outcome.unit)
        if outcome.direction is Direction.HOLD:
            if self.progress.inside is None:
                return now
            if self.progress.inside:
                return tr("{value}, within its limits", value=now)
            return tr("{value}, outside its limits", value=now)
        if self.share is None:
            return tr("{value}, no progress to tell", value=now)
        target = with_unit(outcome.target, outcome.unit)
        return tr("{share}, {value} of {target}", share=percent(self.share), value=number(latest), target=target)


def standings(portfolio: Portfolio, today: date) -> tuple[Standing, ...]:
    """All outcomes, those that have come furthest first, then those to hold, then those that cannot be told."""
    found = [Standing(outcome, progress_of(portfolio, outcome.id, today)) for outcome in portfolio.outcomes]
    return tuple(sorted(found, key=_order))


def _order(one: Standing) -> tuple[int, float, str]:
    if one.share is not None:
        return 0, -one.share, one.outcome.name
    return (1 if one.progress.latest is not None else 2), 0.0, one.outcome.name


def progress_chart(portfolio: Portfolio, *, today: date, source: str = "") -> ChartSpec:
    """A bar for every outcome: the share of the way from its baseline to its target that its last reading has
    come.
    """
    shown = standings(portfolio, today)
    numbers = product_numbers(portfolio)
    names = tuple(coded(portfolio, one.outcome.product, one.outcome.name) for one in shown)
    bars = Series(
        tr("Progress, %"),
        "bars",
        tuple(round(100 * (one.share or 0.0), 6) for one in shown),
        tuple(float(place) for place in range(len(shown))),
        roles=tuple(product_role(numbers, one.outcome.product) for one in shown),
        labels=tuple(one.words for one in shown),
        keys=tuple(one.outcome.id for one in shown),
    )
    return ChartSpec(
        name="progress",
        title=tr("How far the outcomes have come"),
        takeaway=_takeaway(shown),
        source=source,
        alt=_alt(shown),
        x=Axis("number", 0.0, 100.0, tr("Share of the way from baseline to target, %"), step=20.0),
        y=Axis("category", -0.5, max(len(shown), 1) - 0.5, categories=names),
        series=(bars,) if shown else (),
        legend=product_legend(portfolio, {one.outcome.product for one in shown}),
        table=_table(shown, today),
        empty="" if shown else tr("No outcomes yet. Add one with its baseline and target."),
    )


def _takeaway(shown: tuple[Standing, ...]) -> str:
    known = [one.share for one in shown if one.share is not None]
    reached = sum(1 for share in known if share >= 1)
    half = sum(1 for share in known if share < 0.5)
    silent = sum(1 for one in shown if one.progress.latest is None)
    words = trn(
        "{reached} of {n} outcome with a target reached, {half} under half way",
        "{reached} of {n} outcomes with a target reached, {half} under half way",
        len(known),
        n=number(len(known), 0),
        reached=number(reached, 0),
        half=number(half, 0),
    )
    if silent:
        words += "; " + tr("{count} not measured", count=number(silent, 0))
    return f"{words}."


def _alt(shown: tuple[Standing, ...]) -> str:
    if not shown:
        return tr("Bar chart of outcome progress, no outcomes yet.")
    known = [one for one in shown if one.share is not None]
    words = trn(
        "Bar chart of the progress of {n} outcome from baseline to target.",
        "Bar chart of the progress of {n} outcomes from baseline to target.",
        len(shown),
        n=number(len(shown), 0),
    )
    if not known:
        return words + " " + tr("None has both a target and a reading.")
    first, last = known[0], known[-1]
    ends = tr(
        "Furthest is {first} with {most}, least {last} with {least}.",
        first=first.outcome.name,
        most=percent(first.share),
        last=last.outcome.name,
        least=percent(last.share),
    )
    return f"{words} {ends}"


def _table(shown: tuple[Standing, ...], today: date) -> TableData:
    columns = (
        Column(tr("Outcome"), "text", 40),
        Column(tr("Progress"), "percent", 10, "%"),
        Column(trc("of an outcome", "Baseline"), "number", 10),
        Column(tr("Target"), "number", 10),
        Column(trc("latest reading", "Now"), "number", 10),
        Column(tr("Unit"), "text", 10),
        Column(tr("Last measured"), "text", 16),
    )
    rows = tuple(
        (
            one.outcome.name,
            None if one.share is None else round(100 * one.share, 1),
            one.outcome.baseline,
            one.outcome.target,
            one.progress.latest,
            one.outcome.unit,
            tr("never") if one.progress.latest_date is None else days_ago(one.progress.latest_date, today),
        )
        for one in shown
    )
    return TableData(tr("How far the outcomes have come"), columns, rows)
