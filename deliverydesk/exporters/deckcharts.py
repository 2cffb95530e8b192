"""Charts as native PowerPoint charts, their figures in the workbook inside."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pptx.chart.data import CategoryChartData, XyChartData
from pptx.enum.chart import (
    XL_CHART_TYPE,
    XL_TICK_LABEL_POSITION,
    XL_TICK_MARK,
)
from pptx.oxml.ns import qn

from deliverydesk.charts.columns import DatedColumn, dated_columns, top_of
from deliverydesk.charts.format import number, shortened
from deliverydesk.charts.scatter import by_role
from deliverydesk.charts.spec import ChartSpec, Note, Series
from deliverydesk.exporters.chartlook import (
    axis_title,
    date_axis,
    format_bars,
    format_line,
    format_marker,
    inner_layout,
    put_label,
    stroke_line,
    value_axis,
)
from deliverydesk.exporters.deck import Deck, DeckSlide
from deliverydesk.exporters.naming import describe
from deliverydesk.exporters.text import one_line
from deliverydesk.support.language import tr

_MOST_FOOTNOTES = 6
_BAR_KINDS = {
    (True, True): XL_CHART_TYPE.BAR_STACKED,
    (True, False): XL_CHART_TYPE.COLUMN_STACKED,
    (False, True): XL_CHART_TYPE.BAR_CLUSTERED,
    (False, False): XL_CHART_TYPE.COLUMN_CLUSTERED,
}
_category_data: Any = CategoryChartData
_xy_data: Any = XyChartData


def place_chart(slide: DeckSlide, spec: ChartSpec) -> Any:
    """Put ``spec`` on a slide as a native chart and return its graphic frame (None where there is nothing to
    draw).
    """
    spec = spec.native or spec
    room = slide.room
    if spec.empty:
        middle = (room.top + room.bottom) / 2
        box = (room.left, middle - 20, room.right, middle + 20)
        slide.keep(
            slide.text(box, spec.empty, "text2", 14, align="centre", name=tr("Nothing to show")), "nothing", spec.empty
        )
        return None
    top = room.top
    if spec.cells is not None:
        from deliverydesk.exporters.deckcells import place_cells

        return place_cells(slide, spec, spec.cells)
    if spec.legend:
        slide.legend(spec.legend)
    if spec.y.title and not spec.horizontal:
        slide.text((room.left, top, room.left + 500, top + 18), spec.y.title, "text2", 10, name=tr("Unit"))
        top += 18
    if spec.x.kind == "time":
        frame = _dated(slide, spec, top)
    elif any(series.kind == "bars" for series in spec.series):
        frame = _bars(slide, spec, top)
    else:
        frame = _scatter(slide, spec, top)
    slide.keep(frame, "chart", scales_of(frame.chart))
    return describe(frame, tr("Chart: {title}", title=spec.title), spec.alt)


def scales_of(chart: Any) -> str:
    """The scales of a chart's axes, to see whether somebody has set others."""
    return " ".join(
        f"{part.tag.rpartition('}')[2]}={part.get('val')}"
        for part in chart._chartSpace.xpath(".//c:scaling/c:min|.//c:scaling/c:max|.//c:majorUnit")  # noqa: SLF001
    )


def _footnotes(slide: DeckSlide, spec: ChartSpec) -> float:
    """Write the notes that numbers at points refer to at the foot, and return the height they take."""
    notes = list(spec.footnotes)
    if not notes:
        return 0.0
    if len(notes) > _MOST_FOOTNOTES:
        notes[_MOST_FOOTNOTES - 1 :] = [tr("… and {count} more", count=number(len(notes) - _MOST_FOOTNOTES + 1, 0))]
    room, tall = slide.room, 15.0 * len(notes) + 6
    words = "\n".join(shortened(one_line(note), 190) for note in notes)
    box = (room.left, room.bottom - tall, room.right, room.bottom)
    slide.keep(slide.text(box, words, "text2", 9, name=tr("Notes")), "notes", words)
    return tall


def _frame(slide: DeckSlide, spec: ChartSpec, kind: Any, data: Any, top: float) -> Any:
    room, emu = slide.room, slide.emu
    foot = room.bottom - _footnotes(slide, spec)
    frame = slide.slide.shapes.add_chart(
        kind, emu(room.left - 8), emu(top), emu(room.right - room.left + 16), emu(foot - top), data
    )
    chart = frame.chart
    chart.has_title, chart.has_legend = False, False
    chart.font.size = slide.deck.points(10)
    slide.deck.palette.paint(chart.font.color, "text3")
    return frame


def dated_data(spec: ChartSpec) -> tuple[Any, tuple[DatedColumn, ...]]:
    """The data of a native chart over dates, and its columns."""
    days, columns = dated_columns(spec)
    data = _category_data(number_format="General")
    data.categories = days
    for column in columns:
        data.add_series(one_line(column.name), column.values)
    return data, columns


def _dated(slide: DeckSlide, spec: ChartSpec, top: float) -> Any:
    """A line chart over a date axis: every date keeps its true place, and Edit Data shows one column a line."""
    data, columns = dated_data(spec)
    frame = _frame(slide, spec, XL_CHART_TYPE.LINE_MARKERS, data, top)
    chart = frame.chart
    # readings are joined across the dates on which only something else happened
    chart._chartSpace.chart.find(qn("c:dispBlanksAs")).set("val", "span")  # noqa: SLF001
    for series, column in zip(chart.plots[0].series, columns, strict=True):
        format_line(slide.deck, series, column)
    value_axis(slide.deck, chart.value_axis, spec.y)
    chart.value_axis.maximum_scale = top_of(spec)
    date_axis(slide.deck, chart.category_axis, spec.x)
    inner_layout(chart, 0.045, 0.04, 0.93, 0.86)
    return frame


