"""Charts as native PowerPoint charts, their figures in the workbook inside."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from pptx.chart.data import CategoryChartData, XyChartData
from pptx.enum.chart import (
    XL_AXIS_CROSSES,
    XL_CHART_TYPE,
    XL_LABEL_POSITION,
    XL_MARKER_STYLE,
    XL_TICK_LABEL_POSITION,
    XL_TICK_MARK,
)
from pptx.enum.dml import MSO_LINE_DASH_STYLE
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.util import Pt

from deliverydesk.charts.axes import EXCEL_EPOCH, CalendarStep, calendar_step, floor_to, room_for
from deliverydesk.charts.columns import DatedColumn, dated_columns, top_of
from deliverydesk.charts.spec import Axis, ChartSpec, Series, Side, Stroke
from deliverydesk.exporters.deck import CONTENT_BOTTOM, CONTENT_TOP, LEFT, RIGHT, Deck, DeckSlide, describe, emu
from deliverydesk.exporters.text import one_line
from deliverydesk.support.tokens import contrast, mixed

_POSITIONS = {
    "above": XL_LABEL_POSITION.ABOVE,
    "below": XL_LABEL_POSITION.BELOW,
    "left": XL_LABEL_POSITION.LEFT,
    "right": XL_LABEL_POSITION.RIGHT,
}
_DASHES = {"dashed": MSO_LINE_DASH_STYLE.DASH, "dotted": MSO_LINE_DASH_STYLE.ROUND_DOT}
_PLOT = 900.0
"""The width of a plot in pixels of a painted chart of the usual size, so that both choose the same ticks."""
_CROWD = 60
_BAR_KINDS = {
    (True, True): XL_CHART_TYPE.BAR_STACKED,
    (True, False): XL_CHART_TYPE.COLUMN_STACKED,
    (False, True): XL_CHART_TYPE.BAR_CLUSTERED,
    (False, False): XL_CHART_TYPE.COLUMN_CLUSTERED,
}
_category_data: Any = CategoryChartData
_xy_data: Any = XyChartData
_PX = 0.75
"""Points to one pixel of the painted charts."""


def place_chart(slide: DeckSlide, spec: ChartSpec) -> Any:
    """Put ``spec`` on a slide as a native chart and return its graphic frame (None where there is nothing to
    draw).
    """
    if spec.empty:
        slide.text((LEFT, 340, RIGHT, 380), spec.empty, "text2", 14, align="centre", name="Nothing to show")
        return None
    top = CONTENT_TOP
    if spec.cells is not None:
        from deliverydesk.exporters.deckcells import place_cells

        return place_cells(slide, spec, spec.cells)
    if spec.legend:
        slide.legend(spec.legend)
    if spec.y.title and not spec.horizontal:
        slide.text((LEFT, top, LEFT + 500, top + 18), spec.y.title, "text2", 10, name="Unit")
        top += 18
    if spec.x.kind == "time":
        frame = _dated(slide, spec, top)
    elif any(series.kind == "bars" for series in spec.series):
        frame = _bars(slide, spec, top)
    else:
        frame = _scatter(slide, spec, top)
    return describe(frame, f"Chart: {spec.title}", spec.alt)


def _frame(slide: DeckSlide, kind: Any, data: Any, top: float) -> Any:
    frame = slide.slide.shapes.add_chart(
        kind, emu(LEFT - 8), emu(top), emu(RIGHT - LEFT + 16), emu(CONTENT_BOTTOM - top), data
    )
    chart = frame.chart
    chart.has_title, chart.has_legend = False, False
    chart.font.size = Pt(10)
    chart.font.color.rgb = slide.deck.colour("text3")
    return frame


def _dated(slide: DeckSlide, spec: ChartSpec, top: float) -> Any:
    """A line chart over a date axis: every date keeps its true place, and Edit Data shows one column a line."""
    days, columns = dated_columns(spec)
    data = _category_data(number_format="General")
    data.categories = days
    for column in columns:
        data.add_series(one_line(column.name), column.values)
    frame = _frame(slide, XL_CHART_TYPE.LINE_MARKERS, data, top)
    chart = frame.chart
    # readings are joined across the dates on which only something else happened
    chart._chartSpace.chart.find(qn("c:dispBlanksAs")).set("val", "span")  # noqa: SLF001
    for series, column in zip(chart.plots[0].series, columns, strict=True):
        _format_line(slide.deck, series, column)
    _value_axis(slide.deck, chart.value_axis, spec.y)
    chart.value_axis.maximum_scale = top_of(spec)
    _date_axis(slide.deck, chart.category_axis, spec.x)
    _inner_layout(chart, 0.045, 0.04, 0.93, 0.86)
    return frame


def _format_line(deck: Deck, series: Any, column: DatedColumn) -> None:
    series.smooth = False
    line = series.format.line
    if column.drop:
        line.fill.background()
    else:
        _stroke(deck, line, column.role, column.width, column.stroke)
    filled = [index for index, value in enumerate(column.values) if value is not None]
    crowded = len(filled) > _CROWD
    _format_marker(deck, series.marker, column.role, 0 if crowded else column.marker, hollow=column.hollow)
    if filled and (crowded or column.ends_in_ring):
        _format_marker(deck, series.points[filled[-1]].marker, column.role, column.marker or 4.0, hollow=True)
    if column.words and filled:
        point = series.points[column.words_at]
        label = _label(deck, point, column.words, column.words_side, column.words_role, bold=column.bold)
        if column.nudge:
            _nudge(label, 0.012, column.nudge)
    if column.drop:
        _drop_line(deck, series, column)


def _stroke(deck: Deck, line: Any, role: str, width: float, stroke: Stroke) -> None:
    line.color.rgb = deck.colour(role)
    line.width = Pt(width * _PX)
    if stroke != "solid":
        line.dash_style = _DASHES[stroke]


def _format_marker(deck: Deck, marker: Any, role: str, radius: float, *, hollow: bool) -> None:
    if not radius:
        marker.style = XL_MARKER_STYLE.NONE
        return
    marker.style, marker.size = XL_MARKER_STYLE.CIRCLE, max(2, min(72, round(2 * radius * _PX) + 1))
    marker.format.fill.solid()
    marker.format.fill.fore_color.rgb = deck.colour("surface" if hollow else role)
    marker.format.line.color.rgb = deck.colour(role)
    marker.format.line.width = Pt(1.25)


def _label(deck: Deck, point: Any, words: str, side: Side | None, role: str, *, bold: bool = False) -> Any:
    label = point.data_label
    frame = label.text_frame
    frame.text, frame.word_wrap = one_line(words), False
    font = frame.paragraphs[0].runs[0].font
    font.size, font.bold = Pt(10), bold
    font.color.rgb = deck.colour(role)
    if side is not None:
        label.position = _POSITIONS[side]
    return label


def _nudge(label: Any, across: float, down: float) -> None:
    """Move a label by shares of the chart's width and height."""
    layout = parse_xml(
        f'<c:layout {nsdecls("c")}><c:manualLayout><c:x val="{across}"/><c:y val="{down}"/></c:manualLayout></c:layout>'
    )
    element = label._get_or_add_dLbl()  # noqa: SLF001 - python-pptx places no labels freely
    element.find(qn("c:idx")).addnext(layout)
    # a moved label would get a line back to its point
    no_line = '<c15:showLeaderLines xmlns:c15="http://schemas.microsoft.com/office/drawing/2012/chart" val="0"/>'
    extension = f'<c:ext uri="{{CE6537A1-D6FC-4f65-9D91-7224C49458BB}}">{no_line}</c:ext>'
    element.getparent().append(parse_xml(f"<c:extLst {nsdecls('c')}>{extension}</c:extLst>"))


