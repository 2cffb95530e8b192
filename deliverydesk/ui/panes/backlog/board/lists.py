"""Who stands in which column of the board, how full each is, and what a drop would do. No Qt.

Columns hold ids in the manager's order. How many are in a stage counts for its limit whether they pass the filter or
not: work does not go away by not being looked at.
"""

from __future__ import annotations

from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple

from deliverydesk.charts.format import number
from deliverydesk.domain.choices import choice_label
from deliverydesk.domain.values import Stage
from deliverydesk.domain.wording import figure
from deliverydesk.support.language import tr
from deliverydesk.ui.panes.backlog.places import Place, rank_above, stay_words

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from deliverydesk.domain.portfolio import Portfolio
    from deliverydesk.ui.panes.backlog.rows import Rows
    from deliverydesk.ui.panes.backlog.sight import Sight

_FEW = 8
"""Up to so many changed items are looked for in the columns."""
FOLDED_AT_FIRST = frozenset({Stage.TABLED, Stage.CANCELLED})


def by_stage(rows: Rows) -> dict[Stage, list[int]]:
    """The ids that pass the filter, by stage, each list in the manager's order."""
    items = rows.sight.portfolio.deliverables
    stages = dict(items.values("id", "stage"))
    lists: dict[Stage, list[int]] = {stage: [] for stage in Stage}
    for entity_id in rows.passing:
        lists[stages[entity_id]].append(entity_id)
    if not rows.in_order:
        for ids in lists.values():
            ids.sort(key=lambda entity_id: items[entity_id].order_key)
    return lists


class Fill(NamedTuple):
    """How full a stage is."""

    stage: Stage
    shown: int
    """Those that pass the filter."""
    total: int
    limit: int | None
    effort: float
    """The likely efforts of those shown together, in person-weeks."""

    @property
    def over(self) -> int:
        """By how many the limit is exceeded; 0 where it is not."""
        return max(self.total - self.limit, 0) if self.limit is not None else 0

    @property
    def words(self) -> str:
        """As in "17 of 16", "3 of 13 shown", "13"."""
        counts = {"shown": figure(self.shown), "total": figure(self.total)}
        if self.limit is not None:
            counts["limit"] = figure(self.limit)
            if self.shown != self.total:
                return tr("{shown} shown, {total} of {limit}", **counts)
            return tr("{total} of {limit}", **counts)
        return tr("{shown} of {total} shown", **counts) if self.shown != self.total else counts["total"]

    @property
    def brief(self) -> str:
        """As in "17/16", "3/13", "13", where there is no room for words."""
        of = self.limit if self.limit is not None else self.total
        count = self.total if self.limit is not None else self.shown
        return f"{figure(count)}/{figure(of)}" if self.limit is not None or count != of else figure(count)

    @property
    def effort_words(self) -> str:
        """As in "62 pw"; empty where nothing is estimated."""
        return tr("{effort} pw", effort=number(self.effort)) if self.effort else ""

    @property
    def sentence(self) -> str:
        """All of it, for tooltips and screen readers."""
        said = [f"{choice_label(self.stage)}: {self.words}"]
        if self.limit is None:
            said.append(tr("no limit"))
        elif self.over:
            said.append(tr("{count} over its limit", count=figure(self.over)))
        else:
            said.append(tr("room for {count} more", count=figure(self.limit - self.total)))
        if self.effort:
            said.append(tr("{effort} person-weeks", effort=number(self.effort)))
        return ", ".join(said) + "."


