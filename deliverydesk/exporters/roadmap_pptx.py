"""The roadmap on slides: real shapes and text that can be moved and edited, laid out as the window lays them out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from deliverydesk.charts.roadmap_frame import Measures, divide, place_marks, with_ghosts
from deliverydesk.charts.roadmap_pages import pages
from deliverydesk.charts.roadmap_words import alt_text
from deliverydesk.domain.wording import figure
from deliverydesk.exporters.deck import Deck, DeckSlide
from deliverydesk.exporters.dressing import Room, Words
from deliverydesk.exporters.paging import paged
from deliverydesk.exporters.roadmap_bars import Bars
from deliverydesk.exporters.roadmap_ground import HEADER, Ground
from deliverydesk.exporters.roadmap_signs import BELOW, MARK_ROW, Marks, draw_legend, mark_width
from deliverydesk.support.language import tr, trn

if TYPE_CHECKING:
    import os

    from deliverydesk.charts.roadmap import RoadmapPicture

_ABOVE = 16.0
"""How far the months stand above a slide's room."""
_ROWS = (20.0, 30.0)
"""The least height of a row, at which 9 points still fit, and the usual one."""
_MOST_SLIDES = 60


def save_roadmap_deck(
    picture: RoadmapPicture, path: str | os.PathLike[str], *, title: str = "", author: str = ""
) -> None:
    """Save a roadmap as a new deck, on as many slides as its rows need. Raises DeskError in one sentence."""
    deck = Deck(title or picture.title, author)
    add_roadmap(deck, picture, title=title)
    deck.save(path)


def add_roadmap(deck: Deck, picture: RoadmapPicture, *, title: str = "", group: bool = False) -> list[DeckSlide]:
    """Add a roadmap to a deck. Without a title the slide says what the roadmap comes to.

    Rows that do not fit on one slide go on to the next; more than sixty slides are cut, and the last one says so.
    ``group`` makes one group of what is drawn on each slide.
    """
    place = deck.room(Words(title or picture.title, picture.takeaway, picture.source))
    strip = _strip_height(picture, place)
    room = place.bottom - BELOW - place.top + _ABOVE - HEADER - strip
    least = int((room - 8 * min(len(picture.lanes), 6)) // _ROWS[0])
    found = pages(picture, least) if _rows(picture) * _ROWS[0] + 8 * len(picture.lanes) > room else [picture]
    words = title or picture.title
    slides = []
    for at, page in enumerate(found[:_MOST_SLIDES], start=1):
        told = paged(words, at, len(found))
        takeaway = picture.takeaway
        if at == _MOST_SLIDES and (left_out := len(found) - at):
            takeaway = trn(
                "{n} further slide is left out; export fewer months.",
                "{n} further slides are left out; export fewer months.",
                left_out,
                n=figure(left_out),
            )
        slides.append(_slide(deck, page, told, takeaway, strip, group=group))
    return slides


def _rows(picture: RoadmapPicture) -> int:
    return sum(lane.room for lane in picture.lanes)


def _strip_height(picture: RoadmapPicture, place: Room) -> float:
    """One line of milestones, or two where one has not room for all names."""
    if not picture.marks:
        return 6.0
    frame = divide(picture, Measures(label=120), (place.left, 0, place.right, 100))
    one = place_marks(picture.marks, frame, lambda mark: mark_width(mark, picture), 1)
    return 8.0 + MARK_ROW * (1 if all(placed.room >= mark_width(placed.mark, picture) for placed in one) else 2)


def _slide(deck: Deck, picture: RoadmapPicture, title: str, takeaway: str, strip: float, *, group: bool) -> DeckSlide:
    slide = deck.add_slide(title, takeaway, picture.source)
    bare = len(slide.slide.shapes)
    left, top, right, bottom = slide.room
    top, bottom = top - _ABOVE, bottom - BELOW
    room = bottom - top - HEADER - strip - 8 * len(picture.lanes)
    row = min(max(room / max(_rows(picture), 1), _ROWS[0]), _ROWS[1])
    measures = Measures(
        row=row,
        bar=round(row * 0.76, 1),
        lane_pad=4.0,
        label=120.0,
        header=HEADER,
        strip=strip,
        strip_row=MARK_ROW,
    )
    frame = divide(picture, with_ghosts(measures, picture), (left, top, right, bottom))
    frame = frame._replace(bottom=frame.top + frame.height)
    ground, bars, marks = Ground(slide, frame), Bars(slide, frame), Marks(slide, frame)
    ground.grid()
    marks.below()
    ground.lanes()
    ground.folds()
    bars.bars()
    bars.links()
    marks.above()
    ground.today()
    draw_legend(slide, frame, marks)
    if group:
        slide.group(bare, tr("Roadmap"), alt_text(picture))
    notes: Any = slide.slide.notes_slide.notes_text_frame
    notes.text = alt_text(picture)
    return slide
