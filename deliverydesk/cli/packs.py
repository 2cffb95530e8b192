"""Decks from the command line: `export FILE --pack NAME`, on a template, and brought up to date."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from deliverydesk.actions.packing import PackSlide, pack_named, slides_of
from deliverydesk.analysis.finding import Grounds
from deliverydesk.charts.exhibits import exhibit, source_line
from deliverydesk.cli.main import DONE, WrongUse
from deliverydesk.domain.errors import NotFound
from deliverydesk.support.clock import today
from deliverydesk.support.language import tr

if TYPE_CHECKING:
    from deliverydesk.charts.exhibits import Exhibit
    from deliverydesk.domain.entities import Pack
    from deliverydesk.domain.portfolio import Portfolio

_OPTIONS = ("pack", "template", "refresh", "hide_names", "no_date", "no_source")


def is_deck(options: Any) -> bool:
    """Whether what is asked for is a deck that can be made anew later. Raises WrongUse."""
    several = options.what is not None and len(options.what) > 1
    ending = options.to.suffix.lower() if options.to else ".pptx"
    asked = any(getattr(options, name) for name in _OPTIONS)
    if asked and ending != ".pptx":
        raise WrongUse(tr("Packs, templates and --refresh make PowerPoint files; end OUT in .pptx."))
    if options.refresh and options.template:
        raise WrongUse(tr("A deck that is refreshed keeps its look; leave out --template."))
    return asked or (several and ending == ".pptx")


def write(portfolio: Portfolio, options: Any) -> int:
    """Write the deck, or bring one up to date and say what changed. Raises WrongUse and DeskError."""
    from deliverydesk.exporters.presentation import Footing, save_pack_deck

    try:
        pack = _pack(portfolio, options.pack) if options.pack else None
        slides = [*(slides_of(pack) if pack else ()), *(PackSlide(name) for name in options.what or ())]
        grounds = Grounds()
        exhibits = [_exhibit(portfolio, slide, pack, options, grounds) for slide in slides]
    except NotFound as error:
        raise WrongUse(str(error)) from error
    if not exhibits:
        raise WrongUse(tr("The pack {pack} has no slides yet.", pack=options.pack))
    footing = Footing(portfolio.settings.name, "" if options.no_date else None)
    if options.refresh:
        from deliverydesk.exporters.refreshing import refresh_deck

        target = options.to or options.refresh
        report = refresh_deck(options.refresh, exhibits, target, footing=footing)
        print(target, *report.lines, sep="\n")
        return DONE
    template = options.template or (pack.template if pack else "") or None
    save_pack_deck(exhibits, options.to, title=portfolio.settings.name, template=template, footing=footing)
    print(options.to)
    return DONE


def _pack(portfolio: Portfolio, name: str) -> Pack:
    pack = pack_named(portfolio, name)
    if pack is None:
        known = ", ".join(each.name for each in portfolio.packs) or tr("none yet")
        raise NotFound(
            tr("There is no pack called {pack}. The packs of this portfolio: {packs}.", pack=name[:80], packs=known)
        )
    return pack


def _exhibit(portfolio: Portfolio, slide: PackSlide, pack: Pack | None, options: Any, grounds: Grounds) -> Exhibit:
    day = today()
    source = "" if options.no_source else source_line(portfolio, None if options.no_date else day)
    owners = not (options.hide_names or (pack is not None and pack.hide_names))
    made = exhibit(portfolio, slide.name, today=day, source=source, owners=owners, grounds=grounds)
    return made.with_words(slide.title, slide.takeaway or None)
