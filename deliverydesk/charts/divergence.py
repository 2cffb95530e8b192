"""Divergence: work in flight by its chance of being on time, across, and of reaching what it is for, upwards.

What is too early to tell or not measured lies in strips below the field, placed by delivery alone. Where no chance of
being on time can be said but effort against plan is known, a diamond lies in the middle of its side.
"""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from deliverydesk.analysis.divergence import MOVING_CUT, ON_PLAN_CUT, ON_TIME_CUT, Health, Region, Strip
from deliverydesk.analysis.divergence_words import HEALTHS
from deliverydesk.charts.common import coded, product_legend, product_numbers, product_role
from deliverydesk.charts.format import number, shortened
from deliverydesk.charts.spec import Axis, Band, ChartSpec, Note, Reference, Series, Shape, Side, Stroke
from deliverydesk.charts.table import Column, TableData
from deliverydesk.support.language import tr, trn

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from deliverydesk.analysis.divergence import Divergence, Place
    from deliverydesk.domain.portfolio import Portfolio

REGIONS = {
    Region.ON_TIME_MOVING: tr("On time, and moving"),
    Region.GREEN_MOVES_NOTHING: tr("Green, moves nothing"),
    Region.LATE_MOVING: tr("Late, and moving"),
    Region.LATE_AND_FLAT: tr("Late, and flat"),
}
STRIPS = {
    Strip.TOO_EARLY: tr("Too early"),
    Strip.NOT_MEASURED: tr("Not measured"),
    Strip.NO_FORECAST: tr("No forecast"),
}
_LABELLED = 40
_FIRST, _DEEP, _STEP = 6.0, 8.0, 10.0
"""How far below the field the first strip begins, how deep each is, and how far from one to the next."""
_ASIDE = (-7.0, -1.5)
"""Between which places in its strip lies what has no forecast either: left of the scale."""
_LEFT = -8.5
_MARGIN = 3.0
"""How far the field goes on beyond its scale, so that discs at its ends are whole."""
_TINT = 0.42
_SIDES = {False: 100 * ON_TIME_CUT / 2, True: (100 * ON_TIME_CUT + 100) / 2}
"""Where the middle of each side of the cut is, for what has no chance but keeps to its plan, or does not."""
_ASTRIDE = 4.0
"""How far those of one side lie from its middle at most, so that they are not on one another."""


def radius(remaining: float | None) -> float:
    """The radius of a disc in px for person-weeks still to come."""
    return 3.2 + 3.1 * math.sqrt(max(remaining or 0.0, 0.0))


def chart_of(portfolio: Portfolio, divergence: Divergence, *, source: str = "", labelled: bool = True) -> ChartSpec:
    """The chart of what has been placed already; figures are in per cent."""
    field = [place for place in divergence.places if place.region is not None]
    strips = [strip for strip in Strip if divergence.of_strip(strip)]
    chanced = [place for place in field if place.on_time is not None]
    sided = [place for place in field if place.on_time is None]
    series = [
        _discs(portfolio, tr("In flight"), chanced, _reaching(chanced), labelled=labelled),
        _discs(portfolio, tr("By effort alone"), sided, _reaching(sided), labelled=labelled, shape="diamond"),
    ]
    bands, notes, heights = [_tinted()], _names(divergence), _heights(strips)
    for strip, middle in heights.items():
        held = divergence.of_strip(strip)
        series.append(
            _discs(
                portfolio,
                STRIPS[strip],
                held,
                [middle] * len(held),
                hollow=True,
                stroke="dotted" if strip is Strip.TOO_EARLY else "solid",
            )
        )
        bands.append(_strip(strip, middle, held))
    lowest = min(heights.values(), default=0.0)
    aside = any(place.on_plan is None for strip in strips for place in divergence.of_strip(strip))
    across, up = tr("Delivery: chance of being on time, %"), tr("Outcome: chance of reaching the target, %")
    spec = ChartSpec(
        name="divergence",
        title=tr("Divergence of delivery and outcome"),
        takeaway=_takeaway(divergence),
        source=source,
        alt=_alt(divergence),
        x=_scale(_LEFT if aside else -_MARGIN, across),
        y=_scale(lowest - _DEEP / 2 if lowest else -_MARGIN, up),
        series=tuple(each for each in series if each.xs),
        footnotes=_footnotes(divergence),
        bands=tuple(bands),
        references=(
            Reference(tr("On time cut"), "x", 100 * ON_TIME_CUT, "ctl", stroke="solid", width=1.25, first=0, last=100),
            Reference(tr("Moving cut"), "y", 100 * MOVING_CUT, "ctl", stroke="solid", width=1.25, first=0, last=100),
        ),
        notes=notes,
        legend=product_legend(portfolio, {portfolio.deliverables[p.deliverable].product for p in divergence.places}),
        table=_table(portfolio, divergence),
        empty="" if divergence.places else tr("Nothing is in flight: no deliverable is in delivery or improving."),
    )
    # Office programs have no strips beside a scale: there the field stands alone, and the table has the rest.
    nowhere = tr("Nothing in flight can be placed in the field yet; the table says why.")
    alone = replace(
        spec,
        x=replace(spec.x, low=0.0, high=100.0),
        y=replace(spec.y, low=0.0, high=100.0),
        series=tuple(each for each in series[:2] if each.xs),
        bands=(),
        empty=spec.empty or ("" if field else nowhere),
    )
    return replace(spec, native=alone)


