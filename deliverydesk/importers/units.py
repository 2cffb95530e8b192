"""What a column's values are counted in and parted by, as its header and the columns beside it tell."""

import re
from collections.abc import Mapping
from math import nan

from deliverydesk.importers.dates import parse_date
from deliverydesk.importers.fields import FIELDS, What
from deliverydesk.importers.figures import is_percent, parse_number
from deliverydesk.importers.looks import sample
from deliverydesk.importers.model import Table, cell_text
from deliverydesk.importers.plan import ColumnPlan
from deliverydesk.importers.vocabulary import header_forms

_UNIT_WORDS = (
    ("person-months", re.compile(r"month|monat|mois|mes(?:es)?\b|\bpm\b|\bmm\b")),
    ("person-days", re.compile(r"day|tag(?:e|en)?\b|jour|día|dias\b|\bpt\b|\bpd\b|\bjh\b")),
    ("hours", re.compile(r"hour|stunde|heure|hora|\bhrs?\b|\bh\b|\bstd\b")),
    ("person-weeks", re.compile(r"week|woche|semaine|semana|\bpw\b")),
    ("seconds", re.compile(r"second|sekunde|seconde|segundo")),
)
_PERIOD_WORDS = (
    ("week", re.compile(r"week|woche|semaine|semana")),
    ("month", re.compile(r"month|monat|mois|mes\b|mensual|mtl")),
    ("quarter", re.compile(r"quarter|quartal|trimest")),
    ("year", re.compile(r"year|jahr|année|\ban\b|año|annual")),
)
_LASTING = {"person-months": "month", "person-days": "work day", "hours": "hour", "person-weeks": "week"}
_LIST_SEPARATORS = ",;|\n"


def column_plan(table: Table, name: str, what: What, chosen: Mapping[str, str]) -> ColumnPlan:
    """What a column becomes with the field that is chosen for it, read as its values look."""
    guess, field = table.guess(name), chosen.get(name, "")
    return ColumnPlan(
        name,
        field,
        guess.date_format if guess.kind == "date" else "",
        guess.number_style or "point",
        default_unit(table, name, what, chosen),
        default_separators(name, field),
    )


def default_unit(table: Table, name: str, what: What, chosen: Mapping[str, str]) -> str:
    """The unit that a column's values most likely have, as the field that is chosen for it; "" for fields without."""
    header = name.casefold().replace("_", " ")
    known = FIELDS[what].get(chosen.get(name, ""))
    if known is None or not known.units:
        return ""
    if known.name == "duration_weeks":
        return _duration_unit(table, name, header, chosen)
    if known.type == "effort":
        headers = {form for each in table.names for form in header_forms(each)}
        for unit, words in _UNIT_WORDS:
            if words.search(header):
                return unit
        if "work ratio" in headers or ("issue key" in headers and "time spent" in headers):
            return "seconds"
        if header.startswith("time est"):
            return "milliseconds"
        if "work item type" in headers:
            return "hours"
        return "person-months" if "reach" in chosen.values() else "person-weeks"
    if known.type in ("share", "part"):
        texts = [cell_text(cell) for cell in sample(table, name)]
        style = table.guess(name).number_style or "point"
        values = [value for text in texts if (value := parse_number(text, style)) is not None]
        # one figure above 1 tells per cent of a confidence; of a share of time it may be the one that is wrong
        above = sum(value > 1 for value in values) > (0 if known.type == "share" else len(values) / 2)
        return "percent" if any(map(is_percent, texts)) or above else "share"
    return next((unit for unit, words in _PERIOD_WORDS if words.search(header)), "")


def _duration_unit(table: Table, name: str, header: str, chosen: Mapping[str, str]) -> str:
    """What a duration is counted in: as its header says, or as most of the days from start to end beside it."""
    for unit, words in _UNIT_WORDS:
        if words.search(header) and unit in _LASTING:
            return _LASTING[unit]
    column = {field: column for column, field in chosen.items()}
    last = column.get("planned_end") or column.get("target_date")
    if "planned_start" not in column or last is None:
        return "week"
    starts, ends, lengths = (_figures(table, each) for each in (column["planned_start"], last, name))
    pairs = [
        (length, (end - start + 1) / length)
        for start, end, length in zip(starts, ends, lengths, strict=True)
        if length > 0 and end >= start
    ]
    if not pairs:
        return "week"
    middle = sorted(ratio for _, ratio in pairs)[len(pairs) // 2]
    if middle > 3:
        return "month" if middle > 15 else "week"
    # days of a working week are as many in either way
    return "day" if any(length > 5 and ratio < 1.1 for length, ratio in pairs) else "work day"


def _figures(table: Table, name: str) -> list[float]:
    """The cells of a column as numbers, of dates their days; not a number for all others."""
    guess = table.guess(name)
    found = []
    for cell in table.columns[table.places(name)[0]]:
        text = cell_text(cell)
        day = parse_date(text, guess.date_format) if guess.kind == "date" else None
        number = float(day.toordinal()) if day else parse_number(text, guess.number_style or "point")
        found.append(nan if number is None else number)
    return found


def default_separators(name: str, field: str) -> str:
    """The characters that part several values in one cell of a column."""
    if field in ("tags", "skills", "predecessors", "successors"):
        return _LIST_SEPARATORS
    if field in ("product", "owner", "team") and re.search(r"(s|\(s\))\)?$", name.strip().casefold()):
        # a plural header says that a cell may hold several
        return _LIST_SEPARATORS
    return "|" if field in ("product", "owner", "team") else ""
