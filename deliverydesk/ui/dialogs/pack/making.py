"""What the pack sheet has made in a thread: exhibits, pictures of slides, decks. No widget is touched here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from deliverydesk.analysis.finding import Grounds
from deliverydesk.charts.exhibits import Exhibit, exhibit, source_line
from deliverydesk.support.clock import today
from deliverydesk.support.tokens import Tokens, load_tokens

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from PySide6.QtGui import QImage

    from deliverydesk.actions.packing import PackSlide
    from deliverydesk.document.document import Document
    from deliverydesk.domain.portfolio import Portfolio
    from deliverydesk.exporters.refreshing import Report
    from deliverydesk.support.progress import Progress

SIZE = (1280, 720)
_SCALE = 0.75


@dataclass(frozen=True, slots=True)
class Manner:
    """How the slides of a pack are made."""

    template: str = ""
    hide_names: bool = False
    dated: bool = True
    sourced: bool = True


class Slide(NamedTuple):
    """One slide looked at: its exhibit without the person's own words, and how it will look with them."""

    proposed: Exhibit
    image: QImage


def exhibit_of(portfolio: Portfolio, slide: PackSlide, manner: Manner, grounds: Grounds | None = None) -> Exhibit:
    """The exhibit as a slide shows it, in the person's words where there are some. Raises NotFound."""
    made = proposed(portfolio, slide.name, manner, grounds)
    return made.with_words(slide.title, slide.takeaway or None)


def proposed(portfolio: Portfolio, name: str, manner: Manner, grounds: Grounds | None = None) -> Exhibit:
    """The exhibit in its own words; `grounds` keeps what many exhibits stand on. Raises NotFound."""
    day = today()
    source = source_line(portfolio, day if manner.dated else None) if manner.sourced else ""
    return exhibit(portfolio, name, today=day, source=source, owners=not manner.hide_names, grounds=grounds)


def look(portfolio: Portfolio, slide: PackSlide, manner: Manner, tokens: Tokens, grounds: Grounds) -> Slide:
    """A slide to look at. Raises NotFound."""
    from deliverydesk.rendering.pages import page_image

    own = proposed(portfolio, slide.name, manner, grounds)
    return Slide(own, page_image(own.with_words(slide.title, slide.takeaway or None), SIZE, _SCALE, tokens))


def tokens_of(template: str) -> Tokens:
    """The colours that slides on a template have. Raises DeskError in one sentence where it cannot be used."""
    if not template:
        return load_tokens("light")
    from deliverydesk.exporters.deck import Deck
    from deliverydesk.exporters.deckcolours import ThemePalette

    palette = Deck(template=template).palette
    return palette.tokens_on_ground() if isinstance(palette, ThemePalette) else palette.tokens


def make_deck(document: Document, slides: Sequence[PackSlide], manner: Manner, path: Path, progress: Progress) -> Path:
    """Write a new deck. Raises DeskError; lets Cancelled through."""
    from deliverydesk.exporters.presentation import Footing, save_pack_deck

    portfolio = document.portfolio_with_moves()
    name = portfolio.settings.name
    grounds = Grounds()
    exhibits = [exhibit_of(portfolio, slide, manner, grounds) for slide in slides]
    footing = Footing(name, None if manner.dated else "")
    save_pack_deck(exhibits, path, title=name, template=manner.template or None, footing=footing, progress=progress)
    return path


def refresh(document: Document, slides: Sequence[PackSlide], manner: Manner, path: Path, progress: Progress) -> Report:
    """Bring a deck up to date in its place. Raises DeskError; lets Cancelled through."""
    from deliverydesk.exporters.presentation import Footing
    from deliverydesk.exporters.refreshing import refresh_deck

    portfolio = document.portfolio_with_moves()
    grounds = Grounds()
    exhibits = [exhibit_of(portfolio, slide, manner, grounds) for slide in slides]
    footing = Footing(portfolio.settings.name, None if manner.dated else "")
    return refresh_deck(path, exhibits, path, footing=footing, progress=progress)