def bars_data(spec: ChartSpec) -> tuple[Any, list[Series]]:
    """The data of a native bar chart, and its series."""
    bars = [series for series in spec.series if series.kind == "bars"]
    categories = spec.y if spec.horizontal else spec.x
    data = _category_data(number_format="General")
    data.categories = (
        _names_with_totals(categories.categories, bars) if len(bars) > 1 else list(map(one_line, categories.categories))
    )
    for series in bars:
        data.add_series(one_line(series.name), _by_category(series, len(categories.categories), lying=spec.horizontal))
    return data, bars


def _bars(slide: DeckSlide, spec: ChartSpec, top: float) -> Any:
    data, bars = bars_data(spec)
    stacked = len(bars) > 1
    frame = _frame(slide, spec, _BAR_KINDS[stacked, spec.horizontal], data, top)
    chart = frame.chart
    plot = chart.plots[0]
    plot.gap_width, plot.overlap = 61, 100 if stacked else 0
    for made, series in zip(plot.series, bars, strict=True):
        format_bars(slide.deck, made, series, lying=spec.horizontal, stacked=stacked)
    value_axis(slide.deck, chart.value_axis, spec.x if spec.horizontal else spec.y, lying=spec.horizontal)
    axis = chart.category_axis
    slide.deck.palette.paint(axis.format.line.color, "ctl")
    axis.major_tick_mark, axis.tick_label_position = XL_TICK_MARK.NONE, XL_TICK_LABEL_POSITION.LOW
    slide.deck.palette.paint(axis.tick_labels.font.color, "text")
    axis.tick_labels.font.size = slide.deck.points(10)
    if spec.horizontal:
        # the first category stands at the top, its figures at the foot
        axis.reverse_order = True
        chart.value_axis._element.find(qn("c:crosses")).set("val", "max")  # noqa: SLF001 - where it crosses the names
    return frame


def _names_with_totals(names: Sequence[str], bars: Sequence[Series]) -> list[str]:
    """Categories with the words about the whole bar, because a native stack has no place for them at its end."""
    words = next((series.labels for series in bars if series.labels), ("",) * len(names))
    return [one_line(f"{name}, {total}" if total else name) for name, total in zip(names, words, strict=True)]


def _by_category(series: Series, count: int, *, lying: bool) -> list[float | None]:
    values: list[float | None] = [None] * count
    across, along = (series.ys, series.xs) if lying else (series.xs, series.ys)
    for place, value in zip(across, along, strict=True):
        if place is not None:
            values[int(place)] = value
    return values


def _scatter(slide: DeckSlide, spec: ChartSpec, top: float) -> Any:
    data = _xy_data(number_format="General")
    # LibreOffice was seen to leave out a first series that is shorter than a later one.
    drawn = sorted(by_role(spec), key=lambda series: -len(series.xs))
    for series in drawn:
        added = data.add_series(one_line(series.name))
        for x, y in zip(series.xs, series.ys, strict=True):
            if y is not None:
                added.add_data_point(x, y)
    for line in spec.references:
        added = data.add_series(one_line(line.name))
        across = (line.value, line.value) if line.axis == "x" else (spec.x.low, spec.x.high)
        up = (spec.y.low, spec.y.high) if line.axis == "x" else (line.value, line.value)
        for x, y in zip(across, up, strict=True):
            added.add_data_point(x, y)
    if spec.notes:
        added = data.add_series(tr("Notes"))
        for note in spec.notes:
            added.add_data_point(note.x, note.y)
    frame = _frame(slide, spec, XL_CHART_TYPE.XY_SCATTER, data, top)
    made_series = list(frame.chart.plots[0].series)
    if spec.notes:
        _write_notes(slide.deck, made_series.pop(), spec.notes)
    for made, line in zip(made_series[len(drawn) :], spec.references, strict=True):
        stroke_line(slide.deck, made.format.line, line.role, line.width, line.stroke)
        format_marker(slide.deck, made.marker, line.role, 0, hollow=False)
    for made, series in zip(made_series[: len(drawn)], drawn, strict=True):
        if series.kind == "points":
            made.format.line.fill.background()
        else:
            stroke_line(slide.deck, made.format.line, series.role, series.width, series.stroke)
        format_marker(slide.deck, made.marker, series.role, series.marker, hollow=series.hollow, shape=series.shape)
        if series.kind == "points":
            _size_points(slide.deck, made, series)
            _name_points(slide.deck, made, series)
    value_axis(slide.deck, frame.chart.value_axis, spec.y)
    value_axis(slide.deck, frame.chart.category_axis, spec.x)
    if spec.x.title:
        axis_title(slide.deck, frame.chart.category_axis, spec.x.title)
    return frame


def _write_notes(deck: Deck, made: Any, notes: Sequence[Note]) -> None:
    """Words at places of the field: points that nobody sees, with labels that move with them."""
    made.format.line.fill.background()
    format_marker(deck, made.marker, "text2", 0, hollow=False)
    for place, note in enumerate(notes):
        put_label(deck, made.points[place], note.text, note.side, note.role, bold=note.bold)


def _size_points(deck: Deck, made: Any, series: Series) -> None:
    shown = [index for index, y in enumerate(series.ys) if y is not None]
    for place, index in enumerate(shown if series.sizes else ()):
        marker, size = made.points[place].marker, series.sizes[index]
        format_marker(deck, marker, series.role, size, hollow=series.hollow, shape=series.shape)


def _name_points(deck: Deck, made: Any, series: Series) -> None:
    shown = [index for index, y in enumerate(series.ys) if y is not None]
    for place, index in enumerate(shown):
        if series.labels and series.labels[index]:
            put_label(deck, made.points[place], series.labels[index], "right", "text2")
