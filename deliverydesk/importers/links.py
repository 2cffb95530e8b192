"""Dependencies from columns that name other deliverables, by key or by title."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from deliverydesk.domain.wording import figure
from deliverydesk.importers.names import name_key
from deliverydesk.importers.rows import Problem
from deliverydesk.support.language import tr, trn

# a scheduling tool's reference: number, kind of link, lag
_SCHEDULED = re.compile(r"(?P<key>.+?)\s*(?P<kind>FS|SS|FF|SF)\s*(?P<lag>[+\-]\s*[0-9].*)?", re.IGNORECASE)
NOT_LINKED = tr("this dependency is left out")


@dataclass(slots=True)
class Links:
    """Pairs (predecessor, successor) to add, and the references that lead nowhere."""

    pairs: list[tuple[int, int]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class LinkRequest:
    """One row's wish: a deliverable, the reference as written, and which end it names."""

    row: int
    column: str
    deliverable: int
    reference: str
    names_predecessor: bool


class ReferenceBook:
    """Deliverable ids by key and by title; the file's own come before those that were in the portfolio."""

    def __init__(self) -> None:
        self._by_key: dict[str, set[int]] = {}
        self._by_title: dict[str, set[int]] = {}

    def add(self, entity_id: int, key: str, title: str) -> None:
        """Make a deliverable known by its key and its title."""
        if key:
            self._by_key.setdefault(name_key(key), set()).add(entity_id)
        self._by_title.setdefault(name_key(title), set()).add(entity_id)

    def find(self, reference: str) -> set[int]:
        """The ids that a reference may mean; keys before titles."""
        name = name_key(reference)
        return self._by_key.get(name) or self._by_title.get(name) or set()


def resolve_links(
    requests: Iterable[LinkRequest], books: Sequence[ReferenceBook], existing: Iterable[tuple[int, int]]
) -> Links:
    """Pairs that are new, lead somewhere and close no circle with one another or with the existing ones."""
    links = Links()
    known = set(existing)
    wanted: dict[tuple[int, int], LinkRequest] = {}
    for request in requests:
        found, reason = _find(request.reference, books)
        if not found:
            links.problems.append(_problem(request, reason))
            continue
        pair = (found, request.deliverable) if request.names_predecessor else (request.deliverable, found)
        if pair[0] == pair[1]:
            links.problems.append(_problem(request, tr("names the row itself")))
        elif pair not in known:
            wanted.setdefault(pair, request)
    if _has_circle([*known, *wanted]):
        _add_one_by_one(wanted, known, links)
    else:
        links.pairs.extend(wanted)
    return links


def _find(reference: str, books: Sequence[ReferenceBook]) -> tuple[int, str]:
    """The id meant, or 0 and the reason why there is none."""
    for text in _readings(reference):
        for book in books:
            found = book.find(text)
            if len(found) == 1:
                return next(iter(found)), ""
            if found:
                return 0, trn("names {n} deliverable", "names {n} deliverables", len(found), n=figure(len(found)))
    scheduled = _SCHEDULED.fullmatch(reference)
    if scheduled and (scheduled["kind"].upper() != "FS" or scheduled["lag"]):
        return 0, tr("is another link than “starts after the end of”, which is the only one kept")
    return 0, tr("names no deliverable")


def _readings(reference: str) -> list[str]:
    readings = [reference]
    scheduled = _SCHEDULED.fullmatch(reference)
    if scheduled and scheduled["kind"].upper() == "FS" and not scheduled["lag"]:
        readings.append(scheduled["key"])
    return readings


def _problem(request: LinkRequest, reason: str) -> Problem:
    return Problem(request.row, request.column, request.reference, reason, NOT_LINKED)


def _has_circle(pairs: Iterable[tuple[int, int]]) -> bool:
    """Takes off what waits for nothing, again and again (Kahn 1962); what stays is in or behind a circle."""
    after: dict[int, list[int]] = {}
    waiting: dict[int, int] = {}
    for first, second in pairs:
        after.setdefault(first, []).append(second)
        waiting[second] = waiting.get(second, 0) + 1
        waiting.setdefault(first, 0)
    free = [node for node, count in waiting.items() if not count]
    for node in free:
        for successor in after.get(node, ()):
            waiting[successor] -= 1
            if not waiting[successor]:
                free.append(successor)
    return len(free) < len(waiting)


def _add_one_by_one(wanted: Mapping[tuple[int, int], LinkRequest], known: set[tuple[int, int]], links: Links) -> None:
    after: dict[int, list[int]] = {}
    for first, second in known:
        after.setdefault(first, []).append(second)
    for (first, second), request in wanted.items():
        if _leads_to(after, second, first):
            links.problems.append(_problem(request, tr("would close a circle of dependencies")))
        else:
            after.setdefault(first, []).append(second)
            links.pairs.append((first, second))


def _leads_to(after: Mapping[int, list[int]], start: int, goal: int) -> bool:
    seen = {start}
    stack = [start]
    while stack:
        node = stack.pop()
        if node == goal:
            return True
        for successor in after.get(node, ()):
            if successor not in seen:
                seen.add(successor)
                stack.append(successor)
    return False
