"""How native charts look: lines, points, labels, bars and axes in the colours of a deck."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from pptx.enum.chart import (
    XL_AXIS_CROSSES,
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
from deliverydesk.charts.columns import DatedColumn
from deliverydesk.charts.spec import Axis, Series, Shape, Side, Stroke
from deliverydesk.exporters.deck import Deck
from deliverydesk.exporters.numberformats import parts_code, step_code, tick_code
from deliverydesk.exporters.text import one_line
from deliverydesk.support.tokens import contrast

_POSITIONS = {
    "above": XL_LABEL_POSITION.ABOVE,
    "below": XL_LABEL_POSITION.BELOW,
    "left": XL_LABEL_POSITION.LEFT,
    "right": XL_LABEL_POSITION.RIGHT,
}
_SHAPES = {"disc": XL_MARKER_STYLE.CIRCLE, "diamond": XL_MARKER_STYLE.DIAMOND}
_DASHES = {"dashed": MSO_LINE_DASH_STYLE.DASH, "dotted": MSO_LINE_DASH_STYLE.ROUND_DOT}
_PLOT = 900.0
"""The width of a plot in pixels of a painted chart of the usual size, so that both choose the same ticks."""
_CROWD = 60
_PX = 0.75
"""Points to one pixel of the painted charts."""


def format_line(deck: Deck, series: Any, column: DatedColumn) -> None:
    """How a line looks, with what stands at its points."""
    style_line(deck, series, column)
    mark_points(deck, series, column)


def style_line(deck: Deck, series: Any, column: DatedColumn) -> None:
    """The line itself, its points, and the line down from a flag."""
    series.smooth = False
    line = series.format.line
    if column.drop or not column.joined:
        line.fill.background()
    else:
        stroke_line(deck, line, column.role, column.width, column.stroke)
    format_marker(
        deck,
        series.marker,
        column.role,
        0 if _crowded(column) else column.marker,
        hollow=column.hollow,
        shape=column.shape,
    )
    if column.drop:
        _drop_line(deck, series, column)


def _crowded(column: DatedColumn) -> bool:
    return sum(value is not None for value in column.values) > _CROWD


def mark_points(deck: Deck, series: Any, column: DatedColumn) -> None:
    """The ring at the end of a line, and its words."""
    filled = [index for index, value in enumerate(column.values) if value is not None]
    if filled and (_crowded(column) or column.ends_in_ring):
        format_marker(deck, series.points[filled[-1]].marker, column.role, column.marker or 4.0, hollow=True)
    if column.words and filled:
        point = series.points[column.words_at]
        words = put_label(deck, point, column.words, column.words_side, column.words_role, bold=column.bold)
        if column.nudge:
            _nudge(words, 0.012, column.nudge)
    for index, told in enumerate(column.point_words):
        if told:
            put_label(deck, series.points[index], told, "above", "text2")


def stroke_line(deck: Deck, line: Any, role: str, width: float, stroke: Stroke) -> None:
    """The colour, width and dashes of a line."""
    deck.palette.paint(line.color, deck.palette.data(role))
    line.width = Pt(width * _PX)
    if stroke != "solid":
        line.dash_style = _DASHES[stroke]


def format_marker(deck: Deck, marker: Any, role: str, radius: float, *, hollow: bool, shape: Shape = "disc") -> None:
    """The discs or diamonds at the points of a line; none where the radius is 0."""
    if not radius:
        marker.style = XL_MARKER_STYLE.NONE
        return
    marker.style, marker.size = _SHAPES[shape], max(2, min(72, round(2 * radius * _PX) + 1))
    marker.format.fill.solid()
    role = deck.palette.data(role)
    deck.palette.paint(marker.format.fill.fore_color, "surface" if hollow else role)
    deck.palette.paint(marker.format.line.color, role)
    marker.format.line.width = Pt(1.25)


def put_label(deck: Deck, point: Any, words: str, side: Side | None, role: str, *, bold: bool = False) -> Any:
    """Words at a point."""
    label = point.data_label
    frame = label.text_frame
    frame.text, frame.word_wrap = one_line(words), False
    font = frame.paragraphs[0].runs[0].font
    font.size, font.bold = deck.points(10), bold
    deck.palette.paint(font.color, deck.palette.label(role))
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
        f'<a:ln w="{round(column.width * _PX * 12700)}"><a:solidFill>{deck.palette.xml(column.role)}'
        f'</a:solidFill><a:prstDash val="{dash}"/></a:ln>'
    )
    bars = parse_xml(
        f'<c:errBars {nsdecls("c", "a")}><c:errDir val="y"/><c:errBarType val="minus"/><c:errValType val="fixedVal"/>'
        f'<c:noEndCap val="1"/><c:val val="{far:.0f}"/><c:spPr>{line}</c:spPr></c:errBars>'
    )
    series._element.find(qn("c:cat")).addprevious(bars)  # noqa: SLF001 - python-pptx has no error bars


def scale_values(axis: Any, spec: Axis) -> None:
    """From where to where a value axis goes, in which steps."""
    ticks = spec.ticks(7)
    axis.minimum_scale, axis.maximum_scale = spec.low, spec.high
    if spec.log:
        scaling = axis._element.find(qn("c:scaling"))  # noqa: SLF001 - python-pptx has no logarithmic scale
        for old in scaling.findall(qn("c:logBase")):
            scaling.remove(old)
        scaling.insert(0, parse_xml(f'<c:logBase {nsdecls("c")} val="10"/>'))
    elif len(ticks) > 1:
        axis.major_unit = round(ticks[1].value - ticks[0].value, 12)
        axis.tick_labels.number_format = step_code(axis.major_unit)
        axis.tick_labels.number_format_is_linked = False


def value_axis(deck: Deck, axis: Any, spec: Axis, *, lying: bool = False) -> None:
    """An axis of figures: no line of its own, and a hairline at each step."""
    scale_values(axis, spec)
    axis.has_major_gridlines = True
    deck.palette.paint(axis.major_gridlines.format.line.color, "line")
    axis.major_gridlines.format.line.width = Pt(0.75)
    axis.format.line.fill.background()
    axis.major_tick_mark = XL_TICK_MARK.NONE
    if not lying:
        axis.crosses = XL_AXIS_CROSSES.MINIMUM
    if lying and spec.title:
        axis_title(deck, axis, spec.title)


def axis_title(deck: Deck, axis: Any, words: str) -> None:
    """Words along an axis."""
    axis.has_title = True
    frame = axis.axis_title.text_frame
    frame.text = one_line(words)
    font = frame.paragraphs[0].runs[0].font
    font.size, font.bold = deck.points(10), False
    deck.palette.paint(font.color, "text3")


def date_axis(deck: Deck, axis: Any, spec: Axis) -> None:
    """An axis of dates."""
    scale_dates(axis, spec)
    axis.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    axis.has_major_gridlines = False
    axis.major_tick_mark = XL_TICK_MARK.OUTSIDE
    deck.palette.paint(axis.format.line.color, "line2")


def scale_dates(axis: Any, spec: Axis) -> None:
    """Ticks on the first of months, on Mondays or on New Year as in the painted chart: the axis begins on one
    of them, because PowerPoint counts its steps from the axis' first day.
    """
    step = calendar_step(spec.low, spec.high, room_for(spec.low, spec.high, _PLOT))
    first = floor_to(spec.low, step)
    axis.minimum_scale, axis.maximum_scale = first.toordinal() - EXCEL_EPOCH, spec.high - EXCEL_EPOCH
    axis.tick_labels.number_format, axis.tick_labels.number_format_is_linked = _date_format(step, spec), False
    element = axis._element  # noqa: SLF001 - python-pptx sets no unit on date axes
    for old in element.xpath("c:majorUnit|c:majorTimeUnit"):
        element.remove(old)
    unit = {"day": "days", "week": "days", "month": "months", "year": "years"}[step.unit]
    count = step.count * (7 if step.unit == "week" else 1)
    anchor = element.find(qn("c:baseTimeUnit"))
    anchor.addnext(parse_xml(f'<c:majorTimeUnit {nsdecls("c")} val="{unit}"/>'))
    anchor.addnext(parse_xml(f'<c:majorUnit {nsdecls("c")} val="{count}"/>'))


def _date_format(step: CalendarStep, spec: Axis) -> str:
    years = {date.fromordinal(int(place)).year for place in (spec.low, spec.high - 1)}
    plain = spec.this_year is not None and years == {spec.this_year}
    return tick_code(step.unit, year=not plain)


def _light_figures(
    deck: Deck, made: Any, series: Series, across: Sequence[float | None], along: Sequence[float | None]
) -> None:
    """Write figures in the colour of the ground where the bar is too dark for the colour of text."""
    for index, (place, value) in enumerate(zip(across, along, strict=True)):
        role = series.roles[index] if series.roles else series.role
        fill = deck.palette.value(role, series.tint)
        dark = contrast(fill, deck.palette.value("surface")) > contrast(fill, deck.palette.value("text"))
        if place is not None and value and dark:
            label = made.points[int(place)].data_label
            label.font.size = deck.points(10)
            deck.palette.paint(label.font.color, "surface")
            label.position = XL_LABEL_POSITION.CENTER


def format_bars(deck: Deck, made: Any, series: Series, *, lying: bool, stacked: bool) -> None:
    """How the bars of a series look, with the words at them."""
    fill_bars(deck, made, series, lying=lying)
    mark_bars(deck, made, series, lying=lying, stacked=stacked)


def fill_bars(deck: Deck, made: Any, series: Series, *, lying: bool) -> None:
    """The colours of bars."""
    made.format.fill.solid()
    deck.palette.paint(made.format.fill.fore_color, series.role, series.tint)
    across: Sequence[float | None] = series.ys if lying else series.xs
    for index, place in enumerate(across):
        if place is None:
            continue
        if series.roles:
            fill = made.points[int(place)].format.fill
            fill.solid()
            deck.palette.paint(fill.fore_color, series.roles[index], series.tint)


def mark_bars(deck: Deck, made: Any, series: Series, *, lying: bool, stacked: bool) -> None:
    """The words at bars, or the figures in them where they are stacked."""
    across: Sequence[float | None] = series.ys if lying else series.xs
    for index, place in enumerate(across):
        if place is not None and series.labels and series.labels[index] and not stacked:
            label = put_label(deck, made.points[int(place)], series.labels[index], None, "text2")
            label.position = XL_LABEL_POSITION.OUTSIDE_END
    if stacked:
        labels = made.data_labels
        labels.show_value, labels.number_format_is_linked = True, False
        labels.number_format = parts_code(series.xs if lying else series.ys)
        labels.position = XL_LABEL_POSITION.CENTER
        labels.font.size = deck.points(10)
        deck.palette.paint(labels.font.color, "text")
        _light_figures(deck, made, series, across, series.xs if lying else series.ys)


def inner_layout(chart: Any, left: float, top: float, width: float, height: float) -> None:
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
