"""The figures under the table: how many items, how far rank and score are apart, how much effort. No Qt."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from deliverydesk.charts.format import number
from deliverydesk.domain.values import Stage
from deliverydesk.domain.wording import figure
from deliverydesk.support.language import tr, trn
from deliverydesk.ui.panes.backlog.facets import BIG_GAP

if TYPE_CHECKING:
    from deliverydesk.ui.panes.backlog.sight import Sight


class Tally(NamedTuple):
    """Counts over the deliverables shown. Efforts are in person-weeks; a missing low or high counts as likely."""

    shown: int
    total: int
    in_delivery: int
    ready: int
    gaps: int | None
    """How many have a gap of 8 or more; None before scores are computed."""
    likely: float
    low: float
    high: float
    unknown: int
    """How many have no estimate at all."""

    def parts(self) -> list[list[tuple[str, bool]]]:
        """The words of the footer: groups of (words, strong)."""
        return [_strong_apart(words) for _, words in self._groups()]

    def figures(self) -> list[str]:
        """The figure of `analysis.definitions` that each of these groups is; empty for none."""
        return [key for key, _ in self._groups()]

    def _groups(self) -> list[tuple[str, str]]:
        groups = [("", self._items())]
        if self.gaps is not None and self.total:
            gaps = trn(
                "*{n}* gap of {least} or more",
                "*{n}* gaps of {least} or more",
                self.gaps,
                n=figure(self.gaps),
                least=BIG_GAP,
            )
            groups.append(("gap", gaps))
        if self.likely:
            groups.append(("sum_of_effort", self._efforts()))
        return groups

    def _items(self) -> str:
        if self.shown != self.total:
            items = tr("{shown} of {total} items", shown=figure(self.shown), total=figure(self.total))
        else:
            items = trn("{n} item", "{n} items", self.total, n=figure(self.total))
        delivery, ready = figure(self.in_delivery), figure(self.ready)
        return tr("{items}, {delivery} in delivery, {ready} ready", items=items, delivery=delivery, ready=ready)

    def _efforts(self) -> str:
        efforts = {"likely": number(self.likely), "low": number(self.low), "high": number(self.high)}
        if self.unknown:
            unknown = figure(self.unknown)
            return tr("*{likely}* pw likely, {low} to {high}, {unknown} without estimate", **efforts, unknown=unknown)
        return tr("*{likely}* pw likely, {low} to {high}", **efforts)

    def sentence(self) -> str:
        """The same in one sentence, for screen readers."""
        return ". ".join("".join(words for words, _ in group) for group in self.parts())


def _strong_apart(words: str) -> list[tuple[str, bool]]:
    """What stands between asterisks is strong."""
    parts = words.split("*")
    return [(part, place % 2 == 1) for place, part in enumerate(parts) if part]


class Sum(NamedTuple):
    """Efforts together, in person-weeks; a missing low or high counts as likely."""

    likely: float
    low: float
    high: float
    unknown: int
    """How many have no estimate at all."""

    def words(self) -> str:
        """As in "86 pw, 60 to 120"; what is missing is said, and nothing where nothing is known."""
        if not self.likely:
            return ""
        if self.low == self.high:
            return tr("{effort} pw", effort=number(self.likely))
        efforts = {"likely": number(self.likely), "low": number(self.low), "high": number(self.high)}
        return tr("{likely} pw, {low} to {high}", **efforts)


def effort_sum(sight: Sight, ids: Iterable[int]) -> Sum:
    """The efforts of these deliverables together."""
    items = sight.portfolio.deliverables
    unknown = 0
    likely = low = high = 0.0
    for entity_id in ids:
        item = items[entity_id]
        middle, least, most = item.effort_likely, item.effort_low, item.effort_high
        if middle is None:
            effort = sight.effort(item)
            least, most = effort.low, effort.high
            middle = effort.likely if effort.likely is not None else _middle(least, most)
            if middle is None:
                unknown += 1
                continue
        likely += middle
        low += middle if least is None else least
        high += middle if most is None else most
    return Sum(likely, low, high, unknown)


def tally(sight: Sight, ids: Sequence[int], total: int) -> Tally:
    """Count over these deliverables, out of so many."""
    items = sight.portfolio.deliverables
    stages = [items[entity_id].stage for entity_id in ids]
    efforts = effort_sum(sight, ids)
    return Tally(
        len(ids),
        total,
        stages.count(Stage.DELIVERY),
        stages.count(Stage.READY),
        _gaps(sight, ids),
        *efforts,
    )


def _middle(low: float | None, high: float | None) -> float | None:
    if low is not None and high is not None:
        return float((low * high) ** 0.5)
    return low if low is not None else high


def _gaps(sight: Sight, ids: Iterable[int]) -> int | None:
    scores = sight.scores
    if scores is None:
        return None
    pairs = zip(scores.ids.tolist(), scores.gaps.tolist(), strict=True)
    big = {entity_id for entity_id, gap in pairs if abs(gap) >= BIG_GAP}
    return sum(entity_id in big for entity_id in ids) if big else 0
