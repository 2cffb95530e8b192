"""What reading a file gives: its source, the choices made, and the table."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, fields
from typing import Any, Literal

from deliverydesk.domain import wording
from deliverydesk.support.errors import DeskError
from deliverydesk.support.language import tr

#: One raw cell. Text files give text only; workbooks give what the sheet holds. An empty cell is "".
Cell = str | int | float | bool | dt.date | dt.datetime | dt.time | dt.timedelta

SourceKind = Literal["text", "xlsx", "xlsb", "xls", "ods"]
ColumnKind = Literal["empty", "text", "number", "date"]


class ImportProblem(DeskError):
    """A file, an option or a plan cannot be used; the message is one sentence for the person at the desk."""


@dataclass(frozen=True, slots=True)
class SheetInfo:
    """One sheet of a workbook, in workbook order."""

    name: str
    hidden: bool


@dataclass(frozen=True, slots=True)
class Source:
    """Where a table came from and how it was read."""

    path: str
    kind: SourceKind
    size: int
    encoding: str = ""
    """Python name of the encoding used; empty for workbooks."""
    encoding_certain: bool = True
    """False when the encoding is only the usual guess for text that is not UTF-8."""
    delimiter: str = ""
    sheets: tuple[SheetInfo, ...] = ()
    sheet: str = ""


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """Every choice of reading that a person can change; None means "find out"."""

    encoding: str | None = None
    delimiter: str | None = None
    quote: str | None = None
    """The quotation mark of a text file; "" reads quotation marks as ordinary characters."""
    sheet: str | None = None
    header_row: int | None = None
    """Row number of the header as a spreadsheet counts; 0 says that there is none."""
    unwrap: bool | None = None
    """Whether each whole row stands in quotation marks as one cell and is to be read a second time."""
    unguard: bool | None = None
    """Whether a leading apostrophe before = + - @ or another apostrophe is taken off (text files only)."""

    def to_json(self) -> dict[str, Any]:
        """Only the choices that were made."""
        return {key: value for key, value in asdict(self).items() if value is not None}

    @classmethod
    def from_json(cls, data: object) -> "ReadOptions":
        """The inverse of :meth:`to_json`; raises ImportProblem naming the entry that does not fit."""
        if not isinstance(data, Mapping):
            raise ImportProblem(tr('The entry "read" must be an object, such as {"delimiter": ";"}.'))
        wanted = {"header_row": int, "unwrap": bool, "unguard": bool}
        known = {item.name for item in fields(cls)}
        for key, value in data.items():
            if key not in known:
                listed = ", ".join(sorted(known))
                raise ImportProblem(
                    tr("\"read\" has no entry '{entry}'; it knows {entries}.", entry=one_line(str(key)), entries=listed)
                )
            kind = wanted.get(str(key), str)
            if value is not None and (not isinstance(value, kind) or (kind is int and isinstance(value, bool))):
                raise wrong_kind(f"read.{key}", kind)
        return cls(**data)


@dataclass(frozen=True, slots=True)
class Notice:
    """Something about the table that a person should know before taking it over."""

    sentence: str
    row: int | None = None


@dataclass(frozen=True, slots=True)
class ColumnGuess:
    """What the values of one column look like, found from all of them."""

    name: str
    kind: ColumnKind
    filled: int
    """How many cells are not empty, repeated columns counted together."""
    date_format: str = ""
    date_choices: tuple[str, ...] = ()
    """All formats that fit as well as the chosen one; more than one means that the values cannot decide."""
    number_style: str = ""
    undecided: str = ""
    """One sentence where the values allow two readings; empty where they do not."""
    misfits: tuple[tuple[int, str], ...] = ()
    """The first few (row, text) that do not fit the chosen kind."""


@dataclass(frozen=True, slots=True)
class Table:
    """A rectangle of raw cells with a header. Columns of the same name stay apart and are read as a list."""

    source: Source
    options: ReadOptions
    """The choices as used: no None left where a choice applies to this kind of file."""
    headers: tuple[str, ...]
    """One name per physical column; names may repeat."""
    columns: tuple[tuple[Cell, ...], ...]
    row_numbers: tuple[int, ...]
    """For each data row, its number as a spreadsheet shows it."""
    notices: tuple[Notice, ...] = ()
    overlong: Mapping[int, int] = field(default_factory=dict)
    """Data row index to its number of cells, for rows with more cells than the header has columns."""
    guesses: tuple[ColumnGuess, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """Each column name once, in order of first appearance."""
        return tuple(dict.fromkeys(self.headers))

    @property
    def row_count(self) -> int:
        """Number of data rows."""
        return len(self.row_numbers)

    @property
    def first_row(self) -> int:
        """Row number of the first data row as a spreadsheet shows it; 0 for a table without rows."""
        return self.row_numbers[0] if self.row_numbers else 0

    def places(self, name: str) -> tuple[int, ...]:
        """Positions of the physical columns with this name."""
        return tuple(place for place, header in enumerate(self.headers) if header == name)

    def guess(self, name: str) -> ColumnGuess:
        """The guess for a column; raises KeyError for a name that the table does not have."""
        for guess in self.guesses:
            if guess.name == name:
                return guess
        raise KeyError(name)

    def row(self, index: int) -> tuple[Cell, ...]:
        """The cells of one data row, for showing the first rows in a dialog."""
        return tuple(column[index] for column in self.columns)


def cell_text(cell: Cell) -> str:
    """The cell as a person would type it: 3.0 as 3, dates in ISO form, truth as true or false."""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
    if isinstance(cell, dt.datetime):
        return cell.date().isoformat() if cell.time() == dt.time() else cell.isoformat(" ", "seconds")
    if isinstance(cell, dt.date | dt.time):
        return cell.isoformat()
    return str(cell)


def one_line(text: str, limit: int = 40) -> str:
    """A name out of a file for use inside a sentence: printable, on one line, cut to the limit."""
    line = "".join(char if char.isprintable() else " " for char in text)
    return " ".join(line.split())[:limit]


def quoted(text: str, limit: int = 60) -> str:
    """A cell's text for use inside a sentence: one line, shortened, in quotation marks."""
    return wording.quoted("".join(char if char.isprintable() else " " for char in text), limit)


def any_of(choices: Iterable[str]) -> str:
    """Choices in a sentence: "a, b or c"."""
    first, *others = reversed(tuple(choices))
    return tr("{choices} or {last}", choices=", ".join(reversed(others)), last=first) if others else first


def wrong_kind(entry: str, kind: type) -> ImportProblem:
    """What is said of an entry of the mapping that is not of its kind: bool, int or str."""
    if kind is bool:
        return ImportProblem(tr('The entry "{entry}" must be true or false.', entry=entry))
    if kind is int:
        return ImportProblem(tr('The entry "{entry}" must be a whole number.', entry=entry))
    return ImportProblem(tr('The entry "{entry}" must be text.', entry=entry))
