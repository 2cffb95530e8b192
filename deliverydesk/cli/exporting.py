"""`deliverydesk export FILE --what NAME --to OUT`: charts, the roadmap and the backlog as files. Changes nothing."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from deliverydesk.charts import catalogue, exhibits
from deliverydesk.charts.exhibits import source_line
from deliverydesk.charts.registers import REGISTERS
from deliverydesk.cli import packs
from deliverydesk.cli.main import DONE, WrongUse, existing, parser_for
from deliverydesk.cli.within import add_within, opened
from deliverydesk.domain.errors import NotFound
from deliverydesk.support.clock import today
from deliverydesk.support.errors import DeskError
from deliverydesk.support.language import tr

if TYPE_CHECKING:
    from collections.abc import Iterator

    from deliverydesk.domain.portfolio import Portfolio
    from deliverydesk.rendering.files import Item

_WORDS = tr(
    """Write a chart, the roadmap, the backlog or another table to a file. The ending of OUT says what it becomes:

  .png .svg .pdf   a picture; needs Qt and no display
  .pptx            PowerPoint: native charts and shapes that can be edited; --what may be given several times
  .xlsx .csv       the figures; XLSX with a native chart. The tables named backlog, outcomes, products, teams and people
                   can be changed and imported again

A deck: --what several times, or --pack NAME for a pack that was kept in the window. With --template the slides are put
behind those of your own .pptx or .potx, in its layouts, fonts and colours; the template itself is never changed.
--refresh DECK.pptx brings a deck that was made earlier up to date: figures change in place, and what you moved,
restyled, rewrote or added stays. It is written back to DECK, or to OUT where --to is given, and what changed is listed.

--list names what there is in FILE. An outcome's chart is named by number or name: outcome:12, "outcome:Renewal rate".
A file that is there is replaced once the new one is complete."""
)

_PICTURES = (".png", ".svg", ".pdf")
_FIGURES = (".xlsx", ".csv")
_TABLE = (*_FIGURES, ".pptx")
_ALL = (*_PICTURES, ".pptx", *_FIGURES)
_THEMES = ("light", "dark", "contrast")


def export(given: list[str]) -> int:
    """The command."""
    parser = parser_for("export", _WORDS)
    parser.add_argument("file", type=Path)
    parser.add_argument("--what", metavar="NAME", action="append", help=tr("what to write; --list names it"))
    parser.add_argument("--pack", metavar="NAME", help=tr("a pack of slides that was kept in the window"))
    parser.add_argument("--template", metavar="T.pptx", type=Path, help=tr("the deck whose look and slides are used"))
    parser.add_argument("--refresh", metavar="DECK.pptx", type=Path, help=tr("bring a deck made earlier up to date"))
    parser.add_argument("--hide-names", action="store_true", help=tr("leave out owners in a deck"))
    parser.add_argument("--no-date", action="store_true", help=tr("leave out the date in a deck"))
    parser.add_argument("--no-source", action="store_true", help=tr("leave out the source line in a deck"))
    parser.add_argument("--forecast", action="store_true", help=tr("show on the roadmap when its work is done"))
    parser.add_argument("--to", metavar="OUT", type=Path, help=tr("the file to write"))
    parser.add_argument("--list", action="store_true", help=tr("list the names, with the endings of each"))
    parser.add_argument("--json", action="store_true", help=tr("the list as JSON"))
    parser.add_argument("--size", metavar="WxH", type=_size, help=tr("size of a picture in pixels, such as 1280x720"))
    parser.add_argument(
        "--scale", metavar="N", type=float, default=1.0, help=tr("pixels of a PNG for each pixel of --size")
    )
    parser.add_argument("--theme", choices=_THEMES, default="light", help=tr("colours of a picture"))
    add_within(parser)
    options = parser.parse_args(given)
    path = existing(options.file)
    wanted = options.what or options.pack
    if not options.list and not (wanted and (options.to or options.refresh)):
        raise WrongUse(tr("Say what to write and where to: --what NAME --to OUT. --list names what there is."))
    as_deck = packs.is_deck(options)
    if options.what and options.to and not as_deck:
        _check_ending(options.what, options.to)
    with opened(path, options.within) as document:
        portfolio = document.portfolio if options.list else document.portfolio_with_moves()
    if options.list:
        return _list(portfolio, as_json=options.json)
    if as_deck:
        return packs.write(portfolio, options)
    try:
        items = [make(portfolio, name, options.to.suffix.lower(), forecast=options.forecast) for name in options.what]
    except NotFound as error:
        raise WrongUse(str(error)) from error
    _save(portfolio, items, options)
    print(options.to)
    return DONE


def names(portfolio: Portfolio) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Every name that can be exported, with its title and the endings it can have."""
    yield "backlog", tr("Backlog in the manager’s order, with scores"), _TABLE
    yield from ((name, title, _FIGURES) for name, (title, _) in REGISTERS.items())
    yield "roadmap", tr("Roadmap"), _ALL
    for name, title in exhibits.names(portfolio):
        if exhibits.is_table(name) and not name.startswith("backlog:"):
            yield name, title, _TABLE
    for name, title in catalogue.names(portfolio):
        yield name, title, _ALL