def _drop_line(deck: Deck, series: Any, column: DatedColumn) -> None:
    """A line from a flag's point down to the axis: an error bar, which moves with the point when its data is
    edited.
    """
    dash = {"dashed": "dash", "dotted": "sysDot", "solid": "solid"}[column.stroke]
    far = abs(next(value for value in column.values if value is not None)) * 2 + 1e6
    line = (
        f'<a:ln w="{round(column.width * _PX * 12700)}"><a:solidFill><a:srgbClr val="{deck.colour(column.role)}"/>'
        f'</a:solidFill><a:prstDash val="{dash}"/></a:ln>'
    )
    bars = parse_xml(
        f'<c:errBars {nsdecls("c", "a")}><c:errDir val="y"/><c:errBarType val="minus"/><c:errValType val="fixedVal"/>'
        f'<c:noEndCap val="1"/><c:val val="{far:.0f}"/><c:spPr>{line}</c:spPr></c:errBars>'
    )
    series._element.find(qn("c:cat")).addprevious(bars)  # noqa: SLF001 - python-pptx has no error bars


def _value_axis(deck: Deck, axis: Any, spec: Axis, *, lying: bool = False) -> None:
    ticks = spec.ticks(7)
    axis.minimum_scale, axis.maximum_scale = spec.low, spec.high
    if len(ticks) > 1:
        axis.major_unit = round(ticks[1].value - ticks[0].value, 12)
        digits = max(len(tick.label.partition(".")[2]) for tick in ticks)
        axis.tick_labels.number_format = "#,##0" + ("." + "0" * digits if digits else "")
        axis.tick_labels.number_format_is_linked = False
    axis.has_major_gridlines = True
    axis.major_gridlines.format.line.color.rgb = deck.colour("line")
    axis.major_gridlines.format.line.width = Pt(0.75)
    axis.format.line.fill.background()
    axis.major_tick_mark = XL_TICK_MARK.NONE
    if not lying:
        axis.crosses = XL_AXIS_CROSSES.MINIMUM
    if lying and spec.title:
        _axis_title(deck, axis, spec.title)


