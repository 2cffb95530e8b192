"""A first plan for a table: what each column becomes, by the words of its header and the look of its values."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from deliverydesk.domain.portfolio import Portfolio
from deliverydesk.importers.fields import CHOICES, FIELDS, ImportField, What
from deliverydesk.importers.figures import is_percent, parse_number
from deliverydesk.importers.header import GROUP_COLUMN
from deliverydesk.importers.kinds import kind_of_table
from deliverydesk.importers.looks import (
    are_codes,
    is_key,
    is_rate,
    of_figures,
    sample,
    title_column,
    words_of,
)
from deliverydesk.importers.model import ColumnGuess, Table, cell_text
from deliverydesk.importers.phrases import phrase_fields
from deliverydesk.importers.plan import ImportPlan
from deliverydesk.importers.series import dated_headers, measurement_plan, wide_plan
from deliverydesk.importers.units import column_plan
from deliverydesk.importers.vocabulary import fields_for, header_forms, stage_field
from deliverydesk.importers.words import choice_of, flag_of, kind_of, stage_of

_EFFORT_TEXT = re.compile(r"\s*~?[0-9]+(?:[.,][0-9]+)?\s*(?:[-–/.\w]+\s*){0,6}")
_POINTS = re.compile(
    r"[0-9]+(?:[.,][0-9]+)?\s*(?:pts?|points?|sp|puntos?|punkte?|pontos?|story points?)\.?", re.IGNORECASE
)
_SCALED = frozenset({"effort", "confidence"})
_WITH_WORDS = frozenset({"job_size", "duration_weeks"})
"""Numbers that stand with a word behind them at times: 5 pts, 3 days."""
_CATEGORIES = frozenset({"status category", "state category", "state type", "status type"})
_KEY_WORDS = frozenset(
    {
        "id",
        "ids",
        "key",
        "wbs",
        "code",
        "identifier",
        "identificador",
        "identifiant",
        "kennung",
        "clave",
        "clé",
        "código",
    }
)
_OTHER_KEYS = frozenset(
    {
        "user",
        "parent",
        "assignee",
        "requester",
        "status",
        "state",
        "customer",
        "plan",
        "project",
        "epic",
        "sprint",
        "team",
    }
)
"""Whose keys are no keys of the work itself."""
_FEW = 10
"""Rows of which a fifth are too few to tell a slip from a habit."""
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
        return wide_plan(table, _assign(table, "measurements"), *wide)
    assigned = {what: _assign(table, what) for what in FIELDS}
    assigned["outcomes"] = _named(assigned["outcomes"])
    what = kind_of_table(table, assigned)
    chosen = assigned[what]
    if what == "measurements":
        return measurement_plan(table, chosen, portfolio)
    if what == "deliverables":
        chosen = _identified(table, chosen)
    plans = tuple(column_plan(table, name, what, chosen) for name in table.names)
    return with_words(ImportPlan(what, plans, table.options), table)


def _identified(table: Table, chosen: dict[str, str]) -> dict[str, str]:
    """With a key and a title for each row, as far as columns that no header tells can be them."""
    if "key" not in chosen.values() and (key := _key_column(table, set(chosen), "title" in chosen.values())):
        chosen = {**chosen, key: "key"}
    title = next((column for column, field in chosen.items() if field == "title"), "")
    fuller = _fuller_title(table, chosen, title) if title else ""
    if fuller:
        chosen = {column: field for column, field in chosen.items() if column != title} | {fuller: "title"}
    if not title:
        texts = {column for column, field in chosen.items() if field in ("need", "notes")}
        if title := title_column(table, set(chosen) - texts):
            chosen = {**chosen, title: "title"}
    return chosen


def _fuller_title(table: Table, chosen: Mapping[str, str], title: str) -> str:
    """A column that names each row, where the best word heads one that names some: epics beside stories."""
    if table.guess(title).filled >= 0.9 * table.row_count:
        return ""
    for guess in table.guesses:
        means = any(field == "title" for field, _ in fields_for(guess.name, "deliverables"))
        free = chosen.get(guess.name, "need") == "need"
        if means and free and guess.kind == "text" and guess.filled >= 0.95 * table.row_count:
            return guess.name
    return ""


def _key_column(table: Table, taken: set[str], titled: bool) -> str:
    """The first column of keys: by a word in its header, or where nothing else names the rows, by its looks."""
    for guess in table.guesses:
        if guess.name in taken or guess.kind not in ("text", "number") or not is_key(table, guess.name):
            continue
        if any(field == "date" for field, _ in fields_for(guess.name, "measurements")):
            continue  # W01, W02
        words = {word for form in header_forms(guess.name) for word in form.split()}
        if (words & _KEY_WORDS or not titled) and guess.kind == "text" and are_codes(table, guess.name):
            return guess.name
        if words & _KEY_WORDS and not words & _OTHER_KEYS and guess.kind == "number":
            return guess.name
    return ""


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
        if _CATEGORIES & set(header_forms(name)[:1]):
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
        if what == "deliverables" and not meanings:
            meanings = phrase_fields(guess.name)
        if guess.name == GROUP_COLUMN and what == "deliverables":
            meanings = (("theme", 0.0),)  # what stands over the rows, whoever is at work on them
        for name, distance in meanings:
            field = _meant(name, guess.name, headers, _scale(table, guess) if name in _SCALED else "")
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


def _scale(table: Table, guess: ColumnGuess) -> str:
    """How figures are counted: "ten" for marks up to 10, "points" where they are called so, else ""."""
    texts = [cell_text(cell).strip() for cell in sample(table, guess.name)]
    if sum(bool(_POINTS.fullmatch(text)) for text in texts) > len(texts) / 2:
        return "points"
    numbers = [parse_number(text, guess.number_style or "point") for text in texts]
    known = [number for number in numbers if number is not None]
    return "ten" if known and 1 < max(known) <= 10 and not any(map(is_percent, texts)) else ""


def _meant(field: str, header: str, headers: set[str], scale: str) -> str:
    """What a word means beside the others: ICE or RICE, points or time, a theme or, in German trackers, the title."""
    if field == "effort" and scale == "points":
        return "job_size"
    if field in ("impact", "confidence") and _heads(headers, "ice_ease") and not _heads(headers, "reach"):
        return f"ice_{field}"
    if field == "theme" and header.casefold() == "thema" and not _heads(headers, "title"):
        return "title"
    if field == "planned_start" and header.strip().casefold() in _BARE_STARTS and _heads(headers, "actual_end"):
        plans = _heads(headers, "planned_end") or _heads(headers, "target_date")
        return field if plans else "actual_start"
    if field == "confidence" and not _heads(headers, "ice_confidence") and scale == "ten":
        return "ice_confidence"
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
    if field.name == "key" and _comes_again(table, guess.name):
        return False
    match field.type:
        case "date":
            return guess.kind == "date"
        case "number":
            return guess.kind == "number" or (field.name in _WITH_WORDS and of_figures(table, guess))
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


def _comes_again(table: Table, name: str) -> bool:
    """Whether so many rows share a value with others that it is no key of theirs, but of their customer or kind."""
    texts = [text for cell in table.columns[table.places(name)[0]] if (text := cell_text(cell).strip())]
    return len(texts) > _FEW and len(set(texts)) < 0.8 * len(texts)


def _named(outcomes: dict[str, str]) -> dict[str, str]:
    """What names outcomes where there is nothing but their metrics."""
    if "name" in outcomes.values():
        return outcomes
    return {column: "name" if field == "metric" else field for column, field in outcomes.items()}
