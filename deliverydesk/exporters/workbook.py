"""A chart as a workbook: its figures, and a native chart that is drawn from them."""

from __future__ import annotations

import os
from datetime import date
from typing import Any

from deliverydesk.charts.axes import calendar_step, floor_to, room_for
from deliverydesk.charts.columns import DatedColumn, dated_columns, top_of
from deliverydesk.charts.scatter import by_role
from deliverydesk.charts.spec import Axis, ChartSpec, Series
from deliverydesk.charts.table import Column, TableData
from deliverydesk.exporters.numberformats import step_code, tick_code
from deliverydesk.exporters.tables import close_book, new_book, write_sheet
from deliverydesk.exporters.text import one_line
from deliverydesk.support.atomic import replacing
from deliverydesk.support.language import tr
from deliverydesk.support.tokens import Tokens, load_tokens, mixed

_DASHES = {"solid": "solid", "dashed": "dash", "dotted": "round_dot"}
_SHAPES = {"disc": "circle", "diamond": "diamond"}
_CHART = tr("Chart")
"""The name of the sheet that a chart is drawn from."""
_SIZE = {"width": 960, "height": 480}


def save_chart_workbook(spec: ChartSpec, path: str | os.PathLike[str], tokens: Tokens | None = None) -> None:
    """Save ``spec`` as XLSX: the sheet "Chart" with the columns drawn and the chart, the sheet "Figures" with
    the table. Raises DeskError in one sentence.
    """
    colours = tokens or load_tokens("light")
    spec = spec.native or spec
    with replacing(path) as fresh:
        book = new_book(fresh)
        try:
            if spec.x.kind == "time" and not spec.empty:
                _dated(book, spec, colours)
            elif not spec.empty and any(series.kind == "bars" for series in spec.series):
                _bars(book, spec, colours)
            elif not spec.empty:
                _points(book, spec, colours)
            write_sheet(book, spec.table, name=tr("Figures"))
        except BaseException:
            book.fileclosed = True
            raise
        close_book(book)


def _dated(book: Any, spec: ChartSpec, tokens: Tokens) -> None:
    days, columns = dated_columns(spec)
    rows = tuple((day, *(column.values[index] for column in columns)) for index, day in enumerate(days))
    heads = (Column(tr("Date"), "date", 12), *(Column(one_line(column.name), "number", 18) for column in columns))
    sheet = write_sheet(book, TableData(_CHART, heads, rows))
    chart = book.add_chart({"type": "line"})
    for index, column in enumerate(columns, start=1):
        chart.add_series(_line(column, index, len(days), tokens))
    chart.show_blanks_as("span")
    chart.set_x_axis(_date_axis(spec.x, tokens))
    chart.set_y_axis({**_value_axis(spec.y, tokens), "max": top_of(spec)})
    _finish(sheet, chart, spec, len(columns) + 2)


def _line(column: DatedColumn, index: int, count: int, tokens: Tokens) -> dict[str, Any]:
    colour = tokens.colour(column.role)
    made: dict[str, Any] = {
        "name": [_CHART, 0, index],
        "categories": [_CHART, 1, 0, count, 0],
        "values": [_CHART, 1, index, count, index],
        "line": {"color": colour, "width": column.width * 0.75, "dash_type": _DASHES[column.stroke]},
        "marker": {"type": "none"},
    }
    if column.marker:
        ground = tokens.colour("surface") if column.hollow else colour
        made["marker"] = {
            "type": _SHAPES[column.shape],
            "size": 5,
            "border": {"color": colour},
            "fill": {"color": ground},
        }
    if not column.joined:
        made["line"] = {"none": True}
    if column.point_words:
        points = [{"value": one_line(words)} if words else {"delete": True} for words in column.point_words]
        made["data_labels"] = {"value": True, "custom": points, "position": "above"}
    if column.drop:
        value = next(value for value in column.values if value is not None)
        made["line"] = {"none": True}
        made["y_error_bars"] = {
            "type": "fixed",
            "value": abs(value) * 2 + 1e6,
            "direction": "minus",
            "end_style": 0,
            "line": {"color": colour, "width": column.width * 0.75, "dash_type": _DASHES[column.stroke]},
        }
    if column.words:
        labels: list[dict[str, Any]] = [{"delete": True} for _ in range(count)]
        font = {"color": tokens.colour(column.words_role), "bold": column.bold, "size": 9}
        labels[column.words_at] = {"value": one_line(column.words), "font": font}
        made["data_labels"] = {"value": True, "custom": labels, "position": column.words_side}
    return made


def _date_axis(axis: Axis, tokens: Tokens) -> dict[str, Any]:
    step = calendar_step(axis.low, axis.high, room_for(axis.low, axis.high, 900.0))
    return {
        "date_axis": True,
        "min": date.fromordinal(floor_to(axis.low, step).toordinal()),
        "max": date.fromordinal(int(axis.high)),
        "major_unit": step.count * (7 if step.unit == "week" else 1),
        "major_unit_type": {"day": "days", "week": "days", "month": "months", "year": "years"}[step.unit],
        "num_format": tick_code(step.unit, year=step.unit == "month"),
        "label_position": "low",
        "num_font": {"color": tokens.colour("text3")},
        "line": {"color": tokens.colour("line2")},
    }


