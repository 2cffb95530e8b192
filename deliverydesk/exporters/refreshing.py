"""A deck that was made earlier, made anew from today's figures.

Our slides are known by the tags in the names of their shapes. Figures of charts, rows of tables and words that nobody
has touched are replaced where they are; whatever a person moved, resized, restyled or added stays, and so does a text
that they have rewritten. Bars of a roadmap are drawn again where their dates put them, in the group as it lies on the
slide. A slide that was deleted stays deleted, and the report says so.
"""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from deliverydesk.charts.spec import ChartSpec
from deliverydesk.charts.table import TableData
from deliverydesk.domain.wording import figure
from deliverydesk.exporters.deck import Deck
from deliverydesk.exporters.deckcharts import place_chart, scales_of
from deliverydesk.exporters.decktable import place_tables, rows_that_fit
from deliverydesk.exporters.dressing import Dress, OwnDress, TemplateDress
from deliverydesk.exporters.naming import Tag, check_of, put_tag, tagged
from deliverydesk.exporters.opening import open_deck
from deliverydesk.exporters.packed import move_behind, read_record, write_record
from deliverydesk.exporters.paging import paged, rows_words, table_alt
from deliverydesk.exporters.presentation import Footing, add_exhibit, add_item
from deliverydesk.exporters.refreshcharts import fits, update_chart
from deliverydesk.exporters.refreshdrawings import redraw
from deliverydesk.exporters.refreshtables import is_known, set_words, update_table
from deliverydesk.exporters.text import clean
from deliverydesk.support.atomic import replacing
from deliverydesk.support.errors import DeskError
from deliverydesk.support.language import tr, trn
from deliverydesk.support.progress import Progress, no_progress

if TYPE_CHECKING:
    from deliverydesk.charts.exhibits import Exhibit
    from deliverydesk.exporters.deck import DeckSlide

_MOST_TOLD = 12
_REWRITTEN: dict[str, Callable[[str], str]] = {
    "title": lambda words: tr("The title “{words}” was rewritten by hand and stays.", words=words),
    "takeaway": lambda words: tr("The takeaway line “{words}” was rewritten by hand and stays.", words=words),
    "source": lambda words: tr("The source line “{words}” was rewritten by hand and stays.", words=words),
    "date": lambda words: tr("The date “{words}” was rewritten by hand and stays.", words=words),
    "page": lambda words: tr("The page line “{words}” was rewritten by hand and stays.", words=words),
}


@dataclass
class Report:
    """What refreshing a deck did, in sentences: ``changes`` in the figures, ``kept`` as somebody had it, ``missing``
    because somebody deleted it, ``added`` because it is new in the pack.
    """

    changes: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    added: list[str] = field(default_factory=list)

    @property
    def lines(self) -> list[str]:
        """All of it, one below the other."""
        told = [*self.changes, *self.added, *self.kept, *self.missing]
        return told or [tr("Nothing has changed since the deck was made.")]


@dataclass
class _Page:
    """One of our slides and its parts by their names."""

    slide: Any
    tag: Tag
    parts: dict[str, tuple[Any, Tag]]


def refresh_deck(
    deck_path: str | os.PathLike[str],
    exhibits: Sequence[Exhibit],
    target: str | os.PathLike[str],
    *,
    footing: Footing = Footing(),  # noqa: B008 - an immutable value
    progress: Progress = no_progress,
) -> Report:
    """Write the deck at ``deck_path`` with today's figures to ``target``, which may be the same file: it is written
    beside and renamed. Raises DeskError in one sentence where the deck cannot be read or has no slides of ours, and
    lets Cancelled through; the files are as they were then.
    """
    presentation = open_deck(deck_path)
    record = read_record(presentation)
    found = _pages(presentation)
    if not found and record is None:
        name = Path(deck_path).name
        raise DeskError(
            tr("{file} has no slides that DeliveryDesk made; choose a deck that was exported as a pack.", file=name)
        )
    own = record is not None and record.own
    dress: Dress = OwnDress(presentation=presentation) if own else TemplateDress(presentation)
    deck = Deck(dress=dress, footer=footing.words, date=footing.date)
    report = Report()
    for done, exhibit in enumerate(exhibits):
        progress(done, len(exhibits) + 1)
        if exhibit.name in found:
            _refresh(deck, found[exhibit.name], exhibit, report)
        elif record is None or exhibit.name in record.keys:
            report.missing.append(
                tr("The slide “{title}” was deleted from the deck and stays deleted.", title=exhibit.title)
            )
        else:
            add_exhibit(deck, exhibit)
            report.added.append(tr("The slide “{title}” is new, at the end of the deck.", title=exhibit.title))
    write_record(presentation, own=own, keys=[exhibit.name for exhibit in exhibits])
    progress(len(exhibits), len(exhibits) + 1)
    with replacing(target) as fresh:
        presentation.save(str(fresh))
    return report


