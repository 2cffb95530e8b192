"""A first plan for a table: what each column becomes, by the words of its header and the look of its values."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import PurePath

from deliverydesk.domain.portfolio import Portfolio
from deliverydesk.importers.convert import Misfit, read_rate
from deliverydesk.importers.dates import find_format, parse_date
from deliverydesk.importers.fields import CHOICES, FIELDS, ImportField, What
from deliverydesk.importers.figures import STYLES, is_percent, parse_figure, parse_number
from deliverydesk.importers.model import Cell, ColumnGuess, Table, cell_text
from deliverydesk.importers.plan import ColumnPlan, ImportPlan
from deliverydesk.importers.vocabulary import fields_for, header_forms, stage_field
from deliverydesk.importers.words import NOTHING, choice_of, flag_of, is_nothing, kind_of, stage_of

#: Distinct words of a status or type column that are listed in a plan; more than these are no vocabulary.
MAX_WORDS = 200

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
_GOALS = frozenset({"baseline", "target", "direction", "hold_low", "hold_high"})
_TELL_OUTCOMES = _GOALS | {"unit", "smallest_change", "lag_days", "window_days", "baseline_date", "frozen"}
_TELL_NO_WORK = frozenset(
    {"title", "key", "product", "outcome", "owner", "target_date", "notes", "need", "kind", "stage", "theme", "team"}
)
"""Fields of deliverables whose words head tables of outcomes too."""
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
    deliverables = _assign(table, "deliverables")
    outcomes = _named(_assign(table, "outcomes"))
    if _are_outcomes(deliverables, outcomes, table):
        plans = tuple(_column_plan(table, name, outcomes.get(name, ""), outcomes) for name in table.names)
        return ImportPlan("outcomes", plans, table.options)
    measurements = _assign(table, "measurements")
    if _are_measurements(deliverables, measurements, table):
        return _measurement_plan(table, measurements, portfolio)
    if "title" not in deliverables.values() and (fallback := _title_column(table, set(deliverables))):
        deliverables[fallback] = "title"
    plans = tuple(_column_plan(table, name, deliverables.get(name, ""), deliverables) for name in table.names)
    plan = ImportPlan("deliverables", plans, table.options)
    return with_words(plan, table)


def with_words(plan: ImportPlan, table: Table) -> ImportPlan:
    """The plan with all status and type words of the table listed; words it knows already stay as they are."""
    if plan.what != "deliverables":
        return plan
    stages, kinds = dict(plan.stages), dict(plan.kinds)
    for column in plan.of_field("stage"):
        category = _category_column(table)
        for word, row in _words_of(table, column.column).items():
            if word not in stages:
                stage = stage_of(word) or (stage_of(category[row]) if category else None)
                stages[word] = stage.value if stage else ""
    for column in plan.of_field("kind"):
        for word in _words_of(table, column.column):
            if word not in kinds:
                kind = kind_of(word)
                kinds[word] = kind.value if kind else ""
    return replace(plan, stages=stages, kinds=kinds)


def _words_of(table: Table, name: str) -> Mapping[str, int]:
    """Distinct cell texts of a column, with the index of the first row that has each."""
    found: dict[str, int] = {}
    for place in table.places(name):
        for row, cell in enumerate(table.columns[place]):
            word = " ".join(cell_text(cell).split())
            if word and word.casefold() not in NOTHING and word not in found:
                found[word] = row
                if len(found) >= MAX_WORDS:
                    return found
    return found


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
            return any(flag_of(cell_text(cell)) is not None for cell in _sample(table, guess.name))
        case "choice":
            words = _words_of(table, guess.name)
            return any(choice_of(CHOICES[field.name], word) is not None for word in words)
        case "figure" | "quantity" | "days":
            return guess.kind == "number" or _of_figures(table, guess)
        case "rate":
            return guess.kind == "number" or _of_figures(table, guess, _is_rate)
        case "share":
            return guess.kind == "number" or any(_sample(table, guess.name))
        case "effort":
            texts = [cell_text(cell) for cell in _sample(table, guess.name)]
            return guess.kind == "number" or sum(bool(_EFFORT_TEXT.fullmatch(text)) for text in texts) > len(texts) / 2
        case "kind":
            return any(kind_of(word) for word in _words_of(table, guess.name))
        case "stage":
            words = _words_of(table, guess.name)
            first = header_forms(guess.name)[:1]
            sure = bool(first) and re.search(r"stat|état|estad|zustand|stage|stufe", first[0]) is not None
            return sure or any(stage_of(word) for word in words)
        case "name" | "text":
            return guess.kind != "date"
        case _:
            return True


def _of_figures(table: Table, guess: ColumnGuess, is_one: Callable[[Cell], bool] | None = None) -> bool:
    """Whether a column of words is one of figures with units."""
    cells = _sample(table, guess.name, 60) if guess.kind == "text" else []
    is_one = is_one or (lambda cell: _is_figure(cell, "point"))
    return bool(cells) and sum(map(is_one, cells)) >= 0.8 * len(cells)


def _is_rate(cell: Cell) -> bool:
    for style in STYLES:
        try:
            read_rate(cell, style)
        except Misfit:
            continue
        return True
    return is_nothing(cell)


def _sample(table: Table, name: str, count: int = 200) -> list[Cell]:
    cells: list[Cell] = []
    for place in table.places(name):
        for cell in table.columns[place]:
            if cell != "":
                cells.append(cell)
                if len(cells) >= count:
                    return cells
    return cells


def _named(outcomes: dict[str, str]) -> dict[str, str]:
    """What names outcomes where there is nothing but their metrics."""
    if "name" in outcomes.values():
        return outcomes
    return {column: "name" if field == "metric" else field for column, field in outcomes.items()}


def _are_outcomes(deliverables: dict[str, str], outcomes: dict[str, str], table: Table) -> bool:
    """Whether each row is an outcome: a name of its own, with a goal and no word of work to be done."""
    found = set(outcomes.values())
    if "name" not in found or not found & _GOALS or len(found & _TELL_OUTCOMES) < 2:
        return False
    if len(set(deliverables.values()) - _TELL_NO_WORK) >= len(found & _TELL_OUTCOMES):
        return False
    name = next(column for column, field in outcomes.items() if field == "name")
    product = next((column for column, field in outcomes.items() if field == "product"), None)
    places = [table.places(column)[0] for column in (name, product) if column is not None]
    rows = [tuple(cell_text(table.columns[place][row]) for place in places) for row in range(table.row_count)]
    filled = [row for row in rows if row[0]]
    return len(set(filled)) > 0.9 * len(filled)


def _are_measurements(deliverables: dict[str, str], measurements: dict[str, str], table: Table) -> bool:
    dates = [guess.name for guess in table.guesses if guess.kind == "date"]
    numbers = [guess.name for guess in table.guesses if guess.kind == "number" or _of_figures(table, guess)]
    telling = set(deliverables.values()) - {"title", "outcome", "notes", "need", "product", "business_value", "team"}
    telling -= {"planned_start", "target_date", "idea_since"}
    if telling or not dates or not numbers:
        return False
    if "value" in measurements.values() and "date" in measurements.values():
        return True
    words = [
        guess.name
        for guess in table.guesses
        if guess.kind == "text" and guess.name not in measurements and guess.name not in numbers
    ]
    return "title" not in deliverables.values() and all(_repeats(table, name) for name in words)


def _repeats(table: Table, name: str) -> bool:
    """Whether the words of a column come again and again, as those that part several series do."""
    cells = [cell_text(cell) for cell in _sample(table, name)]
    return len(set(cells)) <= len(cells) / 2


def dated_headers(table: Table) -> tuple[str, tuple[str, ...]] | None:
    """The date format of the headers and the columns they head, where the table has a column of figures for each of
    several dates; None for any other table. All headers are read in one format.
    """
    names = [name for name in table.names if name]
    form = find_format(names)
    dated = tuple(name for name in names if form.count and parse_date(name, form.choices[0]) is not None)
    if len(dated) < 2 or len(dated) < 0.5 * len(names):
        return None
    filled = [cell for name in dated for cell in _sample(table, name, 20)]
    figures = sum(_is_figure(cell, table.guess(dated[0]).number_style or "point") for cell in filled)
    return (form.choices[0], dated) if figures >= 0.8 * len(filled) else None


def _is_figure(cell: Cell, style: str) -> bool:
    if isinstance(cell, bool):
        return False
    if isinstance(cell, str):
        other = "comma" if style == "point" else "point"
        return is_nothing(cell) or any(parse_figure(cell, each) is not None for each in (style, other))
    return isinstance(cell, int | float)


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
        else _column_plan(table, name, chosen.get(name, ""), chosen)
        for name in table.names
    ]
    return ImportPlan("measurements", tuple(plans), table.options)


def _common_style(table: Table, names: tuple[str, ...]) -> str:
    """The decimal sign of all these columns together."""
    texts = [cell for name in names for cell in _sample(table, name, 50) if isinstance(cell, str)]
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
            figures = guess.kind == "number" or _of_figures(table, guess)
            if figures and guess.name not in chosen and (many or "value" not in chosen.values()):
                chosen[guess.name] = "value"
    if many and (series := _series_column(table, chosen)):
        chosen, many = {**chosen, series: "outcome"}, False
    names = {outcome.name.casefold(): outcome.name for outcome in portfolio.outcomes}
    plans = []
    for name in table.names:
        plan = _column_plan(table, name, chosen.get(name, ""), chosen)
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


def _title_column(table: Table, taken: set[str]) -> str:
    """The text column with the most different values, the first of equals; none where most of them repeat."""
    best, most = "", 0
    for guess in table.guesses:
        if guess.kind == "text" and guess.name not in taken:
            cells = _sample(table, guess.name)
            distinct = len({cell_text(cell) for cell in cells})
            if distinct > max(most, len(cells) / 2):
                best, most = guess.name, distinct
    return best


def _column_plan(table: Table, name: str, field: str, chosen: Mapping[str, str]) -> ColumnPlan:
    guess = table.guess(name)
    return ColumnPlan(
        name,
        field,
        guess.date_format if guess.kind == "date" else "",
        guess.number_style or "point",
        default_unit(table, name, field, chosen),
        default_separators(name, field),
    )


def default_unit(table: Table, name: str, field: str, chosen: Mapping[str, str]) -> str:
    """The unit that a column's values most likely have; "" for fields without units."""
    header = name.casefold().replace("_", " ")
    known = FIELDS["deliverables"].get(field)
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
    if known.type == "share":
        texts = [cell_text(cell) for cell in _sample(table, name)]
        style = table.guess(name).number_style or "point"
        values = [value for text in texts if (value := parse_number(text, style)) is not None]
        return "percent" if any(map(is_percent, texts)) or max(values, default=0) > 1 else "share"
    return next((unit for unit, words in _PERIOD_WORDS if words.search(header)), "")


def default_separators(name: str, field: str) -> str:
    """The characters that part several values in one cell of a column."""
    if field in ("tags", "predecessors", "successors"):
        return _LIST_SEPARATORS
    if field in ("product", "owner", "team") and re.search(r"(s|\(s\))\)?$", name.strip().casefold()):
        # a plural header says that a cell may hold several
        return _LIST_SEPARATORS
    return "|" if field in ("product", "owner", "team") else ""
