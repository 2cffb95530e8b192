"""Looks at the cells of a column: a few of them, their words, whether they are figures."""

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


def title_column(table: Table, taken: set[str]) -> str:
    """The text column with the most different values, the first of equals; none where most of them repeat."""
    best, most = "", 0
    for guess in table.guesses:
        if guess.kind == "text" and guess.name not in taken:
            cells = sample(table, guess.name)
            distinct = len({cell_text(cell) for cell in cells})
            if distinct > max(most, len(cells) / 2):
                best, most = guess.name, distinct
    return best


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
