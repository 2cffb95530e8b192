"""Native tables and words given today's contents in place, in the type and colours that they have on the slide."""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from pptx.oxml.ns import qn

from deliverydesk.exporters.decktable import texts
from deliverydesk.exporters.text import one_line
from deliverydesk.support.language import tr

if TYPE_CHECKING:
    from deliverydesk.charts.table import Cell, TableData
    from deliverydesk.exporters.deck import Deck

_MOST_TOLD = 3


def set_words(frame: Any, words: str) -> None:
    """New words in the first run's style; further runs and paragraphs go."""
    first, *others = frame.paragraphs
    for paragraph in others:
        paragraph._p.getparent().remove(paragraph._p)  # noqa: SLF001 - python-pptx takes nothing away
    runs = list(first.runs)
    for part in first._p.xpath("a:br|a:fld"):  # noqa: SLF001
        first._p.remove(part)  # noqa: SLF001
    if not runs:
        end = first._p.find(qn("a:endParaRPr"))  # noqa: SLF001
        run = first.add_run()
        if end is not None:
            style = deepcopy(end)
            style.tag = qn("a:rPr")
            run._r.insert(0, style)  # noqa: SLF001
        runs = [run]
    runs[0].text = one_line(words)
    for run in runs[1:]:
        first._p.remove(run._r)  # noqa: SLF001


def is_known(table: Any, data: TableData) -> bool:
    """Whether most columns of a table on a slide are still those that were written, and in this language: a row is only
    given other figures as a whole.
    """
    return 2 * len(_places(table, data)) >= len(table.columns)


def update_table(deck: Deck, table: Any, data: TableData, rows: Sequence[tuple[Cell, ...]]) -> list[str]:
    """Put these rows into a table. Columns are known by their heads: those that somebody took away stay away, and those
    that somebody added are left alone. Returns what changed, by the first column of words.
    """
    places = _places(table, data)
    widths = [table.columns[at].width / deck.dress.unit for at, _ in places]
    points = _points(table)

    def kept(those: Sequence[tuple[Cell, ...]]) -> tuple[tuple[Cell, ...], ...]:
        return tuple(tuple(row[column] for _, column in places) for row in those)

    # All rows, not only this slide's: figures have the decimals that their whole column needs.
    shown = replace(data, columns=tuple(data.columns[column] for _, column in places), rows=kept(data.rows))
    before = [[_words(table, row, at) for at, _ in places] for row in range(1, len(table.rows))]
    _resize(table, len(rows))
    after = texts(shown, kept(rows), widths, points)
    for row, words in enumerate(after, start=1):
        for (at, _), cell in zip(places, words, strict=True):
            if _words(table, row, at) != cell:
                set_words(table.cell(row, at).text_frame, cell)
    key = next((at for at, column in enumerate(shown.columns) if column.kind == "text"), 0)
    return _changes([column.header for column in shown.columns], before, after, key) if places else []


def _words(table: Any, row: int, column: int) -> str:
    return str(table.cell(row, column).text_frame.text)


def _places(table: Any, data: TableData) -> list[tuple[int, int]]:
    """(column on the slide, column of the data), by the words of the heads."""
    heads = {one_line(column.header): index for index, column in enumerate(data.columns)}
    written = [one_line(_words(table, 0, at)) for at in range(len(table.columns))]
    return [(at, heads[words]) for at, words in enumerate(written) if words in heads]


def _points(table: Any) -> float:
    sizes = table._tbl.xpath(".//a:tr[2]//a:rPr/@sz|.//a:tr[2]//a:defRPr/@sz|.//a:tr[2]//a:endParaRPr/@sz")  # noqa: SLF001
    return int(sizes[0]) / 100 if sizes else 10.0


def _resize(table: Any, count: int) -> None:
    """As many rows below the head as asked for; new ones are like the last."""
    body = table._tbl  # noqa: SLF001 - python-pptx adds and takes no rows
    rows = body.findall(qn("a:tr"))
    for row in rows[count + 1 :]:
        body.remove(row)
    for _ in range(count + 1 - len(rows)):
        made = deepcopy(rows[-1])
        for extension in made.findall(qn("a:extLst")):
            made.remove(extension)
        rows[-1].addnext(made)
        rows.append(made)


def _changes(heads: Sequence[str], before: Sequence[list[str]], after: Sequence[list[str]], key: int) -> list[str]:
    old = {row[key]: row for row in before}
    found = []
    for row in after:
        was = old.get(row[key])
        if was is None:
            found.append(tr("{name}: new in the table", name=row[key]))
        else:
            parts = zip(heads, was, row, strict=True)
            told = [f"{head} {then or '–'} → {now or '–'}" for head, then, now in parts if then != now]
            words = ", ".join(told[:_MOST_TOLD])
            if len(told) > _MOST_TOLD:
                words = tr("{changes} and {count} more", changes=words, count=len(told) - _MOST_TOLD)
            if told:
                found.append(f"{row[key]}: {words}")
    now = {row[key] for row in after}
    return found + [tr("{name}: no longer in the table", name=name) for name in old if name and name not in now]