def _axis_title(deck: Deck, axis: Any, words: str) -> None:
    axis.has_title = True
    frame = axis.axis_title.text_frame
    frame.text = one_line(words)
    font = frame.paragraphs[0].runs[0].font
    font.size, font.bold = Pt(10), False
    font.color.rgb = deck.colour("text3")


def _date_axis(deck: Deck, axis: Any, spec: Axis) -> None:
    """Ticks on the first of months, on Mondays or on New Year as in the painted chart: the axis begins on one
    of them, because PowerPoint counts its steps from the axis' first day.
    """
    step = calendar_step(spec.low, spec.high, room_for(spec.low, spec.high, _PLOT))
    first = floor_to(spec.low, step)
    axis.minimum_scale, axis.maximum_scale = first.toordinal() - EXCEL_EPOCH, spec.high - EXCEL_EPOCH
    axis.tick_labels.number_format, axis.tick_labels.number_format_is_linked = _date_format(step, spec), False
    axis.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    axis.has_major_gridlines = False
    axis.major_tick_mark = XL_TICK_MARK.OUTSIDE
    axis.format.line.color.rgb = deck.colour("line2")
    element = axis._element  # noqa: SLF001 - python-pptx sets no unit on date axes
    unit = {"day": "days", "week": "days", "month": "months", "year": "years"}[step.unit]
    count = step.count * (7 if step.unit == "week" else 1)
    anchor = element.find(qn("c:baseTimeUnit"))
    anchor.addnext(parse_xml(f'<c:majorTimeUnit {nsdecls("c")} val="{unit}"/>'))
    anchor.addnext(parse_xml(f'<c:majorUnit {nsdecls("c")} val="{count}"/>'))


def _date_format(step: CalendarStep, spec: Axis) -> str:
    years = {date.fromordinal(int(place)).year for place in (spec.low, spec.high - 1)}
    plain = spec.this_year is not None and years == {spec.this_year}
    if step.unit == "year":
        return "yyyy"
    if step.unit == "month":
        return "mmm" if plain else "mmm yy"
    return "d mmm" if plain else "d mmm yy"


def _bars(slide: DeckSlide, spec: ChartSpec, top: float) -> Any:
    bars = [series for series in spec.series if series.kind == "bars"]
    categories = spec.y if spec.horizontal else spec.x
    data = _category_data(number_format="General")
    stacked = len(bars) > 1
    data.categories = (
        _names_with_totals(categories.categories, bars) if stacked else list(map(one_line, categories.categories))
    )
    for series in bars:
        data.add_series(one_line(series.name), _by_category(series, len(categories.categories), lying=spec.horizontal))
    frame = _frame(slide, _BAR_KINDS[stacked, spec.horizontal], data, top)
    chart = frame.chart
    plot = chart.plots[0]
    plot.gap_width, plot.overlap = 61, 100 if stacked else 0
    for made, series in zip(plot.series, bars, strict=True):
        _format_bars(slide.deck, made, series, lying=spec.horizontal, stacked=stacked)
    _value_axis(slide.deck, chart.value_axis, spec.x if spec.horizontal else spec.y, lying=spec.horizontal)
    axis = chart.category_axis
    axis.format.line.color.rgb = slide.deck.colour("ctl")
    axis.major_tick_mark, axis.tick_label_position = XL_TICK_MARK.NONE, XL_TICK_LABEL_POSITION.LOW
    axis.tick_labels.font.color.rgb = slide.deck.colour("text")
    axis.tick_labels.font.size = Pt(10)
    if spec.horizontal:
        # the first category stands at the top, its figures at the foot
        axis.reverse_order = True
        chart.value_axis._element.find(qn("c:crosses")).set("val", "max")  # noqa: SLF001 - where it crosses the names
    return frame