def _value_axis(axis: Axis, tokens: Tokens) -> dict[str, Any]:
    ticks = axis.ticks(7)
    made: dict[str, Any] = {
        "min": axis.low,
        "max": axis.high,
        "name": one_line(axis.title),
        "name_font": {"bold": False, "color": tokens.colour("text3")},
        "num_font": {"color": tokens.colour("text3")},
        "major_gridlines": {"visible": True, "line": {"color": tokens.colour("line"), "width": 0.75}},
        "line": {"none": True},
        "crossing": "min",
    }
    if len(ticks) > 1:
        step = round(ticks[1].value - ticks[0].value, 12)
        made["major_unit"] = step
        made["num_format"] = step_code(step)
    return made


def _bars(book: Any, spec: ChartSpec, tokens: Tokens) -> None:
    bars = [series for series in spec.series if series.kind == "bars"]
    categories = (spec.y if spec.horizontal else spec.x).categories
    values = [_by_category(series, len(categories), lying=spec.horizontal) for series in bars]
    heads = (Column("", "text", 36), *(Column(one_line(series.name), "number", 16) for series in bars))
    rows = tuple((one_line(name), *(column[index] for column in values)) for index, name in enumerate(categories))
    sheet = write_sheet(book, TableData(_CHART, heads, rows))
    chart = book.add_chart({"type": "bar" if spec.horizontal else "column", "subtype": "stacked"})
    count = len(categories)
    for index, series in enumerate(bars, start=1):
        made: dict[str, Any] = {
            "name": [_CHART, 0, index],
            "categories": [_CHART, 1, 0, count, 0],
            "values": [_CHART, 1, index, count, index],
            "fill": {"color": _fill(tokens, series.role, series.tint)},
            "gap": 61,
        }
        if series.roles:
            points: list[dict[str, Any] | None] = [None] * count
            for place, role in zip(series.ys if spec.horizontal else series.xs, series.roles, strict=True):
                if place is not None:
                    points[int(place)] = {"fill": {"color": _fill(tokens, role, series.tint)}}
            made["points"] = points
        chart.add_series(made)
    category_axis = {"reverse": spec.horizontal, "num_font": {"color": tokens.colour("text")}, "label_position": "low"}
    value_axis = _value_axis(spec.x if spec.horizontal else spec.y, tokens)
    del value_axis["crossing"]
    if spec.horizontal:
        # XlsxWriter calls the level axis x, also where it carries the values
        category_axis["crossing"] = "max"
        value_axis, category_axis = category_axis, value_axis
    category_axis.setdefault("major_gridlines", {"visible": False})
    value_axis.setdefault("major_gridlines", {"visible": False})
    chart.set_x_axis(category_axis)
    chart.set_y_axis(value_axis)
    _finish(sheet, chart, spec, len(bars) + 2)


def _points(book: Any, spec: ChartSpec, tokens: Tokens) -> None:
    """A scatter chart: for each series its names, level and upright figures, and each point in its colour."""
    chart = book.add_chart({"type": "scatter"})
    heads: list[Column] = []
    columns: list[list[Any]] = []
    for series in by_role(spec, thinned=False):
        first = len(heads)
        shown = [index for index, y in enumerate(series.ys) if y is not None]
        heads += [
            Column(one_line(series.name), "text", 36),
            Column(one_line(spec.x.title), "number", 16),
            Column(one_line(spec.y.title), "number", 16),
        ]
        columns += [
            [one_line(series.labels[index]) if series.labels else "" for index in shown],
            [series.xs[index] for index in shown],
            [series.ys[index] for index in shown],
        ]
        colour = {"color": tokens.colour(series.role)}
        chart.add_series(
            {
                "name": [_CHART, 0, first],
                "categories": [_CHART, 1, first + 1, len(shown), first + 1],
                "values": [_CHART, 1, first + 2, len(shown), first + 2],
                "marker": {
                    "type": "circle",
                    "size": max(5, round(series.marker * 2)),
                    "fill": colour,
                    "border": colour,
                },
            }
        )
    longest = max(map(len, columns), default=0)
    rows = tuple(tuple(each[row] if row < len(each) else None for each in columns) for row in range(longest))
    sheet = write_sheet(book, TableData(_CHART, tuple(heads), rows))
    for axis, put in ((spec.x, chart.set_x_axis), (spec.y, chart.set_y_axis)):
        made = _value_axis(axis, tokens)
        if axis.log:
            made["log_base"] = 10
            made.pop("major_unit", None)
            made.pop("num_format", None)
        put(made)
    _finish(sheet, chart, spec, len(heads) + 1)


def _fill(tokens: Tokens, role: str, tint: float) -> str:
    return mixed(tokens.colour(role), tokens.colour("surface"), tint)


def _by_category(series: Series, count: int, *, lying: bool) -> list[float | None]:
    values: list[float | None] = [None] * count
    across, along = (series.ys, series.xs) if lying else (series.xs, series.ys)
    for place, value in zip(across, along, strict=True):
        if place is not None:
            values[int(place)] = value
    return values


def _finish(sheet: Any, chart: Any, spec: ChartSpec, column: int) -> None:
    chart.set_title({"name": one_line(spec.title), "name_font": {"size": 14}, "overlay": False})
    chart.set_legend({"none": len(spec.series) == 1 or spec.x.kind == "time"})
    chart.set_size(_SIZE)
    sheet.insert_chart(1, column, chart, {"description": spec.alt})
