"""The portfolio that a command is about, and `--in NAME`: the command within a what-if instead of the plan."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

from deliverydesk.cli.main import WrongUse
from deliverydesk.document.document import Document
from deliverydesk.domain.formats import Formats, use
from deliverydesk.domain.wording import quoted
from deliverydesk.support.errors import DeskError
from deliverydesk.support.language import tr

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator
    from pathlib import Path


@contextmanager
def opened(path: Path, within: str | None, *, changes: bool = False) -> Iterator[Document]:
    """The portfolio of a file, from within a what-if where one is named; days and numbers are written as it has them.

    Where the command changes it, every row is looked at before the first change, and backups are taken before and
    after. Raises StorageError, or WrongUse for a what-if that is not there.
    """
    document = Document.open(path, read_only=not changes)
    try:
        changing = False

        def look_first() -> None:
            nonlocal changing
            changing = _look_first(document)

        if changes:
            for notice in document.notices:
                print(f"deliverydesk: {notice}", file=sys.stderr)
            document.wait_before_writing(look_first)
        look_within(document, within)
        use(Formats.of(document.portfolio.settings))
        yield document
        if changing:
            _back_up(document, tr("after edits from the command line"))
    finally:
        document.close()


def _look_first(document: Document) -> bool:
    """Check every row before the first change and back the file up. True where it may be changed."""
    if document.read_only is not None:
        return False
    findings = document.store.verify_apart()
    if findings:
        document.store.stop_writing(
            tr(
                "{file} is not as it was saved: {finding} Nothing is written to it. Restore a backup, "
                "or see what “deliverydesk check {path}” finds.",
                file=document.path.name,
                finding=findings[0],
                path=document.path,
            )
        )
        return False
    _back_up(document, tr("before edits from the command line"))
    return True


def _back_up(document: Document, reason: str) -> None:
    from deliverydesk.storage import backups

    try:
        backups.take(document.store, reason)
    except DeskError as error:
        words = tr("No backup was made: {reason}", reason=error)
        print(f"deliverydesk: {words}", file=sys.stderr)


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