def _scale(low: float, title: str) -> Axis:
    return Axis("number", low, 100.0 + _MARGIN, title, step=20.0, figures_from=0.0, figures_to=100.0)


def _discs(
    portfolio: Portfolio,
    name: str,
    places: Sequence[Place],
    heights: Sequence[float],
    *,
    labelled: bool = False,
    hollow: bool = False,
    stroke: Stroke = "solid",
    shape: Shape = "disc",
) -> Series:
    numbers, items = product_numbers(portfolio), portfolio.deliverables
    return Series(
        name,
        "points",
        tuple(_across(places)),
        tuple(heights),
        marker=5.0,
        shape=shape,
        sizes=tuple(min(radius(place.remaining), 7.0) if hollow else radius(place.remaining) for place in places),
        hollow=hollow,
        tint=_TINT,
        stroke=stroke,
        roles=tuple(product_role(numbers, items[place.deliverable].product) for place in places),
        labels=tuple(
            shortened(items[place.deliverable].title, 28) if labelled and at < _LABELLED else ""
            for at, place in enumerate(places)
        ),
        keys=tuple(place.deliverable for place in places),
    )


def _reaching(places: Sequence[Place]) -> list[float]:
    return [100 * (place.reach or 0.0) for place in places]


def _across(places: Sequence[Place]) -> Iterator[float]:
    """By the chance; without one in the middle of the side that effort says, or else left of the scale."""
    rooms: dict[bool | None, tuple[float, float]] = {None: _ASIDE}
    rooms |= {side: (middle - _ASTRIDE, middle + _ASTRIDE) for side, middle in _SIDES.items()}
    unchanced = [place for place in places if place.on_time is None]
    spread = {
        side: _spread(low, high, sum(place.on_plan is side for place in unchanced))
        for side, (low, high) in rooms.items()
    }
    for place in places:
        yield next(spread[place.on_plan]) if place.on_time is None else 100 * place.on_time


def _spread(low: float, high: float, count: int) -> Iterator[float]:
    return iter([(low + high) / 2] if count == 1 else np.linspace(low, high, count).tolist())


def _footnotes(divergence: Divergence) -> tuple[str, ...]:
    """What the place across stands on, where that is not the chance alone or effort says otherwise."""
    told = []
    if sided := sum(place.health is Health.EFFORT_ONLY for place in divergence.places):
        told.append(
            trn(
                "{n} has no chance of being on time; effort against plan decides its side, from SPI(t) {cut} on.",
                "{n} have no chance of being on time; effort against plan decides their side, from SPI(t) {cut} on.",
                sided,
                n=number(sided, 0),
                cut=number(ON_PLAN_CUT),
            )
        )
    if apart := sum(place.health is Health.DIFFER for place in divergence.places):
        told.append(
            trn(
                "Of {n} effort against plan says otherwise than the chance, which decides.",
                "Of {n} effort against plan says otherwise than the chance, which decides.",
                apart,
                n=number(apart, 0),
            )
        )
    return tuple(told)


def _tinted() -> Band:
    """The region that this chart is for."""
    left, top = 100 * ON_TIME_CUT, 100 * MOVING_CUT
    return Band(REGIONS[Region.GREEN_MOVES_NOTHING], (left, 100.0), (0.0, 0.0), (top, top), "warnBg")


def _heights(strips: Sequence[Strip]) -> dict[Strip, float]:
    return {strip: -_FIRST - _DEEP / 2 - at * _STEP for at, strip in enumerate(strips)}


def _strip(strip: Strip, middle: float, held: Sequence[Place]) -> Band:
    low, high = middle - _DEEP / 2, middle + _DEEP / 2
    words = tr("{strip}: {items}", strip=STRIPS[strip], items=_weighed(held))
    left = _LEFT if any(place.on_plan is None for place in held) else 0.0
    return Band(STRIPS[strip], (left, 100.0), (low, low), (high, high), "sunken", label=words)


