"""Packs: decks that are made again and again, and the words on their slides."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from deliverydesk.actions.draft import Draft
from deliverydesk.domain.entities import Pack
from deliverydesk.domain.errors import DeskError
from deliverydesk.domain.wording import quoted
from deliverydesk.support.language import tr

if TYPE_CHECKING:
    from collections.abc import Sequence

    from deliverydesk.domain.changes import ChangeSet
    from deliverydesk.domain.portfolio import Portfolio

_BETWEEN = "\t"


class PackSlide(NamedTuple):
    """One entry of a pack: the name of an export, and the title and takeaway that a person gave it; where these are
    empty, the export's own are proposed anew each time.
    """

    name: str
    title: str = ""
    takeaway: str = ""

    @classmethod
    def of(cls, kept: str) -> PackSlide:
        """What `kept` gave."""
        name, title, takeaway, *_ = [*kept.split(_BETWEEN), "", ""]
        return cls(name, title, takeaway)

    @property
    def kept(self) -> str:
        """The entry as a pack keeps it: the name alone, or name, title and takeaway with tabs between."""
        words = [" ".join(part.split()) for part in self]
        return _BETWEEN.join(words).rstrip(_BETWEEN)


def slides_of(pack: Pack) -> tuple[PackSlide, ...]:
    """The entries of a pack, in the order of the slides."""
    return tuple(PackSlide.of(kept) for kept in pack.slides)


def pack_named(portfolio: Portfolio, name: str) -> Pack | None:
    """The pack of this name; letter case does not matter."""
    wanted = name.strip().casefold()
    return next((pack for pack in portfolio.packs if pack.name.strip().casefold() == wanted), None)


def save_pack(
    portfolio: Portfolio,
    name: str,
    slides: Sequence[str],
    *,
    template: str = "",
    output: str = "",
    hide_names: bool = False,
) -> ChangeSet:
    """Keep a pack under a name, in place of the one that has it."""
    if not name.strip():
        raise DeskError(tr("Give the pack a name."))
    values = {
        "name": name.strip(),
        "slides": tuple(slides),
        "template": template,
        "output": output,
        "hide_names": hide_names,
    }
    draft = Draft(portfolio)
    known = pack_named(portfolio, name)
    if known is None:
        draft.add(Pack, values)
    else:
        draft.edit(known, values)
    return draft.change_set(tr("save the pack {name}", name=quoted(name.strip())))