def _pages(presentation: Any) -> dict[str, list[_Page]]:
    """Our slides by the export that they show, in the order of the deck."""
    found: dict[str, list[_Page]] = defaultdict(list)
    for slide in presentation.slides:
        parts: dict[str, dict[str, tuple[Any, Tag]]] = defaultdict(dict)
        for shape, tag in tagged(slide.shapes):
            parts[tag.key].setdefault(tag.part, (shape, tag))
        for key, own in parts.items():
            found[key].append(_Page(slide, next(iter(own.values()))[1], own))
    return dict(found)


def _refresh(deck: Deck, pages: list[_Page], exhibit: Exhibit, report: Report) -> None:
    item = exhibit.item
    if isinstance(item, ChartSpec):
        for page in pages:
            _words(deck, page, exhibit, exhibit.title, report)
            _chart(deck, page, item, report)
    elif isinstance(item, TableData):
        _tables(deck, pages, exhibit, item, report)
    else:
        _drawings(deck, pages, exhibit, report)


def _words(deck: Deck, page: _Page, exhibit: Exhibit, title: str, report: Report, page_line: str = "") -> None:
    """Title, takeaway, source and date, where they are still as we wrote them."""
    wanted = {
        "title": title,
        "takeaway": exhibit.takeaway,
        "source": exhibit.source,
        "date": deck.date,
        "page": page_line,
    }
    for part, words in wanted.items():
        if part not in page.parts or not words:
            continue
        shape, tag = page.parts[part]
        if fields := shape.element.xpath(".//a:fld/a:t"):
            # A date that PowerPoint keeps by itself: what it says in between is nobody's writing.
            fields[0].text = words
            continue
        now = shape.text_frame.text
        if check_of(now) == tag.check:
            if " ".join(now.split()) != " ".join(words.split()):
                set_words(shape.text_frame, words)
                _retag(page, part, shape.text_frame.text)
        elif " ".join(now.split()) != " ".join(words.split()):
            report.kept.append(_REWRITTEN[part](_short(now)))


def _retag(page: _Page, part: str, written: str, *, pages: int | None = None) -> None:
    shape, tag = page.parts[part]
    tag = tag._replace(check=check_of(written), pages=pages or tag.pages)
    put_tag(shape, tag)
    page.parts[part] = (shape, tag)


def _short(words: str) -> str:
    words = " ".join(words.split())
    return words if len(words) <= 60 else words[:59] + "…"


def _chart(deck: Deck, page: _Page, spec: ChartSpec, report: Report) -> None:
    if "nothing" in page.parts and not spec.empty:
        shape, tag = page.parts["nothing"]
        shape._element.getparent().remove(shape._element)  # noqa: SLF001
        slide = deck.slide_of(page.slide)
        place_chart(slide, spec)
        slide.tag(tag.key, tag.page, tag.pages)
        report.changes.append(tr("{title}: measured now", title=spec.table.title))
        return
    title = _short(spec.title)
    if "chart" not in page.parts:
        if "nothing" not in page.parts:
            report.kept.append(tr("The chart of “{title}” was taken off its slide and stays away.", title=title))
        return
    frame, tag = page.parts["chart"]
    if not getattr(frame, "has_chart", False) or not fits(frame.chart, spec):
        report.kept.append(tr("The chart of “{title}” is of another kind now and stays as it is.", title=title))
        return
    same = check_of(scales_of(frame.chart)) == tag.check
    _tell(report, update_chart(deck, frame.chart, spec, scales=same))
    if same:
        _retag(page, "chart", scales_of(frame.chart))
    else:
        report.kept.append(tr("The scales of the chart “{title}” were set by hand and stay.", title=title))
    _describe(frame, spec.alt)


def _alt(shape: Any) -> str:
    return str(shape._element.xpath(".//p:cNvPr")[0].get("descr", ""))  # noqa: SLF001


def _note(slide: Any, before: str, now: str) -> None:
    """The notes of a drawing say it in words; where nobody has written others they say it anew."""
    if slide.has_notes_slide and " ".join(slide.notes_slide.notes_text_frame.text.split()) == " ".join(before.split()):
        slide.notes_slide.notes_text_frame.text = now


def _describe(shape: Any, alt: str) -> None:
    shape._element.xpath(".//p:cNvPr")[0].set("descr", clean(alt))  # noqa: SLF001


