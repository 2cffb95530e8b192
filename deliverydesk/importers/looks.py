"""Looks at the cells of a column: a few of them, their words, whether they are figures."""

import re
from collections.abc import Callable, Mapping

from deliverydesk.importers.convert import Misfit, read_rate
from deliverydesk.importers.figures import STYLES, parse_figure
from deliverydesk.importers.model import Cell, ColumnGuess, Table, cell_text
from deliverydesk.importers.words import NOTHING, is_nothing

#: Distinct words of a status or type column that are listed in a plan; more than these are no vocabulary.
MAX_WORDS = 200


def sample(table: Table, name: str, count: int = 200) -> list[Cell]:
    """The first cells of a column that are not empty."""
    cells: list[Cell] = []
    for place in table.places(name):
        for cell in table.columns[place]:
            if cell != "":
                cells.append(cell)
                if len(cells) >= count:
                    return cells
    return cells


def words_of(table: Table, name: str) -> Mapping[str, int]:
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


_CODE = re.compile(
    r"[^\W\d_]{0,8}[-_./:#§ ]{0,2}[0-9][0-9A-Za-z.\-_/]{0,15}"  # US-01, A.5.1, 4711
    r"|[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}|[0-9a-f]{16,64}"  # what programs count with
    r"|[A-Za-z]{2,8}-[0-9]{1,6}-[A-Za-z0-9\-]{1,12}"
)
_ADDRESS = re.compile(r"(?:https?://|www\.|[A-Za-z]:\\|/)\S+|[^\s@]+@[^\s@]+\.[a-z]{2,}", re.IGNORECASE)
_FIGURES = re.compile(r"[^\W\d_]{0,3}(?:[\W\d_]+[^\W\d_]{0,3})*")  # 65 (174+174)/8
_NO_NAMES = (_CODE, _ADDRESS, _FIGURES)
_LONG = 150
"""Characters of a text that rather explains than names."""


def are_codes(table: Table, name: str) -> bool:
    """Whether the values of a column are keys, such as US-01, and not names."""
    return _mostly(_CODE, table, name)


def _mostly(pattern: re.Pattern[str], table: Table, name: str) -> bool:
    texts = [text for cell in sample(table, name, 60) if (text := cell_text(cell).strip())]
    return bool(texts) and sum(pattern.fullmatch(text) is not None for text in texts) >= 0.8 * len(texts)


def title_column(table: Table, taken: set[str]) -> str:
    """The column of words with the most different values, the first of equals, and before it one of short ones; none
    where most of them repeat. Keys, dates and addresses name nothing for a person.
    """
    best, most, best_long = "", 0, True
    for guess in table.guesses:
        if guess.kind != "text" or guess.name in taken or 2 * guess.filled < table.row_count:
            continue
        cells = sample(table, guess.name)
        texts = [cell_text(cell).strip() for cell in cells]
        distinct = len(set(texts))
        long = sum(map(len, texts)) > _LONG * len(texts)
        if distinct <= len(cells) / 2 or any(_mostly(each, table, guess.name) for each in _NO_NAMES):
            continue
        if (not long, distinct) > (not best_long, most):
            best, most, best_long = guess.name, distinct, long
    return best


def is_key(table: Table, name: str) -> bool:
    """Whether a column has a value of its own in nearly every row."""
    cells = [text for place in table.places(name) for cell in table.columns[place] if (text := cell_text(cell).strip())]
    return len(cells) >= 0.9 * table.row_count and len(set(cells)) >= 0.98 * len(cells)


def repeats(table: Table, name: str) -> bool:
    """Whether the words of a column come again and again, as those that part several series do."""
    cells = [cell_text(cell) for cell in sample(table, name)]
    return len(set(cells)) <= len(cells) / 2


def of_figures(table: Table, guess: ColumnGuess, is_one: Callable[[Cell], bool] | None = None) -> bool:
    """Whether a column of words is one of figures with units, or of what `is_one` knows."""
    cells = sample(table, guess.name, 60) if guess.kind == "text" else []
    is_one = is_one or (lambda cell: is_figure(cell, "point"))
    return bool(cells) and sum(map(is_one, cells)) >= 0.8 * len(cells)


def is_rate(cell: Cell) -> bool:
    """Whether a cell is a figure, perhaps with its period, in any style; nothing is one too."""
    for style in STYLES:
        try:
            read_rate(cell, style)
        except Misfit:
            continue
        return True
    return is_nothing(cell)


def is_figure(cell: Cell, style: str) -> bool:
    """Whether a cell is a figure, perhaps with a unit, in this style or the other; nothing is one too."""
    if isinstance(cell, bool):
        return False
    if isinstance(cell, str):
        other = "comma" if style == "point" else "point"
        return is_nothing(cell) or any(parse_figure(cell, each) is not None for each in (style, other))
    return isinstance(cell, int | float)
