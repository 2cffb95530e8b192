"""`deliverydesk`: one command a file, exit code 0 done, 1 the data has problems, 2 wrong use."""

from __future__ import annotations

import errno
import gc
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from deliverydesk.support.errors import DeskError
from deliverydesk.support.language import tr

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Sequence

    from deliverydesk.domain.portfolio import Portfolio

DONE, PROBLEMS, WRONG_USE = 0, 1, 2


class WrongUse(DeskError):
    """The command line itself asks for what cannot be."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code. Never a traceback for what a person did."""
    _speak_utf8()
    given = list(sys.argv[1:] if arguments is None else arguments)
    commands = _commands()
    try:
        if given and given[0] in commands:
            return commands[given[0]](given[1:])
        return _window(given, commands)
    except WrongUse as error:
        return _say(error, WRONG_USE)
    except DeskError as error:
        return _say(error, PROBLEMS)
    except BrokenPipeError:
        # Whoever read our output has gone; closing quietly is what a filter does.
        sys.stderr.close()
        return DONE
    except KeyboardInterrupt:
        return _say(tr("Stopped."), PROBLEMS)
    except OSError as error:
        if error.filename is not None or error.errno != errno.ENOSPC:
            return _unforeseen(error)
        return _say(tr("The output cannot be written: the disk is full."), PROBLEMS)
    except Exception as error:  # noqa: BLE001 - whatever it is, a person gets a sentence
        return _unforeseen(error)


def _unforeseen(error: Exception) -> int:
    from deliverydesk.support import crashes

    return _say(crashes.sentence(error), PROBLEMS)


def gui_main() -> int:
    """Start the window: the command of a desktop entry."""
    return main()


def _say(words: object, code: int) -> int:
    print(f"deliverydesk: {words}", file=sys.stderr)
    return code


def _speak_utf8() -> None:
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")


def parser_for(command: str, words: str) -> argparse.ArgumentParser:
    """A parser that names its command, with the words that its help begins with."""
    import argparse

    return argparse.ArgumentParser(
        prog=f"deliverydesk {command}".strip(),
        description=words,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )


def existing(path: Path) -> Path:
    """The path, where there is a file. Raises WrongUse."""
    if not path.exists():
        raise WrongUse(tr("There is no file {path}.", path=path))
    return path


def _commands() -> dict[str, Callable[[list[str]], int]]:
    return {
        "new": _new,
        "import": _import,
        "export": _export,
        "edit": _edit,
        "report": _report,
        "forecast": _forecast,
        "plan": _plan,
        "changes": _changes,
        "check": _check,
        "tour": _tour,
    }


_OVERVIEW = tr("""commands:
  deliverydesk [FILE]                        open the desk
  deliverydesk new FILE [--sample]           make a portfolio, empty or a sample
  deliverydesk import SOURCE FILE            bring a table (CSV, XLSX, XLS, ODS) into a portfolio
  deliverydesk export FILE --what NAME --to OUT   write a chart, the roadmap or the backlog; --list names them
  deliverydesk export FILE --pack NAME --to OUT.pptx [--template T.pptx]   write a deck; --refresh DECK.pptx renews one
  deliverydesk edit FILE [--in NAME]         carry out actions given as JSON lines, in the plan or within a what-if
  deliverydesk report FILE --json [--on DATE]   everything with its figures, now or as it stood on a day
  deliverydesk changes FILE --from DATE [--to DATE]   what changed between two days or checkpoints
  deliverydesk forecast FILE [--json]        when open work is done, with P50, P85 and P95; never one date alone
  deliverydesk plan FILE --select [--seconds S] [--json] [--apply]   what to take on, with a proved bound and reasons
  deliverydesk check FILE                    look for damage and broken rules
  deliverydesk tour DIR                      walk the sample and leave pictures and exports in DIR

Each command has its own --help. Exit codes: 0 done, 1 the data has problems, 2 wrong use.""")


