"""`--in NAME`: a command carried out within a what-if instead of the plan."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deliverydesk.cli.main import WrongUse
from deliverydesk.domain.wording import quoted
from deliverydesk.support.language import tr

if TYPE_CHECKING:
    import argparse

    from deliverydesk.document.document import Document


def add_within(parser: argparse.ArgumentParser) -> None:
    """Let a command take the name of a what-if, as `options.within`."""
    parser.add_argument("--in", dest="within", metavar="NAME", help=tr("within a what-if; the plan keeps as it is"))


def look_within(document: Document, name: str | None) -> None:
    """Look into the what-if of that name, in upper or lower case; None for the plan. Raises WrongUse for no such."""
    if name is None:
        return
    wanted = " ".join(name.split()).casefold()
    known = {" ".join(each.name.split()).casefold(): each for each in document.actual.scenarios}
    if wanted in known:
        document.look_into(known[wanted].id)
    elif known:
        names = ", ".join(quoted(each.name) for each in known.values())
        raise WrongUse(tr("There is no what-if called {name}. There are: {names}.", name=quoted(name), names=names))
    else:
        raise WrongUse(
            tr(
                "There is no what-if called {name}, nor any other. “deliverydesk edit FILE” begins one: {example}",
                name=quoted(name),
                example='{"action": "new_scenario", "name": "…"}',
            )
        )
