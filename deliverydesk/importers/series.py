"""A first plan for a table of measurements: which columns are figures, whose they are, and of which day."""

import re
from collections.abc import Mapping
from dataclasses import replace
from itertools import pairwise
from pathlib import PurePath

from deliverydesk.domain.portfolio import Portfolio
from deliverydesk.importers.dates import find_format, parse_date
from deliverydesk.importers.figures import STYLES, parse_figure, parse_number
from deliverydesk.importers.looks import is_figure, is_key, of_figures, sample
from deliverydesk.importers.model import ColumnGuess, Table, cell_text
from deliverydesk.importers.plan import ColumnPlan, ImportPlan
from deliverydesk.importers.units import column_plan
from deliverydesk.importers.vocabulary import fields_for, header_forms

_OF_A_DAY = re.compile(r"(?:[\s_\-.(]+[0-9]{1,8}\)?)+$")
_KEYS = frozenset({"id", "index", "idx"})
_NO_FIGURES = _KEYS | {"ids", "row", "year", "month", "quarter", "week", "jahr", "monat", "quartal", "woche"}
_NO_FIGURES |= {"mois", "année", "mes", "año"}
"""Words that end the headers of keys, of the rows' own numbers and of parts of a date."""


def file_title(table: Table) -> str:
    """What a table without a name of its own is called: as its file, without the month that such a file may be of."""
    stem = PurePath(table.source.path).stem
    return _OF_A_DAY.sub("", stem) or stem


def dated_headers(table: Table) -> tuple[str, tuple[str, ...]] | None:
    """The date format of the headers and the columns they head, where the table has a column of figures for each of
    several dates; None for any other table. All headers are read in one format.
    """
    names = [name for name in table.names if name]
    form = find_format(names, years=True)
    dated = tuple(name for name in names if form.count and parse_date(name, form.choices[0]) is not None)
    if len(dated) < 2 or len(dated) < 0.5 * len(names):
        return None
    filled = [cell for name in dated for cell in sample(table, name, 20)]
    figures = sum(is_figure(cell, table.guess(dated[0]).number_style or "point") for cell in filled)
    rows = sum(any(table.columns[table.places(name)[0]][row] != "" for name in dated) for row in range(table.row_count))
    # a calendar of bars beside work has few figures, or none
    spoken = figures >= 0.8 * len(filled) and 3 * rows >= table.row_count
    return (form.choices[0], dated) if spoken else None


def wide_plan(table: Table, assigned: Mapping[str, str], form: str, dated: tuple[str, ...]) -> ImportPlan:
    """A column for each date: the outcome is named by a column of words, or by the name of the file."""
    chosen = {name: field for name, field in assigned.items() if name not in dated}
    chosen = {name: field for name, field in chosen.items() if field in ("outcome", "source")}
    words = [guess.name for guess in table.guesses if guess.name not in dated and guess.kind == "text"]
    named = next((column for column, field in chosen.items() if field == "outcome"), "")
    if not named or not is_key(table, named):
        # of several columns of words it is the one that parts the rows
        telling = [name for name in words if is_key(table, name)] or ([] if named else words)
        chosen = {name: field for name, field in chosen.items() if not telling or field != "outcome"}
        chosen |= dict.fromkeys(telling[:1], "outcome")
    stem = "" if "outcome" in chosen.values() else file_title(table)
    style = _common_style(table, dated)
    plans = [
        ColumnPlan(name, "dated", form, style, outcome=stem)
        if name in dated
        else column_plan(table, name, "measurements", chosen)
        for name in table.names
    ]
    return ImportPlan("measurements", tuple(plans), table.options)


def _common_style(table: Table, names: tuple[str, ...]) -> str:
    """The decimal sign of all these columns together."""
    texts = [cell for name in names for cell in sample(table, name, 50) if isinstance(cell, str)]
    fits = {style: sum(parse_figure(text, style) is not None for text in texts) for style in STYLES}
    if fits["point"] == fits["comma"]:
        return "comma" if table.source.delimiter == ";" and texts else "point"
    return max(fits, key=lambda style: fits[style])