class Counter:
    """Counts stages, and keeps the efforts that it has once looked up."""

    def __init__(self) -> None:
        self._efforts: dict[int, float] = {}
        self._sums: dict[Stage, tuple[Sequence[int], float]] = {}

    def forget(self, ids: Collection[int] | None) -> None:
        """The efforts of these may have changed; None for all."""
        if ids is None or len(ids) > _FEW:
            self._sums.clear()
        if ids is None:
            self._efforts.clear()
            return
        for entity_id in ids:
            self._efforts.pop(entity_id, None)
        for stage, (members, _) in list(self._sums.items()):
            if any(entity_id in members for entity_id in ids):
                del self._sums[stage]

    def fills(self, sight: Sight, lists: Mapping[Stage, Sequence[int]]) -> dict[Stage, Fill]:
        """How full every stage is."""
        portfolio = sight.portfolio
        limits = {each.stage: each.limit for each in portfolio.stage_limits}
        if sum(map(len, lists.values())) == len(portfolio.deliverables):
            totals = {stage: len(ids) for stage, ids in lists.items()}
        else:
            totals = totals_of(portfolio)
        return {
            stage: Fill(stage, len(ids), totals[stage], limits.get(stage), self._effort(sight, stage, ids))
            for stage, ids in lists.items()
        }

    def _effort(self, sight: Sight, stage: Stage, ids: Sequence[int]) -> float:
        """The efforts of a column together, kept while the same cards are in it."""
        known = self._sums.get(stage)
        if known is None or known[0] != ids:
            known = self._sums[stage] = (ids, self._added_up(sight, ids))
        return known[1]

    def _added_up(self, sight: Sight, ids: Sequence[int]) -> float:
        items = sight.portfolio.deliverables
        if not self._efforts:
            told = items.values("id", "effort_likely")
            self._efforts = {entity_id: likely for entity_id, likely in told if likely is not None}
        kept = self._efforts
        for entity_id in ids:
            if entity_id not in kept:
                kept[entity_id] = sight.effort(items[entity_id]).likely or 0.0
        return sum(map(kept.__getitem__, ids))


def totals_of(portfolio: Portfolio) -> dict[Stage, int]:
    """How many deliverables are in every stage; archived ones are in none."""
    totals = dict.fromkeys(Stage, 0)
    for stage in map(attrgetter("stage"), (item for item in portfolio.deliverables if not item.archived)):
        totals[stage] += 1
    return totals


class Landing(NamedTuple):
    """What dropping cards above a row of a column does."""

    stage: Stage
    above: int | None
    """The card that they go just above; None at the end."""
    below: int | None
    """The card that they go just below, at the end of a column; None in an empty one."""
    place: Place
    """For the note that follows the pointer."""
    over: int
    """By how many the limit would be exceeded; 0 where it would not, or where nobody is new in the stage."""


def landing(
    portfolio: Portfolio,
    column: Sequence[int],
    fill: Fill,
    ids: Sequence[int],
    row: int,
    read_only: str | None = None,
) -> Landing:
    """Where deliverables go that are dropped above row `row` of a column, or at its end."""
    row, stage = min(max(row, 0), len(column)), fill.stage
    if read_only:
        return Landing(stage, None, None, Place(row, None, 0, "", read_only, refused=True), 0)
    moving = set(ids)
    above = next((each for each in column[row:] if each not in moving), None)
    below = next((each for each in reversed(column[:row]) if each not in moving), None) if above is None else None
    items = portfolio.deliverables
    coming = sum(items[each].stage is not stage for each in moving)
    figure, stays = _rank_words(portfolio, ids, above, below)
    if _at_home(column, moving, row):
        figure, stays = "", True
    over = max(fill.total + coming - fill.limit, 0) if coming and fill.limit is not None else 0
    words = _consequence(fill, coming, over) if coming else stay_words(len(ids)) if stays else ""
    return Landing(stage, above, below, Place(row, above, 0, figure, words, stays=stays and not coming), over)


def _at_home(column: Sequence[int], moving: Collection[int], row: int) -> bool:
    """Whether cards that lie together are dropped where they lie."""
    rows = [place for place, entity_id in enumerate(column) if entity_id in moving]
    together = len(rows) == len(moving) == rows[-1] - rows[0] + 1 if rows else False
    return together and rows[0] <= row <= rows[-1] + 1


def _consequence(fill: Fill, coming: int, over: int) -> str:
    words = {"stage": choice_label(fill.stage), "count": figure(fill.total + coming)}
    if fill.limit is None:
        return "{stage}: {count}".format(**words)
    words["limit"] = figure(fill.limit)
    if over:
        return tr("{stage}: {count} of {limit}, {over} over its limit", **words, over=figure(over))
    return tr("{stage}: {count} of {limit}", **words)


def _rank_words(portfolio: Portfolio, ids: Sequence[int], above: int | None, below: int | None) -> tuple[str, bool]:
    ranks = sorted(portfolio.rank(entity_id) for entity_id in ids)
    if above is None and below is None:
        return "", True
    if below is not None:
        place = portfolio.rank(below)
        first = place + 1 - sum(rank <= place for rank in ranks)
    else:
        first = rank_above(portfolio, ids, above)
    stays = ranks == list(range(first, first + len(ranks)))
    if len(ranks) > 1:
        return ("" if stays else f"→ {first}–{first + len(ranks) - 1}"), stays
    return ("" if stays else f"{ranks[0]} → {first}"), stays