def _names(divergence: Divergence) -> tuple[Note, ...]:
    """Each region by its name with what lies in it: on top, but for the lower left one, which has it at its foot."""
    found: list[Note] = []
    cut_x, cut_y = 100 * ON_TIME_CUT, 100 * MOVING_CUT
    corners: dict[Region, tuple[float, float, Side]] = {
        Region.LATE_MOVING: (0.0, 97.0, "right"),
        Region.ON_TIME_MOVING: (100.0, 97.0, "left"),
        Region.LATE_AND_FLAT: (0.0, 3.5, "right"),
        Region.GREEN_MOVES_NOTHING: (cut_x, cut_y - 3.0, "right"),
    }
    for region, (x, y, side) in corners.items():
        held = divergence.of_region(region)
        role = "warn" if region is Region.GREEN_MOVES_NOTHING else "text2"
        words = tr("{region}: {items}", region=REGIONS[region], items=_weighed(held)) if held else REGIONS[region]
        found.append(Note(x, y, words, role, side, rank=0, bold=True))
    return tuple(found)


def _weighed(places: Sequence[Place]) -> str:
    weeks = sum(place.remaining or 0.0 for place in places)
    return trn(
        "{n} item, {weeks} pw",
        "{n} items, {weeks} pw",
        len(places),
        n=number(len(places), 0),
        weeks=number(weeks, 0 if weeks >= 10 else 1),
    )


def _takeaway(divergence: Divergence) -> str:
    if not divergence.places:
        return ""
    green = divergence.of_region(Region.GREEN_MOVES_NOTHING)
    unmeasured = divergence.of_strip(Strip.NOT_MEASURED)
    if not green:
        words = tr("Nothing in flight is on time and yet moves nothing.")
    else:
        words = trn(
            "{n} of {all} in flight is on time and moves nothing, with {weeks} pw still to come.",
            "{n} of {all} in flight are on time and move nothing, with {weeks} pw still to come.",
            len(green),
            n=number(len(green), 0),
            all=number(len(divergence.places), 0),
            weeks=number(sum(place.remaining or 0.0 for place in green), 0),
        )
    if unmeasured:
        n = number(len(unmeasured), 0)
        words += " " + trn("{n} is not measured.", "{n} are not measured.", len(unmeasured), n=n)
    return words


def _alt(divergence: Divergence) -> str:
    if not divergence.places:
        return tr("Scatter chart of delivery against outcome; nothing is in flight.")
    regions: dict[str, int] = {words: len(divergence.of_region(region)) for region, words in REGIONS.items()}
    strips: dict[str, int] = {words: len(divergence.of_strip(strip)) for strip, words in STRIPS.items()}
    counts: Iterable[tuple[str, int]] = (regions | strips).items()
    found = "; ".join(f"{words}: {number(count, 0)}" for words, count in counts if count)
    return trn(
        "Scatter chart of {n} deliverable in flight by its chance of being on time and of reaching its outcome: "
        "{found}.",
        "Scatter chart of {n} deliverables in flight by their chance of being on time and of reaching their outcome: "
        "{found}.",
        len(divergence.places),
        n=number(len(divergence.places), 0),
        found=found,
    )


def _table(portfolio: Portfolio, divergence: Divergence) -> TableData:
    columns = (
        Column(tr("Deliverable"), "text", 40),
        Column(tr("Where"), "text", 22),
        Column(tr("On time"), "number", 10, "%"),
        Column(tr("Due"), "date", 12),
        Column(tr("SPI(t)"), "number", 8),
        Column(tr("Delivery by"), "text", 22),
        Column(tr("Outcome"), "text", 32),
        Column(tr("Reaches target"), "number", 14, "%"),
        Column(tr("To come"), "number", 10, tr("pw")),
    )
    items, outcomes = portfolio.deliverables, portfolio.outcomes

    def words(place: Place) -> str:
        return REGIONS[place.region] if place.region is not None else STRIPS[place.strip or Strip.NOT_MEASURED]

    rows = tuple(
        (
            coded(portfolio, items[place.deliverable].product, items[place.deliverable].title),
            words(place),
            _per_cent(place.on_time),
            place.due,
            None if place.spi_t is None else round(place.spi_t, 2),
            HEALTHS[place.health],
            "" if place.outcome is None else outcomes[place.outcome].name,
            _per_cent(place.reach),
            place.remaining,
        )
        for place in divergence.places
    )
    return TableData(tr("Divergence"), columns, rows)


def _per_cent(share: float | None) -> float | None:
    return None if share is None else round(100 * share, 1)
