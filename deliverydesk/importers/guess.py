"""A first plan for a table: what each column becomes, by the words of its header and the look of its values."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import PurePath

from deliverydesk.domain.portfolio import Portfolio
from deliverydesk.importers.dates import find_format, parse_date
from deliverydesk.importers.fields import CHOICES, FIELDS, ImportField, What
from deliverydesk.importers.figures import STYLES, is_percent, parse_figure, parse_number
from deliverydesk.importers.kinds import kind_of_table
from deliverydesk.importers.looks import is_figure, is_rate, of_figures, sample, title_column, words_of
from deliverydesk.importers.model import ColumnGuess, Table, cell_text
from deliverydesk.importers.plan import ColumnPlan, ImportPlan
from deliverydesk.importers.vocabulary import fields_for, header_forms, stage_field
from deliverydesk.importers.words import choice_of, flag_of, kind_of, stage_of

_UNIT_WORDS = (
    ("person-months", re.compile(r"month|monat|mois|mes(?:es)?\b|\bpm\b|\bmm\b")),
    ("person-days", re.compile(r"day|tage?\b|jour|día|dias\b|\bpt\b|\bpd\b|\bjh\b")),
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
_EFFORT_TEXT = re.compile(r"\s*~?[0-9]+(?:[.,][0-9]+)?\s*(?:[-–/.\w]+\s*){0,6}")
_LIST_SEPARATORS = ",;|\n"
_BARE_STARTS = frozenset({"start", "begin", "beginn", "anfang", "début", "debut", "inicio"})
_BY_STATUS_WORD = 80.0
"""How far a status word over a column of dates is from a header that is known: farther than any."""


@dataclass(frozen=True, slots=True)
class _Candidate:
    distance: float
    column: str
    field: str


def guess_plan(table: Table, portfolio: Portfolio) -> ImportPlan:
    """What the table most likely holds and what its columns most likely become. Pure; every part is changeable."""
    wide = dated_headers(table)
    if wide is not None:
        return _wide_plan(table, *wide)
    assigned = {what: _assign(table, what) for what in FIELDS}
    assigned["outcomes"] = _named(assigned["outcomes"])
    what = kind_of_table(table, assigned)
    chosen = assigned[what]
    if what == "measurements":
        return _measurement_plan(table, chosen, portfolio)
    if what == "deliverables" and "title" not in chosen.values() and (fallback := title_column(table, set(chosen))):
        chosen[fallback] = "title"
    plans = tuple(_column_plan(table, name, what, chosen) for name in table.names)
    return with_words(ImportPlan(what, plans, table.options), table)


def with_words(plan: ImportPlan, table: Table) -> ImportPlan:
    """The plan with all status and type words of the table listed; words it knows already stay as they are."""
    if plan.what != "deliverables":
        return plan
    stages, kinds = dict(plan.stages), dict(plan.kinds)
    for column in plan.of_field("stage"):
        category = _category_column(table)
        for word, row in words_of(table, column.column).items():
            if word not in stages:
                stage = stage_of(word) or (stage_of(category[row]) if category else None)
                stages[word] = stage.value if stage else ""
    for column in plan.of_field("kind"):
        for word in words_of(table, column.column):
            if word not in kinds:
                kind = kind_of(word)
                kinds[word] = kind.value if kind else ""
    return replace(plan, stages=stages, kinds=kinds)


def _category_column(table: Table) -> list[str]:
    """Trackers with free status words export beside them a category, which says what each word means."""
    for name in table.names:
        if header_forms(name)[:1] in (("status category",), ("state category",)):
            return [cell_text(cell) for cell in table.columns[table.places(name)[0]]]
    return []


def _assign(table: Table, what: What) -> dict[str, str]:
    """Column name to field, the surest pairs first, each column and each single field once. A column of dates that is
    headed by a status word is surer than none.
    """
    headers = {form for name in table.names for form in header_forms(name)}
    candidates = []
    for order, guess in enumerate(table.guesses):
        if guess.kind == "empty":
            continue
        meanings = fields_for(guess.name, what)
        if what == "deliverables" and guess.kind == "date" and (entered := stage_field(guess.name)):
            meanings = (*meanings, (entered, _BY_STATUS_WORD))
        for name, distance in meanings:
            field = _meant(name, guess.name, headers)
            known = FIELDS[what].get(field)
            if known is not None and _fits(table, guess, known):
                candidates.append(_Candidate(distance + order / 1000, guess.name, field))
    chosen: dict[str, str] = {}
    taken: set[str] = set()
    for candidate in sorted(candidates, key=lambda each: each.distance):
        gathers = candidate.field in ("predecessors", "successors")
        if candidate.column not in chosen and (gathers or candidate.field not in taken):
            chosen[candidate.column] = candidate.field
            taken.add(candidate.field)
    return chosen


def _meant(field: str, header: str, headers: set[str]) -> str:
    """What a word means beside the others: ICE or RICE, points or time, a theme or, in German trackers, the title."""
    if field in ("impact", "confidence") and _heads(headers, "ice_ease") and not _heads(headers, "reach"):
        return f"ice_{field}"
    if field == "theme" and header.casefold() == "thema" and not _heads(headers, "title"):
        return "title"
    if field == "planned_start" and header.strip().casefold() in _BARE_STARTS and _heads(headers, "actual_end"):
        plans = _heads(headers, "planned_end") or _heads(headers, "target_date")
        return field if plans else "actual_start"
    points = {"current state", "iteration"} <= headers or "cycle number" in headers or "work item type" in headers
    if field == "effort" and points and header.casefold() in ("effort", "estimate", "size"):
        return "job_size"
    return field


def _heads(headers: set[str], field: str) -> bool:
    """Whether one of the headers is a word for this field before any other."""
    meanings = (fields_for(header, "deliverables") for header in headers)
    return any(min(found, key=lambda each: each[1])[0] == field for found in meanings if found)


def _fits(table: Table, guess: ColumnGuess, field: ImportField) -> bool:
    """Whether the values of a column can be what its header says."""
    match field.type:
        case "date":
            return guess.kind == "date"
        case "number":
            return guess.kind == "number"
        case "flag":
            return any(flag_of(cell_text(cell)) is not None for cell in sample(table, guess.name))
        case "choice":
            words = words_of(table, guess.name)
            return any(choice_of(CHOICES[field.name], word) is not None for word in words)
        case "figure" | "quantity" | "days" | "part":
            return guess.kind == "number" or of_figures(table, guess)
        case "rate":
            return guess.kind == "number" or of_figures(table, guess, is_rate)
        case "share":
            return guess.kind == "number" or any(sample(table, guess.name))
        case "effort":
            texts = [cell_text(cell) for cell in sample(table, guess.name)]
            return guess.kind == "number" or sum(bool(_EFFORT_TEXT.fullmatch(text)) for text in texts) > len(texts) / 2
        case "kind":
            return any(kind_of(word) for word in words_of(table, guess.name))
        case "stage":
            words = words_of(table, guess.name)
            first = header_forms(guess.name)[:1]
            sure = bool(first) and re.search(r"stat|état|estad|zustand|stage|stufe", first[0]) is not None
            return sure or any(stage_of(word) for word in words)
        case "name" | "text":
            return guess.kind != "date"
        case _:
            return True


def _named(outcomes: dict[str, str]) -> dict[str, str]:
    """What names outcomes where there is nothing but their metrics."""
    if "name" in outcomes.values():
        return outcomes
    return {column: "name" if field == "metric" else field for column, field in outcomes.items()}


def dated_headers(table: Table) -> tuple[str, tuple[str, ...]] | None:
    """The date format of the headers and the columns they head, where the table has a column of figures for each of
    several dates; None for any other table. All headers are read in one format.
    """
    names = [name for name in table.names if name]
    form = find_format(names)
    dated = tuple(name for name in names if form.count and parse_date(name, form.choices[0]) is not None)
    if len(dated) < 2 or len(dated) < 0.5 * len(names):
        return None
    filled = [cell for name in dated for cell in sample(table, name, 20)]
    figures = sum(is_figure(cell, table.guess(dated[0]).number_style or "point") for cell in filled)
    return (form.choices[0], dated) if figures >= 0.8 * len(filled) else None


def _wide_plan(table: Table, form: str, dated: tuple[str, ...]) -> ImportPlan:
    """A column for each date: the outcome is named by a column of words, or by the name of the file."""
    chosen = {name: field for name, field in _assign(table, "measurements").items() if name not in dated}
    chosen = {name: field for name, field in chosen.items() if field in ("outcome", "source")}
    if "outcome" not in chosen.values():
        others = [guess.name for guess in table.guesses if guess.name not in dated and guess.kind == "text"]
        chosen |= dict.fromkeys(others[:1], "outcome")
    stem = "" if "outcome" in chosen.values() else PurePath(table.source.path).stem
    style = _common_style(table, dated)
    plans = [
        ColumnPlan(name, "dated", form, style, outcome=stem)
        if name in dated
        else _column_plan(table, name, "measurements", chosen)
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


def _measurement_plan(table: Table, chosen: dict[str, str], portfolio: Portfolio) -> ImportPlan:
    if "date" not in chosen.values():
        first = next(guess.name for guess in table.guesses if guess.kind == "date")
        chosen = {**{name: field for name, field in chosen.items() if name != first}, first: "date"}
    many = "outcome" not in chosen.values()
    if "value" not in chosen.values() or many:
        for guess in table.guesses:
            figures = guess.kind == "number" or of_figures(table, guess)
            if figures and guess.name not in chosen and (many or "value" not in chosen.values()):
                chosen[guess.name] = "value"
    if many and (series := _series_column(table, chosen)):
        chosen, many = {**chosen, series: "outcome"}, False
    names = {outcome.name.casefold(): outcome.name for outcome in portfolio.outcomes}
    plans = []
    for name in table.names:
        plan = _column_plan(table, name, "measurements", chosen)
        if plan.field == "value" and many:
            plan = replace(plan, outcome=names.get(name.casefold(), name))
        plans.append(plan)
    return ImportPlan("measurements", tuple(plans), table.options)


def _series_column(table: Table, chosen: Mapping[str, str]) -> str:
    """The column of words that says which series a figure belongs to: with it each day comes once for each series.

    Only where there is one column of figures. Where every day comes once anyhow, it is a column whose words come
    again beside figures that are headed by no more than "value".
    """
    values = [column for column, field in chosen.items() if field == "value"]
    if len(values) != 1:
        return ""
    days = _texts(table, next(column for column, field in chosen.items() if field == "date"))
    once = len(set(days)) == len(days)
    nameless = any(field == "value" for field, _ in fields_for(values[0], "measurements"))
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


def _column_plan(table: Table, name: str, what: What, chosen: Mapping[str, str]) -> ColumnPlan:
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


def default_separators(name: str, field: str) -> str:
    """The characters that part several values in one cell of a column."""
    if field in ("tags", "skills", "predecessors", "successors"):
        return _LIST_SEPARATORS
    if field in ("product", "owner", "team") and re.search(r"(s|\(s\))\)?$", name.strip().casefold()):
        # a plural header says that a cell may hold several
        return _LIST_SEPARATORS
    return "|" if field in ("product", "owner", "team") else ""
