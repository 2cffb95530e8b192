"""Which row is which deliverable: by its key, else by title and product."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from deliverydesk.domain.entities import Deliverable
from deliverydesk.domain.portfolio import Portfolio
from deliverydesk.domain.wording import figure, quoted
from deliverydesk.importers.rows import Row, Rows
from deliverydesk.support.language import tr, trn

Identity = tuple[str, int | None]


@dataclass(frozen=True, slots=True)
class Match:
    """A row and the deliverable that it updates; None where it adds one."""

    row: Row
    known: Deliverable | None


@dataclass(frozen=True, slots=True)
class Columns:
    """Names of the columns that identify a row, for messages."""

    key: str
    title: str


def match_rows(
    rows: Rows, products: Sequence[int | None], by_product: bool, portfolio: Portfolio, columns: Columns
) -> tuple[list[Match], list[str]]:
    """A match for every row that is not left out, in file order, and notices about titles that repeat.

    ``products`` has the product id of each row; ``by_product`` says whether products tell titles apart.
    """
    by_key: dict[str, list[Deliverable]] = {}
    by_title: dict[Identity, list[Deliverable]] = {}
    for item in (portfolio.deliverables[entity_id] for entity_id in portfolio.ranking):
        if item.external_key:
            by_key.setdefault(item.external_key, []).append(item)
        by_title.setdefault((item.title, item.product if by_product else None), []).append(item)
    identities = [_identity(row, product, by_product) for row, product in zip(rows.rows, products, strict=True)]
    keyless = Counter(
        identity for row, identity in zip(rows.rows, identities, strict=True) if not row.values.get("key")
    )
    found: dict[int, Deliverable | None] = {}
    used: set[int] = set()
    # rows with a key go first: what they are leaves the others less to choose from
    seen: dict[str, int] = {}
    for at, (row, identity) in enumerate(zip(rows.rows, identities, strict=True)):
        if key := row.values.get("key"):
            if key in seen:
                reason = tr("is the key of row {row} too", row=figure(seen[key]))
                rows.leave_out(row.number, columns.key, key, reason)
            elif len(by_key.get(key, ())) > 1:
                rows.leave_out(row.number, columns.key, key, tr("is the key of several deliverables"))
            else:
                seen[key] = row.number
                found[at] = known = _by_key(by_key.get(key, []), by_title.get(identity, []), used)
                used |= {known.id} if known is not None else set()
    free = {identity: [item for item in by_title.get(identity, ()) if item.id not in used] for identity in keyless}
    turn: Counter[Identity] = Counter()
    for at, (row, identity) in enumerate(zip(rows.rows, identities, strict=True)):
        if not row.values.get("key"):
            same = free[identity]
            if len(same) > keyless[identity]:
                reason = trn(
                    "is the title of {n} deliverable, and no key says that it is meant",
                    "is the title of {n} deliverables, and no key says which one is meant",
                    len(same),
                    n=figure(len(same)),
                )
                rows.leave_out(row.number, columns.title, identity[0], reason)
            else:
                found[at] = same[turn[identity]] if turn[identity] < len(same) else None
                turn[identity] += 1
    matches = [Match(rows.rows[at], found[at]) for at in sorted(found)]
    return matches, _repeats(keyless)


def _identity(row: Row, product: int | None, by_product: bool) -> Identity:
    return row.values["title"], product if by_product else None


def _by_key(same_key: list[Deliverable], same_title: list[Deliverable], used: set[int]) -> Deliverable | None:
    if same_key:
        return same_key[0]
    # a deliverable that has no key yet takes on the key of the row with its title
    free = [item for item in same_title if not item.external_key and item.id not in used]
    return free[0] if len(free) == 1 and len(same_title) == 1 else None


def _repeats(keyless: Counter[Identity]) -> list[str]:
    doubled = [(title, count) for (title, _), count in keyless.items() if count > 1]
    if not doubled:
        return []
    title, count = doubled[0]
    words = {"title": quoted(title), "rows": figure(count)}
    more = len(doubled) - 1
    if not more:
        return [
            tr(
                "The title {title} stands in {rows} rows; without keys they are told apart by their order only.",
                **words,
            )
        ]
    return [
        trn(
            "The title {title} stands in {rows} rows, and {n} more title repeats; "
            "without keys they are told apart by their order only.",
            "The title {title} stands in {rows} rows, and {n} more titles repeat; "
            "without keys they are told apart by their order only.",
            more,
            n=figure(more),
            **words,
        )
    ]