def _tell(report: Report, changes: list[str]) -> None:
    report.changes += changes[:_MOST_TOLD]
    if (more := len(changes) - _MOST_TOLD) > 0:
        report.changes.append(
            trn("… and {n} more figure on this slide", "… and {n} more figures on this slide", more, n=figure(more))
        )


def _tables(deck: Deck, pages: list[_Page], exhibit: Exhibit, table: TableData, report: Report) -> None:
    """Each slide keeps as many rows as it had; what is left goes onto slides behind the last."""
    had = max(page.tag.pages for page in pages)
    shown = {page.tag.page: page for page in pages if "table" in page.parts}
    sizes = [len(page.parts["table"][0].table.rows) - 1 for page in shown.values()]
    per = max([*sizes, rows_that_fit(deck, table) if had == 1 else 1])
    total = max(-(-len(table.rows) // per), 1)
    for number, page in shown.items():
        rows = table.rows[(number - 1) * per : number * per]
        title, frame = paged(exhibit.title, number, total), page.parts["table"][0]
        if not is_known(frame.table, table):
            report.kept.append(
                tr("The table “{title}” has other column heads now and stays as it is.", title=_short(title))
            )
            continue
        line = page.parts["page"][0].text_frame.text if "page" in page.parts else ""
        if total > 1:
            line = rows_words((number - 1) * per, len(rows), len(table.rows))
        _words(deck, page, exhibit, title, report, line)
        _tell(report, update_table(deck, frame.table, table, rows))
        _describe(frame, table_alt(exhibit.title, len(table.rows), line))
        for part in list(page.parts):
            put_tag(page.parts[part][0], page.parts[part][1]._replace(pages=total))
        if not rows and number > 1:
            report.kept.append(
                tr("The slide “{title}” has no rows any more; delete it if you like.", title=_short(title))
            )
    for page in pages:
        if "table" not in page.parts:
            report.kept.append(
                tr("The table “{title}” was taken off a slide and stays away.", title=_short(exhibit.title))
            )
    report.missing += _deleted(pages, exhibit.title, had)
    if total > had:
        slides = place_tables(deck, table, exhibit.takeaway, exhibit.source, per, done=had)
        _append(deck, pages[-1].slide, exhibit, slides, had)
        more = len(slides)
        words = trn(
            "“{title}” needs {n} more slide for its rows.",
            "“{title}” needs {n} more slides for its rows.",
            more,
            n=figure(more),
            title=exhibit.title,
        )
        report.added.append(words)


def _drawings(deck: Deck, pages: list[_Page], exhibit: Exhibit, report: Report) -> None:
    made = add_item(deck, exhibit.item, group=True)
    for page in pages:
        at = page.tag.page - 1
        if at >= len(made):
            report.kept.append(
                tr(
                    "Slide {number} of “{title}” is no longer needed; delete it if you like.",
                    number=page.tag.page,
                    title=_short(exhibit.title),
                )
            )
            continue
        title = paged(exhibit.title, at + 1, len(made))
        _words(deck, page, exhibit, title, report)
        if "drawing" not in page.parts:
            report.kept.append(
                tr("The drawing “{title}” was taken off its slide and stays away.", title=_short(exhibit.title))
            )
            continue
        group, _ = page.parts["drawing"]
        fresh = next(shape for shape, part, _ in made[at].kept if part == "drawing")
        _note(page.slide, _alt(group), _alt(fresh))
        _tell(report, redraw(group, fresh))
        for part in list(page.parts):
            put_tag(page.parts[part][0], page.parts[part][1]._replace(pages=len(made)))
    had = max(page.tag.pages for page in pages)
    report.missing += _deleted(pages, exhibit.title, had)
    for slide in made[:had]:
        deck.drop(slide.slide)
    if made[had:]:
        _append(deck, pages[-1].slide, exhibit, made[had:], had)
        more = len(made) - had
        words = trn(
            "“{title}” needs {n} more slide.",
            "“{title}” needs {n} more slides.",
            more,
            n=figure(more),
            title=exhibit.title,
        )
        report.added.append(words)


def _deleted(pages: Sequence[_Page], title: str, had: int) -> list[str]:
    """What to say of each of the ``had`` slides that is no longer there."""
    left = {page.tag.page for page in pages}
    return [
        tr("Slide {number} of “{title}” was deleted and stays deleted.", number=number, title=title)
        for number in range(1, had + 1)
        if number not in left
    ]


def _append(deck: Deck, behind: Any, exhibit: Exhibit, slides: Sequence[DeckSlide], had: int) -> None:
    """Tag slides as those that follow the ``had`` there were, and put them behind the last of these."""
    for number, slide in enumerate(slides, start=had + 1):
        slide.tag(exhibit.name, number, had + len(slides))
        move_behind(deck.presentation, slide.slide, behind)
        behind = slide.slide