def make(portfolio: Portfolio, name: str, ending: str, *, forecast: bool = False) -> Item:
    """What is called ``name``, as data that a file of this ending can take, a roadmap with its forecast if asked.

    Raises NotFound.
    """
    source = source_line(portfolio, today())
    if name == "backlog":
        from deliverydesk.charts.backlog import backlog_table

        return backlog_table(portfolio)
    if name in REGISTERS:
        return REGISTERS[name][1](portfolio)
    if exhibits.is_table(name):
        return exhibits.exhibit(portfolio, name, today=today()).item
    if name == "roadmap":
        from deliverydesk.charts.roadmap import build_roadmap
        from deliverydesk.charts.roadmap_words import roadmap_table

        ahead = None
        if forecast:
            from deliverydesk.charts.roadmap_ahead import foreseen

            ahead = foreseen(portfolio, today())
        picture = build_roadmap(portfolio, today=today(), source=source, ahead=ahead)
        return roadmap_table(picture, portfolio) if ending in _FIGURES else picture
    try:
        return catalogue.build(portfolio, name, today=today(), source=source)
    except NotFound as error:
        if name.partition(":")[0] in {entry.name for entry in catalogue.CHARTS}:
            raise
        raise NotFound(tr("There is no {name} to export; --list names what there is.", name=name[:80])) from error


def _check_ending(wanted: list[str], target: Path) -> None:
    ending = target.suffix.lower()
    for name in wanted:
        known = _FIGURES if name in REGISTERS else _TABLE if exhibits.is_table(name) else _ALL
        if ending not in known:
            listed = tr("{choices} or {last}", choices=", ".join(known[:-1]), last=known[-1])
            raise WrongUse(
                tr(
                    "“{name}” cannot be written as {ending}; end OUT in {endings}.",
                    name=name,
                    ending=ending,
                    endings=listed,
                )
                if ending
                else tr(
                    "“{name}” cannot be written as a file without ending; end OUT in {endings}.",
                    name=name,
                    endings=listed,
                )
            )
    if len(wanted) > 1 and ending != ".pptx":
        raise WrongUse(tr("Several things go into one file only as PowerPoint; end OUT in .pptx."))


def _save(portfolio: Portfolio, items: list[Item], options: Any) -> None:
    from deliverydesk.rendering.files import save_as
    from deliverydesk.support.tokens import load_tokens

    source = source_line(portfolio, today())
    if len(items) > 1:
        from deliverydesk.exporters.presentation import save_presentation

        save_presentation(items, options.to, title=portfolio.settings.name, source=source)
        return
    try:
        save_as(
            items[0],
            options.to,
            size=options.size,
            scale=options.scale,
            palette=load_tokens(options.theme),
            source=source,
        )
    except ImportError as error:
        if options.to.suffix.lower() not in _PICTURES:
            raise
        raise DeskError(
            tr(
                "A picture needs Qt, which cannot be loaded here ({reason}). “python3 dev.py run” says what to "
                "install; PowerPoint, XLSX and CSV need no Qt.",
                reason=error,
            )
        ) from error


def _size(given: str) -> tuple[int, int]:
    import argparse

    found = re.fullmatch(r"([0-9]{2,5})[x×]([0-9]{2,5})", given)
    if found is None:
        raise argparse.ArgumentTypeError(tr("a size is two numbers of pixels, such as 1280x720"))
    return int(found[1]), int(found[2])


def _list(portfolio: Portfolio, *, as_json: bool) -> int:
    found = list(names(portfolio))
    if as_json:
        listed = [{"name": name, "title": title, "endings": list(endings)} for name, title, endings in found]
        print(json.dumps(listed, ensure_ascii=False, indent=1))
        return DONE
    wide = max(len(name) for name, _, _ in found)
    for name, title, endings in found:
        print(f"{name:{wide}}  {title}  ({' '.join(endings)})")
    return DONE
