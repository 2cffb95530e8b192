"""Native charts given today's figures in place: what somebody has moved, resized or restyled stays."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from copy import deepcopy
from functools import partial
from typing import TYPE_CHECKING, Any

from pptx.oxml.ns import qn

from deliverydesk.charts.columns import top_of
from deliverydesk.charts.format import number
from deliverydesk.exporters.chartlook import (
    fill_bars,
    mark_bars,
    mark_points,
    scale_dates,
    scale_values,
    style_line,
)
from deliverydesk.exporters.deckcharts import bars_data, dated_data
from deliverydesk.exporters.text import one_line
from deliverydesk.support.language import tr, trn

if TYPE_CHECKING:
    from deliverydesk.charts.spec import ChartSpec
    from deliverydesk.exporters.deck import Deck

_STYLE = ("c:spPr", "c:marker", "c:smooth", "c:errBars", "c:invertIfNegative")


def fits(chart: Any, spec: ChartSpec) -> bool:
    """Whether a chart is still of the kind in which the figures were written."""
    lines = bool(chart._chartSpace.xpath(".//c:lineChart"))  # noqa: SLF001
    bars = bool(chart._chartSpace.xpath(".//c:barChart"))  # noqa: SLF001
    return not spec.empty and (lines if spec.x.kind == "time" else bars)


def update_chart(deck: Deck, chart: Any, spec: ChartSpec, *, scales: bool) -> list[str]:
    """Put the figures of ``spec`` into a chart, and its scales where nobody has set others. Returns what changed, a
    line for each figure that is written at the chart.
    """
    spec = spec.native or spec
    return (_update_dated if spec.x.kind == "time" else _update_bars)(deck, chart, spec, scales)


def _update_dated(deck: Deck, chart: Any, spec: ChartSpec, scales: bool) -> list[str]:
    data, columns = dated_data(spec)
    before = {series.name: [value for value in series.values if value is not None] for series in chart.plots[0].series}
    _replace(
        chart,
        data,
        [(one_line(column.name), partial(style_line, deck, column=column)) for column in columns],
    )
    for series, column in zip(chart.plots[0].series, columns, strict=True):
        fonts = _label_styles(series)
        _remove(series, "c:dPt", "c:dLbls")
        mark_points(deck, series, column)
        _restyle_labels(series, fonts[:1])
    if scales:
        scale_values(chart.value_axis, spec.y)
        chart.value_axis.maximum_scale = top_of(spec)
        scale_dates(chart.category_axis, spec.x)
    return _moved(spec, before)


def _moved(spec: ChartSpec, before: dict[str, list[float]]) -> list[str]:
    """The last reading before and now, or how many came."""
    found = []
    for series in spec.by_purpose("data"):
        now = [value for value in series.ys if value is not None]
        then = before.get(one_line(series.name), [])
        if now and then and now[-1] != then[-1]:
            found.append(f"{spec.table.title}: {number(then[-1])} → {number(now[-1])}")
        elif now and not then:
            found.append(tr("{title}: first reading {value}", title=spec.table.title, value=number(now[-1])))
        elif len(now) != len(then):
            found.append(_count_words(spec.table.title, len(now) - len(then)))
    return found


def _count_words(title: str, more: int) -> str:
    n = number(abs(more), 0)
    if more > 0:
        return trn("{title}: {n} reading more", "{title}: {n} readings more", more, n=n, title=title)
    return trn("{title}: {n} reading fewer", "{title}: {n} readings fewer", -more, n=n, title=title)


def _update_bars(deck: Deck, chart: Any, spec: ChartSpec, scales: bool) -> list[str]:
    data, bars = bars_data(spec)
    plain = [one_line(name) for name in (spec.y if spec.horizontal else spec.x).categories]
    stacked, lying = len(bars) > 1, spec.horizontal
    old_names = _plain_names([str(name) for name in chart.plots[0].categories], plain)
    before = {series.name: dict(zip(old_names, series.values, strict=False)) for series in chart.plots[0].series}
    points = {
        series.name: {old_names[index]: fill for index, fill in _point_fills(series) if index < len(old_names)}
        for series in chart.plots[0].series
    }
    _replace(
        chart,
        data,
        [(one_line(one.name), partial(fill_bars, deck, series=one, lying=lying)) for one in bars],
    )
    found: list[str] = []
    for made, series in zip(chart.plots[0].series, bars, strict=True):
        name = one_line(series.name)
        fonts = _label_styles(made)
        _remove(made, "c:dPt", "c:dLbls")
        own = made._element.find(qn("c:spPr"))  # noqa: SLF001
        kept = deepcopy(own) if own is not None and name in before else None
        fill_bars(deck, made, series, lying=lying)
        if kept is not None:
            made._element.replace(made._element.find(qn("c:spPr")), kept)  # noqa: SLF001
        for index, category in enumerate(plain):
            if category in points.get(name, {}):
                _set_point_fill(made, index, points[name][category])
        mark_bars(deck, made, series, lying=lying, stacked=stacked)
        _restyle_labels(made, fonts[:1])
        now = dict(zip(plain, made.values, strict=True))
        found += _compared(name if stacked else "", before.get(name, {}), now)
    if scales:
        scale_values(chart.value_axis, spec.x if spec.horizontal else spec.y)
    return found


def _plain_names(written: Sequence[str], names: Sequence[str]) -> list[str]:
    """Categories without the totals that stacked bars carry behind their names."""
    longest = sorted(names, key=len, reverse=True)
    return [next((name for name in longest if one == name or one.startswith(f"{name}, ")), one) for one in written]


def _compared(series: str, before: dict[str, Any], now: dict[str, Any]) -> list[str]:
    found = []
    for name, value in now.items():
        old = before.get(name)
        who = f"{name}, {series}" if series else name
        if name not in before:
            if value:
                found.append(tr("{name}: new, {value}", name=who, value=number(value)))
        elif (old or 0) != (value or 0):
            found.append(f"{who}: {number(old or 0)} → {number(value or 0)}")
    found += [tr("{name}: no longer there", name=name) for name in before if name not in now and not series]
    return found


def _replace(chart: Any, data: Any, wanted: Iterable[tuple[str, Callable[[Any], None]]]) -> None:
    """Replace the figures. Each series keeps the style of the one of its name; a new one gets ours."""
    styles = {
        series.name: [deepcopy(part) for tag in _STYLE for part in series._element.findall(qn(tag))]  # noqa: SLF001
        for series in chart.plots[0].series
    }
    chart.replace_data(data)
    for series, (name, dress) in zip(chart.plots[0].series, wanted, strict=True):
        _remove(series, *_STYLE)
        if name in styles:
            for part in styles[name]:
                _insert(series._element, part)  # noqa: SLF001
        else:
            _remove(series, "c:dPt", "c:dLbls")
            dress(series)


_ORDER = (
    "c:idx", "c:order", "c:tx", "c:spPr", "c:invertIfNegative", "c:marker", "c:pictureOptions", "c:dPt", "c:dLbls",
    "c:trendline", "c:errBars", "c:cat", "c:val", "c:smooth", "c:shape", "c:extLst",
)  # fmt: skip
"""The order that the schema of a series asks for (ECMA-376 21.2.2, CT_LineSer and CT_BarSer)."""


def _insert(series: Any, part: Any) -> None:
    later = {qn(tag) for tag in _ORDER[[qn(tag) for tag in _ORDER].index(part.tag) + 1 :]}
    behind = next((one for one in series if one.tag in later), None)
    if behind is None:
        series.append(part)
    else:
        behind.addprevious(part)


def _remove(series: Any, *tags: str) -> None:
    for tag in tags:
        for part in series._element.findall(qn(tag)):  # noqa: SLF001 - python-pptx takes nothing away
            series._element.remove(part)  # noqa: SLF001


def _point_fills(series: Any) -> Iterable[tuple[int, Any]]:
    for point in series._element.findall(qn("c:dPt")):  # noqa: SLF001
        properties = point.find(qn("c:spPr"))
        if properties is not None:
            yield int(point.find(qn("c:idx")).get("val")), deepcopy(properties)


def _set_point_fill(series: Any, index: int, properties: Any) -> None:
    point = series.points[index]
    point.format.fill.solid()
    for element in series._element.findall(qn("c:dPt")):  # noqa: SLF001
        if element.find(qn("c:idx")).get("val") == str(index):
            element.replace(element.find(qn("c:spPr")), properties)


def _label_styles(series: Any) -> list[Any]:
    """How the words at the points of a series are written."""
    return [deepcopy(one) for one in series._element.xpath("./c:dLbls/c:dLbl//a:r/a:rPr")]  # noqa: SLF001


def _restyle_labels(series: Any, styles: Sequence[Any]) -> None:
    for style in styles:
        for run in series._element.xpath("./c:dLbls/c:dLbl//a:r"):  # noqa: SLF001
            old = run.find(qn("a:rPr"))
            if old is not None:
                run.replace(old, deepcopy(style))
