"""What the values of each column look like: number style and date format, decided by the whole column."""

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import replace

from deliverydesk.importers.dates import DateFit, any_date, find_format, format_words
from deliverydesk.importers.figures import SIGN_WORDS, parse_number, style_fits
from deliverydesk.importers.model import Cell, ColumnGuess, any_of, cell_text, quoted
from deliverydesk.importers.words import NOTHING, is_nothing
from deliverydesk.support.language import tr
from deliverydesk.support.progress import Progress, no_progress

#: A column is of a kind when this share of its values is; the others are named as misfits.
_MOSTLY = 0.8
#: Words at the end of a header, or all of it, that let a plain number be a day: not so "week 1 retained users".
_COUNTS_DAYS = re.compile(
    r"(?:date|datum|fecha|due|deadline|created|updated|start|finish|end|resolved|closed|échéance|début|fin|beginn|ende"
    r"|termin|frist|fällig|inicio|дата|timeline|timestamp|time|day|tag|month|monat|period|ds|at|on|日|月)"
    r"(?:\s*[(\[].*)?$|^(?:date|datum|data|fecha)\b",
    re.IGNORECASE,
)
_YEARS = re.compile(
    r"(?:^|[\W_])(?:year|years|jahr|année|annee|año|ano|anno|jaar|fy|fiscal year|geschäftsjahr|ejercicio|exercice|rok)"
    r"(?:[\W_]|$)|年|^(?:date|datum|fecha|ds|time|period|time[ _]period)$",
    re.IGNORECASE,
)


def guess_columns(
    headers: Sequence[str],
    columns: Sequence[Sequence[Cell]],
    row_numbers: Sequence[int],
    progress: Progress = no_progress,
    likely_style: str = "point",
) -> tuple[ColumnGuess, ...]:
    """One guess per column name. A column that cannot decide follows the others, and says so.

    ``likely_style`` is that of numbers where no column can decide.
    """
    guesses = []
    for done, name in enumerate(dict.fromkeys(headers)):
        progress(done, len(headers))
        places = [place for place, header in enumerate(headers) if header == name]
        guesses.append(_guess(name, [columns[place] for place in places], row_numbers))
    return tuple(_follow(guess, guesses, likely_style) for guess in guesses)


def date_misfits(
    cells: Sequence[Cell], date_format: str, row_numbers: Sequence[int], limit: int = 5
) -> tuple[tuple[int, str], ...]:
    """The first cells of a column that are no date in this format."""
    found = []
    for cell, row in zip(cells, row_numbers, strict=True):
        if is_nothing(cell) or isinstance(cell, dt.date):
            continue
        text = cell_text(cell).strip()
        if any_date(text, date_format) is None:
            found.append((row, text))
            if len(found) >= limit:
                break
    return tuple(found)


def _guess(name: str, columns: list[Sequence[Cell]], row_numbers: Sequence[int]) -> ColumnGuess:
    cells = [cell for column in columns for cell in column if cell != ""]
    dates = sum(isinstance(cell, dt.date) for cell in cells)
    numbers = sum(isinstance(cell, int | float) and not isinstance(cell, bool) for cell in cells)
    texts = [text for cell in cells if isinstance(cell, str) and (text := cell.strip())]
    full = dates + numbers + len(texts) + sum(isinstance(c, bool | dt.time | dt.timedelta) for c in cells)
    if not full:
        return ColumnGuess(name, "empty", 0)
    texts = [text for text in texts if len(text) > 4 or text.casefold() not in NOTHING]
    filled = dates + numbers + len(texts)
    guess = _of_values(name, columns, row_numbers, cells, texts, (dates, numbers, filled))
    return replace(guess, filled=full)