def measurement_plan(table: Table, chosen: dict[str, str], portfolio: Portfolio) -> ImportPlan:
    """A dated value or several in each row: the columns of figures, and a column of words where it parts series."""
    if "date" not in chosen.values():
        first = next(guess.name for guess in table.guesses if guess.kind == "date")
        chosen = {**{name: field for name, field in chosen.items() if name != first}, first: "date"}
    day = next(name for name, field in chosen.items() if field == "date")
    if table.guess(day).date_format == "yyyy":
        # beside a year, the day or the month says more
        finer = [guess.name for guess in table.guesses if guess.kind == "date" and guess.date_format != "yyyy"]
        chosen = {name: field for name, field in chosen.items() if not (finer and name == day)}
        chosen |= dict.fromkeys(finer[:1], "date")
    many = "outcome" not in chosen.values()
    named = any(field == "value" for field in chosen.values())
    free = [guess for guess in table.guesses if guess.name not in chosen and (many or not named)]
    figures = [guess for guess in free if guess.kind == "number" or of_figures(table, guess)]
    measured = [guess for guess in figures if not _counts_rows(table, guess)]
    chosen = chosen | {guess.name: "value" for guess in (measured if measured or named else figures)}
    if many and (series := _series_column(table, chosen)):
        chosen, many = {**chosen, series: "outcome"}, False
    names = {outcome.name.casefold(): outcome.name for outcome in portfolio.outcomes}
    only = sum(field == "value" for field in chosen.values()) == 1
    plans = []
    for name in table.names:
        plan = column_plan(table, name, "measurements", chosen)
        if plan.field == "value" and many:
            # a lone column of values, headed by no more than that, is told from others by its file
            nameless = only and any(field == "value" for field, _ in fields_for(name, "measurements"))
            title = file_title(table) if nameless else name
            plan = replace(plan, outcome=names.get(title.casefold(), title))
        plans.append(plan)
    return ImportPlan("measurements", tuple(plans), table.options)


def _counts_rows(table: Table, guess: ColumnGuess) -> bool:
    """Whether the figures of a column are no measured ones: keys, the rows' own numbers, or a part of the date."""
    words = [form.split() for form in header_forms(guess.name)[:5]]
    if (
        {each[-1] for each in words} & _NO_FIGURES
        or {each[0] for each in words} & _KEYS
        or any(field == "date" for field, _ in fields_for(guess.name, "measurements"))
    ):
        return True
    numbers = [parse_number(cell_text(cell)) for cell in sample(table, guess.name)]
    steps = {right - left for left, right in pairwise(numbers) if left is not None and right is not None}
    return numbers[:1] in ([0.0], [1.0]) and len(numbers) > 2 and None not in numbers and steps == {1.0}


def _series_column(table: Table, chosen: Mapping[str, str]) -> str:
    """The column of words that says which series a figure belongs to: with it each day comes once for each series.

    Where every day comes once anyhow, it is a column whose words come again beside figures that are headed by no more
    than "value". Beside several columns of figures, each of them has such a series for each word.
    """
    values = [column for column, field in chosen.items() if field == "value"]
    if not values:
        return ""
    days = _texts(table, next(column for column, field in chosen.items() if field == "date"))
    once = len(set(days)) == len(days)
    nameless = len(values) == 1 and any(field == "value" for field, _ in fields_for(values[0], "measurements"))
    for guess in table.guesses:
        if guess.kind != "text" or guess.name in chosen:
            continue
        words = _texts(table, guess.name)
        series = len(set(zip(days, words, strict=True))) == len(days) and all(words)
        if series and len(set(words)) < len(words) and (nameless or not once):
            return guess.name
    return ""


def _texts(table: Table, name: str) -> list[str]:
    return [cell_text(cell).strip() for cell in table.columns[table.places(name)[0]]]
