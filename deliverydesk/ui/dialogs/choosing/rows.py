"""Each candidate as a row of words: whether it is in, what it is worth and takes, and why it is where it is. No Qt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, overload

import numpy as np

from deliverydesk.analysis.planning.selection.problem import OUT
from deliverydesk.analysis.planning.selection.reasons import why_out
from deliverydesk.charts.format import number, percent
from deliverydesk.domain.wording import figure
from deliverydesk.support.language import tr

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from deliverydesk.analysis.planning.selection.reasons import Difference, Flip, WhyOut
    from deliverydesk.analysis.planning.selection_of import Selection
    from deliverydesk.analysis.planning.selection_reasons import Reasoned
    from deliverydesk.charts.selection_words import Teller

_TEAMS = 2
"""Columns of the scarcest teams at most."""


@dataclass(frozen=True)
class Row:
    """One candidate."""

    item: int
    deliverable: int
    title: str
    chosen: bool
    hand: bool | None
    """Kept in by hand, left out by hand, or None."""
    must: bool
    """It must be done, by the portfolio."""
    period: str
    until: date
    """The end of its period; of the last one where it is out."""
    value: str
    efforts: tuple[str, ...]
    """Of the scarce teams, or of all together."""
    share: float | None
    """Of the draws in which it stays in."""
    turns: str
    why: str


def scarce(found: Reasoned) -> tuple[int, ...]:
    """The scarcest teams, by index; none where none is scarce."""
    return found.choice.bottleneck[:_TEAMS]


class Rows(Sequence[Row]):
    """All candidates: what is in by period, then what is out; each by its value. A row is put into words when it is
    looked at.
    """

    def __init__(self, teller: Teller, found: Reasoned, hands: Mapping[int, bool], before: Sequence[int] = ()) -> None:
        """`hands` is what was said by hand, by deliverable. `before` are deliverables in the order that they were
        shown in: what is turned over by hand stays where it is pointed at.
        """
        self._teller, self._found, self._hands = teller, found, hands
        problem = found.selection.problem
        self._periods = np.array(found.choice.periods or (OUT,) * problem.items, dtype=np.int64)
        self._flips = {each.item: each for each in found.flips}
        self._why = _Why(teller, found, hands)
        self._teams = list(scarce(found))
        self._worth = problem.expected.max(axis=1, initial=0.0)
        chosen = np.flatnonzero(self._periods != OUT)
        self._worth[chosen] = problem.expected[chosen, self._periods[chosen]]
        out = self._periods == OUT
        self.order: list[int] = np.lexsort((-self._worth, self._periods, out)).tolist()
        """Items by their place in the table."""
        if before:
            known = {each: place for place, each in enumerate(before)}
            self.order.sort(key=lambda item: known.get(found.selection.items[item], len(known)))
        self._made: dict[int, Row] = {}

    def __len__(self) -> int:
        return len(self.order)

    @overload
    def __getitem__(self, place: int) -> Row: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[Row]: ...
    def __getitem__(self, place: int | slice) -> Row | Sequence[Row]:
        if isinstance(place, slice):
            return [self[each] for each in range(*place.indices(len(self)))]
        item = self.order[place]
        if item not in self._made:
            self._made[item] = self._row(item)
        return self._made[item]

    def place_of(self, deliverable: int) -> int | None:
        """Where a deliverable stands; None where it is no candidate."""
        items = self._found.selection.items
        return self.order.index(items.index(deliverable)) if deliverable in items else None

    @property
    def deliverables(self) -> list[int]:
        """Deliverables by their place in the table."""
        return [self._found.selection.items[item] for item in self.order]

    def _row(self, item: int) -> Row:
        problem, selection, teller = self._found.selection.problem, self._found.selection, self._teller
        at, deliverable = int(self._periods[item]), selection.items[item]
        turned, sure = self._flips.get(item), self._found.robustness
        worth = turned.value if turned is not None and at == OUT else float(self._worth[item])
        efforts = problem.effort[item, self._teams] if self._teams else [problem.total_effort[item]]
        return Row(
            item,
            deliverable,
            teller.portfolio.deliverables[deliverable].title,
            at != OUT,
            self._hands.get(deliverable),
            item in problem.must and deliverable not in self._hands,
            "" if at == OUT else figure(at + 1),
            _until(selection, at),
            teller.amount(worth),
            tuple(number(round(float(each), 1)) if each else "" for each in efforts),
            None if sure is None else float(sure.share[item]),
            _turns(teller, turned),
            self._why.of(item),
        )


def _until(selection: Selection, period: int) -> date:
    return selection.end_of(selection.problem.periods - 1 if period == OUT else period)


def _turns(teller: Teller, turned: Flip | None) -> str:
    if turned is None:
        return ""
    return "—" if turned.flips_at is None else teller.amount(turned.flips_at)


class _Why:
    """Says in a few words why an item is where it is."""

    def __init__(self, teller: Teller, found: Reasoned, hands: Mapping[int, bool]) -> None:
        self._teller, self._found, self._hands = teller, found, hands
        self._prices = {each.index: each.price for each in found.pins}
        self._priced = {each.index for each in found.pins}
        self._flips = {each.item: each for each in found.flips}

    def of(self, item: int) -> str:
        problem = self._found.selection.problem
        hand = self._hands.get(self._found.selection.items[item])
        if hand is not None or item in problem.must:
            if item not in self._priced:
                return tr("left out by you") if hand is False else tr("kept in by you") if hand else tr("must be done")
            return self._costs(self._prices[item], hand)
        if item not in self._found.choice.chosen and (needed := self._left_out_before(item)) is not None:
            return tr("needs {other}, which is left out by you", other=self._teller.titles([needed]))
        turned = self._flips.get(item)
        if turned is None:
            return ""
        return self._why_in(turned) if turned.chosen else self._why_out(why_out(self._found.choice, turned))

    def _left_out_before(self, item: int) -> int | None:
        """Something left out by hand that an item waits for, over others too."""
        requires = self._found.selection.problem.requires
        if all(self._hands.values()):
            return None
        asked, seen = [item], {item}
        while asked:
            one = asked.pop()
            for needed in (needed for waiting, needed in requires if waiting == one and needed not in seen):
                if self._hands.get(self._found.selection.items[needed]) is False:
                    return needed
                seen.add(needed)
                asked.append(needed)
        return None

    def _costs(self, price: Difference | None, hand: bool | None) -> str:
        cost = self._teller.cost(price)
        nothing = price is not None and price.found <= 0
        if hand is False:
            return tr("left out by you, at no cost") if nothing else tr("left out by you, costs {cost}", cost=cost)
        if hand:
            return tr("kept in by you, at no cost") if nothing else tr("kept in by you, costs {cost}", cost=cost)
        return tr("must be done, at no cost") if nothing else tr("must be done, costs {cost}", cost=cost)

    def _why_out(self, why: WhyOut) -> str:
        if why.flip.flips_at is None:
            return tr("does not fit, whatever it is worth") if why.impossible else tr("no set with it was found")
        short = sorted({team for _, team in why.short})
        if why.leaves and short:
            teams = ", ".join(map(self._teller.team, short))
            return tr("for lack of {teams}; {others} would leave", teams=teams, others=self._teller.titles(why.leaves))
        if why.leaves:
            return tr("{others} would have to leave", others=self._teller.titles(why.leaves))
        if why.joins:
            return tr("{others} would have to come too", others=self._teller.titles(why.joins))
        return tr("worth nothing to the plan")

    def _why_in(self, turned: Flip) -> str:
        choice = self._found.choice
        if turned.other.periods is None:
            return tr("no set without it keeps all conditions")
        needing = [item for item, needed in choice.problem.requires if needed == turned.item and item in choice.chosen]
        if needing:
            return tr("needed by {others}", others=self._teller.titles(needing))
        instead = turned.other.chosen - choice.chosen
        if instead:
            return tr("ahead of {others}", others=self._teller.titles(instead))
        return tr("there is room for it")


def share_words(share: float | None) -> str:
    """In how many of the draws an item stays in."""
    return "" if share is None else percent(share)
