"""What a paste, a fill or an emptying of cells comes to, before anything is changed: the values of each row, and every
cell that cannot be taken with its reason. No Qt.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from deliverydesk.actions import cells
from deliverydesk.analysis.words import listed
from deliverydesk.domain.entities import Deliverable
from deliverydesk.domain.errors import DeskError
from deliverydesk.domain.rules import broken_by
from deliverydesk.domain.wording import figure
from deliverydesk.importers.dates import parse_date
from deliverydesk.importers.figures import format_number
from deliverydesk.importers.pasted import MOST_ROWS, date_format_of
from deliverydesk.support.language import tr, trc, trn
from deliverydesk.ui import typed
from deliverydesk.ui.panes.backlog.clips import clip
from deliverydesk.ui.panes.backlog.columns import COLUMNS, PLACE
from deliverydesk.ui.panes.backlog.edits import Reader, effort_values

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from deliverydesk.domain.changes import ChangeSet
    from deliverydesk.domain.portfolio import Portfolio
    from deliverydesk.support.progress import Progress
    from deliverydesk.ui.panes.backlog.clips import Block, Clip
    from deliverydesk.ui.panes.backlog.sight import Sight

Verb = Literal["paste", "clear", "fill", "fill down", "fill right"]

EMPTY: dict[str, dict[str, Any]] = {
    "product": {"product": None},
    "effort": effort_values(None, None, None),
    "team": {"teams": ()},
    "target": {"target_date": None},
    "outcome": {"outcomes": ()},
    "owner": {"owner": ""},
    "tags": {"tags": ()},
}
"""What an emptied cell holds. A title, a stage and a kind are never empty."""


class Problem(NamedTuple):
    """One cell that cannot be taken; rows are counted from 1 as they were copied."""

    row: int
    column: str
    value: str
    reason: str


class Target(NamedTuple):
    """Where cells go: the deliverables from the first row on, the columns from the first one on, and how many of both
    are selected, which a smaller block fills as often as it fits.
    """

    ids: Sequence[int]
    columns: Sequence[str]
    height: int = 1
    width: int = 1
    new: Mapping[str, Any] | None = None
    """The values of an item that is added below the last; None where none is to be."""


@dataclass
class Plan:
    """What would be done."""

    rows: dict[int, dict[str, Any]] = field(default_factory=dict)
    added: list[dict[str, Any]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    skipped: list[str] = field(default_factory=list)
    """The titles of columns that nothing is written to."""
    taken: int = 0
    """How many cells hold something new."""
    verb: Verb = "paste"

    @property
    def words(self) -> str:
        """As in "paste 6 cells, adding 3 items"."""
        words = _done_words(self.verb, self.taken)
        if not self.added:
            return words
        items = trn("{n} item", "{n} items", len(self.added), n=figure(len(self.added)))
        return tr("{paste}, adding {items}", paste=words, items=items)

    @property
    def left_out(self) -> str:
        """A sentence about the columns that nothing is written to; empty where there are none."""
        if not self.skipped:
            return ""
        names = listed(self.skipped)
        return trn("{names} is not written to.", "{names} are not written to.", len(self.skipped), names=names)

    def __bool__(self) -> bool:
        return bool(self.rows or self.added)

    def action(self, portfolio: Portfolio) -> ChangeSet:
        """All of it as one change."""
        return cells.set_cells(portfolio, self.rows, self.added, label=self.words)


def _done_words(verb: Verb, count: int) -> str:
    n = figure(count)
    if verb == "paste":
        return trn("paste {n} cell", "paste {n} cells", count, n=n)
    if verb == "clear":
        return trn("clear {n} cell", "clear {n} cells", count, n=n)
    if verb == "fill":
        return trn("fill {n} cell", "fill {n} cells", count, n=n)
    if verb == "fill down":
        return trn("fill down {n} cell", "fill down {n} cells", count, n=n)
    return trn("fill right {n} cell", "fill right {n} cells", count, n=n)


def plan_paste(sight: Sight, block: Block, target: Target, progress: Progress | None = None) -> Plan:
    """What pasting a block of cells comes to. Raises DeskError where it is too large."""
    if len(block) > MOST_ROWS:
        count = figure(len(block))
        raise DeskError(tr("{count} rows are too many to paste; import them from a file instead.", count=count))
    block = _tiled(block, target)
    plan, reader = Plan(), Reader(sight.portfolio, sight.today)
    width = min(max(map(len, block)), len(target.columns))
    columns = target.columns[:width]
    plan.skipped = [_called(key) for key in columns if COLUMNS[PLACE[key]].editor in ("", "rank")]
    formats = {at: _format(block, at) for at, key in enumerate(columns) if key == "target"}
    for number, row in enumerate(block):
        if progress is not None and not number % 500:
            progress(number, len(block))
        item = sight.item(target.ids[number]) if number < len(target.ids) else None
        if item is None and (target.new is None or not any(cell.text.strip() for cell in row)):
            continue
        values: list[tuple[str, str, dict[str, Any]]] = []
        for at, (key, cell) in enumerate(zip(columns, row, strict=False)):
            if COLUMNS[PLACE[key]].editor in ("", "rank"):
                continue
            try:
                read = _read(sight, reader, item, key, cell, formats.get(at, ""))
            except DeskError as error:
                plan.problems.append(Problem(number + 1, COLUMNS[PLACE[key]].title, cell.text, str(error)))
                continue
            if read:
                values.append((key, cell.text, read))
        _take(plan, sight.portfolio, item, values, number + 1, target.new or {})
    return plan


def _called(key: str) -> str:
    column = COLUMNS[PLACE[key]]
    return column.title if column.editor else column.head


def plan_clear(sight: Sight, ids: Sequence[int], columns: Sequence[str]) -> Plan:
    """What emptying cells comes to."""
    plan = Plan(verb="clear")
    plan.skipped = [_called(key) for key in columns if key not in EMPTY]
    emptied = {key: EMPTY[key] for key in columns if key in EMPTY}
    for entity_id in ids:
        item = sight.item(entity_id)
        holding = [key for key in emptied if _holds(sight, item, key)]
        if holding:
            plan.rows[entity_id] = {name: value for key in holding for name, value in emptied[key].items()}
            plan.taken += len(holding)
    return plan


def _holds(sight: Sight, item: Deliverable, column: str) -> bool:
    if column == "effort":
        # What the teams need is emptied at the teams, not at the item.
        return (item.effort_low, item.effort_likely, item.effort_high) != (None, None, None)
    return bool(clip(sight, item, column).text)


def _tiled(block: Block, target: Target) -> Block:
    """The block as often as it fits into what is selected; once where it does not."""
    height, width = len(block), max(map(len, block))
    down = target.height // height if target.height % height == 0 else 1
    across = target.width // width if target.width % width == 0 else 1
    if (down, across) == (1, 1):
        return block
    return [row * across for row in block] * down


def _format(block: Block, at: int) -> str:
    return date_format_of([row[at].text for row in block if at < len(row) and row[at].exact is None])


def _read(
    sight: Sight, reader: Reader, item: Deliverable | None, column: str, cell: Clip, date_format: str
) -> dict[str, Any]:
    """The values of a cell; none where it says what stands there already."""
    if column == "effort" and cell.effort is not None:
        return effort_values(*cell.effort)
    if column == "tags" and cell.tags is not None:
        return {"tags": cell.tags}
    if cell.ours and column in ("title", "owner"):
        return {column: cell.text}
    words = " ".join(cell.text.split())
    if item is not None and " ".join(clip(sight, item, column).text.split()) == words:
        # Other programs keep neither line ends nor spaces as they were; that alone is no change.
        return {}
    if column == "target":
        if isinstance(cell.exact, date):
            return {"target_date": cell.exact}
        day = parse_date(words, date_format) if date_format else None
        return {"target_date": day} if day is not None else reader.values(column, words)
    if column == "effort":
        return _effort(reader, cell, words)
    return reader.values(column, words)


def _effort(reader: Reader, cell: Clip, words: str) -> dict[str, Any]:
    if isinstance(cell.exact, float):
        return reader.values("effort", format_number(cell.exact))
    try:
        return reader.values("effort", words)
    except DeskError:
        try:
            # Spreadsheets part thousands, which nobody types: "1,234.50".
            return effort_values(None, typed.read_number(words), None)
        except DeskError:
            pass
        raise


def _take(
    plan: Plan,
    portfolio: Portfolio,
    item: Deliverable | None,
    values: Sequence[tuple[str, str, dict[str, Any]]],
    number: int,
    new: Mapping[str, Any],
) -> None:
    """Note the values of a row: all of them, or where together they break a rule those that break none."""
    if item is not None:
        values = [each for each in values if _differs(item, each[2])]
    image = item or Deliverable(**{"title": trc("add an item", "New"), **new, "id": 0, "order_key": 0})
    kept: dict[str, Any] = {name: value for _, _, read in values for name, value in read.items()}
    count = len(values)
    if _broken(portfolio, image, kept):
        kept, count = {}, 0
        for key, text, read in values:
            reason = _broken(portfolio, image, {**kept, **read})
            if reason:
                plan.problems.append(Problem(number, COLUMNS[PLACE[key]].title, text, reason))
            else:
                kept.update(read)
                count += 1
    if item is not None:
        if kept:
            plan.rows[item.id] = kept
    elif "title" in kept:
        plan.added.append({**new, **kept})
    else:
        count = 0
        title = COLUMNS[PLACE["title"]].title
        if all(problem[:2] != (number, title) for problem in plan.problems[-len(COLUMNS) :]):
            plan.problems.append(Problem(number, title, "", tr("A new item needs a title.")))
    plan.taken += count


def _differs(item: Deliverable, read: Mapping[str, Any]) -> bool:
    return any(name in cells.LINKS or getattr(item, name) != value for name, value in read.items())


def _broken(portfolio: Portfolio, image: Deliverable, values: Mapping[str, Any]) -> str:
    own = {name: value for name, value in values.items() if name not in cells.LINKS}
    return broken_by(portfolio, replace(image, **own))