def _light_figures(
    deck: Deck, made: Any, series: Series, across: Sequence[float | None], along: Sequence[float | None]
) -> None:
    """Write figures in the colour of the ground where the bar is too dark for the colour of text."""
    for index, (place, value) in enumerate(zip(across, along, strict=True)):
        role = series.roles[index] if series.roles else series.role
        fill = mixed(deck.tokens.colour(role), deck.tokens.colour("surface"), series.tint)
        dark = contrast(fill, deck.tokens.colour("surface")) > contrast(fill, deck.tokens.colour("text"))
        if place is not None and value and dark:
            label = made.points[int(place)].data_label
            label.font.size = Pt(10)
            label.font.color.rgb = deck.colour("surface")
            label.position = XL_LABEL_POSITION.CENTER


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


def _format_bars(deck: Deck, made: Any, series: Series, *, lying: bool, stacked: bool) -> None:
    made.format.fill.solid()
    made.format.fill.fore_color.rgb = deck.colour(series.role, series.tint)
    across: Sequence[float | None] = series.ys if lying else series.xs
    for index, place in enumerate(across):
        if place is None:
            continue
        if series.roles:
            fill = made.points[int(place)].format.fill
            fill.solid()
            fill.fore_color.rgb = deck.colour(series.roles[index], series.tint)
        if series.labels and series.labels[index] and not stacked:
            label = _label(deck, made.points[int(place)], series.labels[index], None, "text2")
            label.position = XL_LABEL_POSITION.OUTSIDE_END
    if stacked:
        labels = made.data_labels
        labels.show_value, labels.number_format, labels.number_format_is_linked = True, "General;;", False
        labels.position = XL_LABEL_POSITION.CENTER
        labels.font.size = Pt(10)
        labels.font.color.rgb = deck.colour("text")
        _light_figures(deck, made, series, across, series.xs if lying else series.ys)


def _scatter(slide: DeckSlide, spec: ChartSpec, top: float) -> Any:
    data = _xy_data(number_format="General")
    drawn = [series for series in spec.series if series.kind != "bars"]
    for series in drawn:
        added = data.add_series(one_line(series.name))
        for x, y in zip(series.xs, series.ys, strict=True):
            if y is not None:
                added.add_data_point(x, y)
    frame = _frame(slide, XL_CHART_TYPE.XY_SCATTER, data, top)
    for made, series in zip(frame.chart.plots[0].series, drawn, strict=True):
        if series.kind == "points":
            made.format.line.fill.background()
        else:
            _stroke(slide.deck, made.format.line, series.role, series.width, series.stroke)
        _format_marker(slide.deck, made.marker, series.role, series.marker, hollow=series.hollow)
    _value_axis(slide.deck, frame.chart.value_axis, spec.y)
    _value_axis(slide.deck, frame.chart.category_axis, spec.x)
    if spec.x.title:
        _axis_title(slide.deck, frame.chart.category_axis, spec.x.title)
    return frame


def _inner_layout(chart: Any, left: float, top: float, width: float, height: float) -> None:
    """Fix the place of the plot (shares of the chart), so that flags and ends of lines have room for their
    words.
    """
    area = chart._chartSpace.chart.plotArea  # noqa: SLF001 - python-pptx has no layout
    for old in area.findall(qn("c:layout")):
        area.remove(old)
    area.insert(
        0,
        parse_xml(
            f'<c:layout {nsdecls("c")}><c:manualLayout><c:layoutTarget val="inner"/><c:xMode val="edge"/>'
            f'<c:yMode val="edge"/><c:x val="{left}"/><c:y val="{top}"/><c:w val="{width}"/><c:h val="{height}"/>'
            "</c:manualLayout></c:layout>"
        ),
    )