def _window(given: list[str], commands: dict[str, Callable[[list[str]], int]]) -> int:
    file, read_only = _asked_for(given)
    if file is not None and not file.exists():
        close = [name for name in commands if name.startswith(str(file)[:2])]
        if close and not file.suffix:
            raise WrongUse(
                tr(
                    "There is no file {path}. Did you mean “deliverydesk {command}”? "
                    "“deliverydesk new {path}” makes one.",
                    path=file,
                    command=close[0],
                )
            )
        raise WrongUse(tr("There is no file {path}. “deliverydesk new {path}” makes one.", path=file))
    # Everything made from here to the first paint stays; the collector would only look at all of it again and again.
    gc.disable()
    from deliverydesk.ui import plain_imports  # noqa: F401 - before all that imports Qt
    from deliverydesk.ui.app import run

    return run(file, read_only=read_only)


def _asked_for(given: list[str]) -> tuple[Path | None, bool]:
    """The file to open, and whether only to read it. argparse takes 8 ms, which a window should not wait for."""
    if not given:
        return None, False
    if len(given) == 1 and given[0] and not given[0].startswith("-"):
        return Path(given[0]), False
    parser = parser_for("", tr("The offline desk of a portfolio manager."))
    parser.epilog = _OVERVIEW
    parser.add_argument("file", nargs="?", type=Path, help=tr("the portfolio to open (.ddesk)"))
    parser.add_argument("--read-only", action="store_true", help=tr("open the file without writing to it"))
    options = parser.parse_args(given)
    return options.file, options.read_only


def _new(given: list[str]) -> int:
    parser = parser_for("new", tr("Make a new portfolio file. A file that exists is never overwritten."))
    parser.add_argument("file", type=Path)
    parser.add_argument("--sample", action="store_true", help=tr("fill it with a sample portfolio"))
    parser.add_argument("--name", help=tr("the portfolio's name; the file's name without one"))
    options = parser.parse_args(given)
    if options.file.exists():
        raise WrongUse(tr("{path} exists already. Choose another name.", path=options.file))

    from dataclasses import replace

    from deliverydesk.document.document import Document
    from deliverydesk.domain.errors import RuleBroken
    from deliverydesk.domain.portfolio import Portfolio
    from deliverydesk.support.clock import today

    if options.sample:
        from deliverydesk.importers.sample import sample_portfolio

        portfolio = sample_portfolio(today())
    else:
        portfolio = Portfolio.begun(options.name or options.file.stem)
    if options.sample and options.name:
        portfolio = Portfolio.of([replace(portfolio.settings, name=options.name), *list(portfolio.entities())[1:]])
    try:
        Document.create(options.file, portfolio).close()
    except RuleBroken as broken:
        raise WrongUse(str(broken)) from None
    print(tr("{path}: {deliverables}, {outcomes}.", path=options.file, **_sizes(portfolio)))
    return DONE


def _check(given: list[str]) -> int:
    parser = parser_for("check", tr("Look for damage, broken seals and broken rules. Changes nothing."))
    parser.add_argument("file", type=Path)
    path = existing(parser.parse_args(given).file)
    from deliverydesk.document.document import Document

    document = Document.open(path, read_only=True)
    try:
        findings = document.store.verify()
    finally:
        document.close()
    for finding in findings:
        print(finding)
    if findings:
        return PROBLEMS
    print(tr("{path}: sound. {deliverables}, {outcomes}.", path=path, **_sizes(document.portfolio)))
    return DONE


def _sizes(portfolio: Portfolio) -> dict[str, str]:
    from deliverydesk.domain.wording import counted

    return {
        "deliverables": counted(len(portfolio.deliverables), "deliverable"),
        "outcomes": counted(len(portfolio.outcomes), "outcome"),
    }


def _edit(given: list[str]) -> int:
    from deliverydesk.cli.editing import edit

    return edit(given)


def _report(given: list[str]) -> int:
    from deliverydesk.cli.reporting import report

    return report(given)


def _forecast(given: list[str]) -> int:
    from deliverydesk.cli.forecasting import forecast

    return forecast(given)


def _plan(given: list[str]) -> int:
    from deliverydesk.cli.planning import plan

    return plan(given)


def _changes(given: list[str]) -> int:
    from deliverydesk.cli.rewinding import changes

    return changes(given)


def _import(given: list[str]) -> int:
    from deliverydesk.cli.importing import import_

    return import_(given)


def _export(given: list[str]) -> int:
    from deliverydesk.cli.exporting import export

    return export(given)


def _tour(given: list[str]) -> int:
    from deliverydesk.cli.touring import tour

    return tour(given)


if __name__ == "__main__":
    sys.exit(main())
