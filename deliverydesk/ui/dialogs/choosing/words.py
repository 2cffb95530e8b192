"""What the side of the sheet says, beside the sentences that the command line has too. No Qt."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deliverydesk.analysis.planning.selection.problem import OUT
from deliverydesk.charts.format import day, number, percent
from deliverydesk.charts.selection_words import CHANCES
from deliverydesk.domain.entities import Deliverable
from deliverydesk.domain.wording import figure, named
from deliverydesk.support.clock import today
from deliverydesk.support.language import tr, trn

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from deliverydesk.analysis.planning.selection.reasons import Flip, Worth
    from deliverydesk.analysis.planning.selection_reasons import Reasoned
    from deliverydesk.charts.selection_words import Teller
    from deliverydesk.domain.changes import ChangeSet
    from deliverydesk.ui.dialogs.choosing.rows import Row

_LISTED = 40
"""Changes told one by one."""
NO_PEOPLE = tr("One, two or four more people in any one team would add nothing.")


def item_lines(teller: Teller, found: Reasoned, row: Row) -> list[str]:
    """All that is known of one item."""
    return list(_item_lines(teller, found, row))


def _item_lines(teller: Teller, found: Reasoned, row: Row) -> Iterator[str]:
    selection, choice = found.selection, found.choice
    period = choice.periods[row.item] if choice.periods is not None else OUT
    if period != OUT:
        start, end = _day(selection.start_of(period)), _day(selection.end_of(period))
        yield tr("In the set, to be done {start} to {end}", start=start, end=end)
    elif choice.periods is not None:
        yield tr("Out of the set.")
    chance = percent(float(selection.problem.chance[row.item]))
    yield tr(
        "Expected value {value}: chance {chance}, {basis}.",
        value=row.value,
        chance=chance,
        basis=CHANCES[selection.chances[row.item]],
    )
    teams = [
        tr("{team} {effort} pw", team=teller.portfolio.teams[team].name, effort=number(round(float(each), 1)))
        for team, each in zip(selection.teams, selection.problem.effort[row.item], strict=True)
        if each
    ]
    yield tr("Still to do: {teams}.", teams=", ".join(teams)) if teams else tr("Nothing is left to do.")
    turned = next((each for each in found.flips if each.item == row.item), None)
    if turned is not None:
        yield _flip_line(teller, turned)
    if row.why and (row.hand is not None or row.must or turned is not None):
        yield tr("Why: {why}.", why=row.why)


def _flip_line(teller: Teller, turned: Flip) -> str:
    at, ends = turned.flips_at, turned.ends
    if at is None or ends is None:
        return tr("No value would turn its place.")
    if turned.loss is not None and not turned.loss.proved:
        return tr(
            "Its place turns at {value}, proved to lie between {low} and {high}.",
            value=teller.amount(at),
            low=teller.amount(ends[0]),
            high=teller.amount(ends[1]),
        )
    if turned.chosen and at <= 0:
        return tr("It stays in whatever it is worth.")
    if turned.chosen:
        return tr("It stays in down to a value of {value}.", value=teller.amount(at))
    return tr("It comes in from a value of {value} on.", value=teller.amount(at))


def price_rows(teller: Teller, found: Reasoned) -> list[tuple[str, str]]:
    """What must be done, what was said by hand and each guardrail, with its price; dearest first."""
    excluded = found.selection.problem.excluded
    priced = []
    for pin in found.pins:
        item = teller.title(pin.index)
        said = tr("{item} left out", item=item) if pin.index in excluded else tr("{item} in", item=item)
        priced.append((said, pin.price))
    priced += [(tr("Guardrail {what}", what=teller.guardrail(each.index)), each.price) for each in found.guardrails]
    priced.sort(key=lambda each: -(each[1].found if each[1] is not None else 0.0))
    return [(said, teller.cost(price)) for said, price in priced]


def people_rows(teller: Teller, found: Reasoned) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    """Heads and rows: what one, two and four more people in a team would add; teams that would add nothing are left
    out.
    """
    by_team: dict[int, list[Worth]] = {}
    for each in found.worth:
        by_team.setdefault(each.team, []).append(each)
    rows = [
        (teller.portfolio.teams[teller.selection.teams[team]].name, *(teller.cost(each.gain) for each in worths))
        for team, worths in sorted(by_team.items(), key=lambda each: -_most(each[1]))
        if _most(worths) > 0
    ]
    extra = next(iter(by_team.values()), [])
    return ("", *(tr("+{n}", n=figure(each.people)) for each in extra)), rows


def _most(worths: list[Worth]) -> float:
    return max((each.gain.found for each in worths if each.gain is not None), default=0.0)


def sure_lines(teller: Teller, found: Reasoned) -> list[str]:
    """Core, toss-ups, and what the set falls short of the best on average."""
    sure = found.robustness
    if sure is None:
        return []
    return [line for line in (*teller.core(sure), teller.regret(sure)) if line]


def first_words(teller: Teller, found: Reasoned) -> str:
    """The button that leads to the estimate to improve first."""
    first = found.information[0]
    deliverable = teller.portfolio.deliverables[found.selection.items[first.item]]
    return tr("Improve first: {item}", item=deliverable.title)


def going_words(found: Reasoned | None, running: bool) -> str:
    """How far the search is."""
    if not running:
        return ""
    if found is None:
        return tr("Choosing…")
    if found.choice.periods is None:
        return tr("Looking for what stands in the way…")
    if not found.questions:
        return tr("Looking for a better set…")
    return tr("Finding reasons: {done} of {total}", done=figure(found.done), total=figure(found.questions))


def changes_words(changes: ChangeSet | None, found: Reasoned, left: int) -> str:
    """What accepting would change, in numbers; `left` are planned though they are out."""
    if changes is None:
        return ""
    count, same = len(changes.changes), len(found.choice.chosen) - len(changes.changes)
    said = []
    if count:
        said.append(
            trn(
                "Accepting gives {n} deliverable new dates.",
                "Accepting gives {n} deliverables new dates.",
                count,
                n=figure(count),
            )
        )
    if same:
        said.append(
            trn(
                "{n} is under way or planned so already.",
                "{n} are under way or planned so already.",
                same,
                n=figure(same),
            )
        )
    if left:
        said.append(trn("{n} that is out keeps its dates.", "{n} that are out keep their dates.", left, n=figure(left)))
    return " ".join(said)


def change_lines(changes: ChangeSet | None) -> list[str]:
    """Each deliverable that accepting would give other dates, with those that it has."""
    lines = []
    every = changes.changes if changes is not None else ()
    for change in every[:_LISTED]:
        before, after = change.before, change.after
        if not (isinstance(before, Deliverable) and isinstance(after, Deliverable)):
            continue
        if after.planned_start is None or after.planned_end is None:
            continue
        item, dates = named(after), {"start": _day(after.planned_start), "end": _day(after.planned_end)}
        if before.planned_start is None or before.planned_end is None:
            lines.append(tr("{item}: {start} to {end}, new", item=item, **dates))
        else:
            was = {"before": _day(before.planned_start), "until": _day(before.planned_end)}
            lines.append(tr("{item}: {start} to {end}, was {before} to {until}", item=item, **dates, **was))
    if more := len(every[_LISTED:]):
        lines.append(trn("{n} more", "{n} more", more, n=figure(more)))
    return lines


def _day(when: date) -> str:
    return day(when, today())