def _of_values(
    name: str,
    columns: list[Sequence[Cell]],
    row_numbers: Sequence[int],
    cells: list[Cell],
    texts: list[str],
    counts: tuple[int, int, int],
) -> ColumnGuess:
    """The guess from the cells that say something; ``counts`` are those of dates, of numbers and of all."""
    dates, numbers, filled = counts
    if not filled:
        return ColumnGuess(name, "text", 0)
    as_date = _date_fit(texts, cells, numbers, name)
    if dates + as_date.count >= _MOSTLY * filled:
        return _date_guess(name, columns, row_numbers, filled, as_date, texts)
    # the commonest columns, long texts, are settled by a look at a few
    sample = texts[:: max(1, len(texts) // 50)]
    if texts and not any(style_fits(sample)[0].values()) and numbers < _MOSTLY * filled:
        return ColumnGuess(name, "text", filled)
    fits, differ = style_fits(dict.fromkeys(texts))
    style = "comma" if fits["comma"] > fits["point"] else "point"
    count = numbers + sum(parse_number(text, style) is not None for text in texts)
    if count < _MOSTLY * filled:
        return ColumnGuess(name, "text", filled)
    undecided = ""
    if differ and fits["comma"] == fits["point"]:
        undecided = next(t for t in texts if parse_number(t, "point") != parse_number(t, "comma"))
    misfits = _first_misfits(columns, row_numbers, style) if count < filled else ()
    return ColumnGuess(name, "number", filled, number_style=style, undecided=undecided, misfits=misfits)


def _date_fit(texts: list[str], cells: list[Cell], numbers: int, name: str) -> DateFit:
    plain = name.replace("_", " ").strip()
    counts_days, years = bool(_COUNTS_DAYS.search(plain)), bool(_YEARS.search(plain))
    if numbers and (counts_days or years):
        texts = [*texts, *(cell_text(c) for c in cells if isinstance(c, int | float) and not isinstance(c, bool))]
    if not texts:
        return DateFit((), 0)
    fit = find_format(texts, numeric=counts_days, years=years)
    if not fit.count:
        return fit
    return DateFit(fit.choices, sum(any_date(text, fit.choices[0]) is not None for text in texts))


def _date_guess(
    name: str, columns: list[Sequence[Cell]], row_numbers: Sequence[int], filled: int, fit: DateFit, texts: list[str]
) -> ColumnGuess:
    choices = fit.choices or ("yyyy-mm-dd",)
    undecided = ""
    for text in texts:
        if len({any_date(text, choice) for choice in choices}) > 1:
            undecided = text
            break
    misfits: tuple[tuple[int, str], ...] = ()
    for column in columns if fit.count < len(texts) else ():
        misfits += date_misfits(column, choices[0], row_numbers)
    if not undecided:
        choices = choices[:1]
    return ColumnGuess(name, "date", filled, choices[0], choices, undecided=undecided, misfits=misfits[:5])


def _first_misfits(
    columns: list[Sequence[Cell]], row_numbers: Sequence[int], style: str
) -> tuple[tuple[int, str], ...]:
    found = []
    for column in columns:
        for cell, row in zip(column, row_numbers, strict=True):
            if isinstance(cell, str) and not is_nothing(cell) and parse_number(cell, style) is None:
                found.append((row, cell.strip()))
                if len(found) >= 5:
                    return tuple(found)
    return tuple(found)


def _follow(guess: ColumnGuess, guesses: Sequence[ColumnGuess], likely_style: str) -> ColumnGuess:
    """An undecided column takes what a decided one of the same table says. Its sentence tells so, and begins with the
    value that can be read in two ways, which is all that is known before.
    """
    if not guess.undecided:
        return guess
    decided = [other for other in guesses if other.kind == guess.kind and not other.undecided]
    column, example = quoted(guess.name), quoted(guess.undecided)
    if guess.kind == "date":
        models = [other for other in decided if other.date_format in guess.date_choices]
        chosen = models[0].date_format if models else guess.date_choices[0]
        choices = (chosen, *(choice for choice in guess.date_choices if choice != chosen))
        sentence = _date_sentence(column, example, guess.date_choices, chosen, models)
        return replace(guess, date_format=chosen, date_choices=choices, undecided=sentence)
    models = [other for other in decided if other.number_style == "comma"]
    style = "comma" if models else likely_style
    return replace(guess, number_style=style, undecided=_number_sentence(column, example, style, models))


def _date_sentence(
    column: str, example: str, choices: Sequence[str], chosen: str, models: Sequence[ColumnGuess]
) -> str:
    forms, form = any_of(map(format_words, choices)), format_words(chosen)
    if not models:
        return tr(
            "{column}: {example} may be {forms}, read as {form}; check this.",
            column=column,
            example=example,
            forms=forms,
            form=form,
        )
    return tr(
        "{column}: {example} may be {forms}, read as {form} like {model}; check this.",
        column=column,
        example=example,
        forms=forms,
        form=form,
        model=quoted(models[0].name),
    )


def _number_sentence(column: str, example: str, style: str, models: Sequence[ColumnGuess]) -> str:
    if not models:
        return tr(
            "{column}: {example} may have a decimal or a thousands separator, read with a {sign}; check this.",
            column=column,
            example=example,
            sign=SIGN_WORDS[style],
        )
    return tr(
        "{column}: {example} may have a decimal or a thousands separator, read with a {sign} like {model}; check this.",
        column=column,
        example=example,
        sign=SIGN_WORDS[style],
        model=quoted(models[0].name),
    )
