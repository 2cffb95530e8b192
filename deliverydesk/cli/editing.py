"""`deliverydesk edit FILE`: actions as JSON lines on standard input, each answered after its commit."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from deliverydesk.actions.action import Action
from deliverydesk.actions.fields import Field
from deliverydesk.actions.registry import actions
from deliverydesk.cli.main import DONE, PROBLEMS, existing, parser_for
from deliverydesk.cli.within import add_within, opened
from deliverydesk.document.document import Document
from deliverydesk.domain.entities import TABLE_NAMES, Deliverable
from deliverydesk.domain.formats import Formats, use
from deliverydesk.support.clock import today
from deliverydesk.support.errors import DeskError
from deliverydesk.support.language import tr

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from deliverydesk.domain.changes import ChangeSet
    from deliverydesk.domain.portfolio import Portfolio

_WORDS = tr(
    """Carry out actions given as JSON lines on standard input, one object a line:

  {"action": "add_deliverable", "title": "Search in the archive", "product": "Claims", "effort": "3–8"}

Each line is answered by one line after its commit: {"ok": true, "seq": 7, "added": {"deliverables": [12]}}
or {"ok": false, "error": "a sentence"}. A line that fails changes nothing; the next one is read all the same.
The exit code is 0 where every line was done, else 1."""
)


def edit(given: list[str]) -> int:
    """The command."""
    parser = parser_for("edit", _WORDS)
    if {"-h", "--help"} & set(given):
        parser.epilog = describe_actions()
    parser.add_argument("file", type=Path)
    add_within(parser)
    options = parser.parse_args(given)
    with opened(existing(options.file), options.within, changes=True) as document:
        return carry_out(document, sys.stdin.buffer)


def carry_out(document: Document, lines: Iterable[bytes]) -> int:
    """Carry out each line and answer it on standard output. Returns the exit code."""
    known = edit_actions()
    began_within = document.inside is not None
    code = DONE
    for line in lines:
        if not line.strip():
            continue
        try:
            if began_within and document.inside is None:
                raise DeskError(tr("The what-if is gone. Nothing more is done, so that the plan keeps as it is."))
            answer = _answer(document, known, line)
        except DeskError as error:
            answer = {"ok": False, "error": str(error)}
            code = PROBLEMS
        print(json.dumps(answer, ensure_ascii=False), flush=True)
    return code


def _answer(document: Document, known: dict[str, Action], line: bytes) -> dict[str, Any]:
    use(Formats.of(document.portfolio.settings))
    request = _read(line)
    name = request.pop("action", None)
    if not isinstance(name, str):
        raise DeskError(tr("Each line needs an “action”, such as add_deliverable."))
    if name in _TRAVELS:
        if request:
            raise DeskError(tr("“{action}” takes no fields.", action=name))
        travel, nothing = _TRAVELS[name]
        label = travel(document)
        if label is None:
            raise DeskError(nothing)
        return {"ok": True, "seq": document.history(1)[0].seq, "label": label}
    if name == "checkpoint":
        if set(request) != {"name"} or not isinstance(request["name"], str):
            raise DeskError(tr("“checkpoint” takes the field “name”, a text."))
        return {"ok": True, "seq": document.checkpoint(request["name"])}
    if name not in known:
        raise DeskError(tr("There is no action “{action}”. “deliverydesk edit --help” lists them.", action=name[:60]))
    change_set = known[name].prepare(document.portfolio, request)
    seq = document.apply(change_set)
    if seq is None:
        return {"ok": True, "seq": document.history(1)[0].seq, "changed": False}
    return {"ok": True, "seq": seq, **_added(change_set)}


_TRAVELS: dict[str, tuple[Callable[[Document], str | None], str]] = {
    "undo": (Document.undo, tr("There is nothing to undo.")),
    "redo": (Document.redo, tr("There is nothing to redo.")),
}
"""What goes back and forth in the history, and what is said where there is nothing to go to."""


def _added(change_set: ChangeSet) -> dict[str, Any]:
    added: dict[str, list[int]] = {}
    for change in change_set.changes:
        if change.before is None:
            added.setdefault(TABLE_NAMES[change.entity_type], []).append(change.id)
    return {"added": added} if added else {}


def _read(line: bytes) -> dict[str, Any]:
    try:
        request = json.loads(line.decode("utf-8-sig"), object_pairs_hook=_once, parse_constant=_no_constant)
    except UnicodeDecodeError:
        raise DeskError(tr("The line is not UTF-8.")) from None
    except RecursionError:
        raise DeskError(tr("The line is not JSON that anybody wrote: it is nested too deeply.")) from None
    except ValueError as error:
        raise DeskError(tr("The line is not JSON: {reason}.", reason=str(error).split(";")[0])) from None
    if b"\\u" in line and not _is_text(request):
        raise DeskError(tr("The line has half a character, a surrogate alone; no file can keep that."))
    if not isinstance(request, dict):
        raise DeskError(tr('The line is not a JSON object such as {"action": "undo"}.'))
    return request


def _is_text(request: Any) -> bool:
    try:
        json.dumps(request, ensure_ascii=False).encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise DeskError(tr("The field “{field}” is given twice.", field=twice))
    return found


def _no_constant(word: str) -> NoReturn:
    raise DeskError(tr("{word} is not a number that can be kept.", word=word))


def edit_actions() -> dict[str, Action]:
    """Every action, and those that need a score or a forecast to be known."""
    return actions() | {each.name: each for each in (_ORDER_BY_SCORE, _KEEP_FORECASTS)}


def _order_by_score(portfolio: Portfolio, given: dict[str, Any]) -> ChangeSet:
    from deliverydesk.analysis.ordering import order_by_score
    from deliverydesk.analysis.scores import ScoreBoard

    return order_by_score(portfolio, ScoreBoard.of(portfolio), **given)


_ORDER_BY_SCORE = Action(
    "order_by_score",
    tr("Put deliverables (all, or those given) in the order of their score, best first."),
    (Field("ids", Deliverable, many=True, optional=False),),
    _order_by_score,
)


def _keep_forecasts(portfolio: Portfolio, _given: dict[str, Any]) -> ChangeSet:
    from deliverydesk.analysis.forecast.keeping import keep_todays

    return keep_todays(portfolio, today())


_KEEP_FORECASTS = Action(
    "keep_forecasts",
    tr("Keep what is forecast today of all open work and milestones, so that the desk can be held to it."),
    (),
    _keep_forecasts,
)


def describe_actions() -> str:
    """The actions and their fields as help."""
    lines = [tr("actions (fields with * must be given; null empties a field that may be empty):"), ""]
    for action in edit_actions().values():
        lines.append(f"  {action.name}")
        lines.append(f"      {action.words}")
        lines += [*map(_field_line, action.fields), ""]
    lines += ["  undo, redo", "      " + tr("Take the last change back; do again what was taken back."), ""]
    lines += ["  checkpoint", "      " + tr("Give the present state a name in the history.")]
    lines.append(_field_line(Field("name", str, required=True)))
    return "\n".join(lines)


def _field_line(field: Field) -> str:
    return f"    {'*' if field.required else ' '} {field.name:20} {field.describe()}"
