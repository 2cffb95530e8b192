"""A forecast before the plan: how far the work behind each bar may run on, and how likely each milestone is to be met.

The planned bar stays as it was planned. A tail tells where the work ends in half of all cases and in 85 of 100; what
is done by its planned end in 85 of 100 has none.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from deliverydesk.analysis.forecast.reasons import Reason
from deliverydesk.charts.axes import month_range
from deliverydesk.domain.values import MilestoneKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from deliverydesk.analysis.evidence.page import Evidence
    from deliverydesk.analysis.evidence.reach import Reach
    from deliverydesk.analysis.forecast.portfolio import Chance, ItemForecast, PortfolioForecast
    from deliverydesk.charts.roadmap import Bar, RoadmapPicture
    from deliverydesk.domain.entities import Milestone
    from deliverydesk.domain.portfolio import Portfolio

_MOST_MORE = 91
"""Days; one item that takes years must not press all others together."""
_TOLD = frozenset({Reason.DONE, Reason.STOPPED})
"""Reasons that the bar itself shows."""


class Tail(NamedTuple):
    """Where the work behind a bar ends, each the day after; `half` and `most` are None where nobody can say."""

    half: int | None
    """In half of all cases."""
    most: int | None
    """In 85 of 100."""
    due: int | None
    """The day after its target date, where that is before `most`."""

    @property
    def late(self) -> bool:
        """Whether it is done too late for its target date in more than 15 of 100 cases."""
        return self.due is not None


class Met(NamedTuple):
    """How likely a milestone is to be met, and what says so: the forecast of its work, or its outcome's readings."""

    chance: float | None
    work: Chance | None = None
    reach: Reach | None = None


@dataclass(frozen=True, eq=False)
class Ahead:
    """A forecast of all open work and of all milestones. A bar's percentiles are found when somebody looks at it."""

    portfolio: Portfolio
    """The one that was forecast."""
    forecast: PortfolioForecast
    met: Mapping[int, Met]
    """By milestone."""

    def item(self, deliverable: int) -> ItemForecast | None:
        """The forecast of a deliverable; None of one that was not there yet."""
        return self.forecast.item(deliverable) if deliverable in self.portfolio.deliverables else None

    def tail(self, bar: Bar) -> Tail | None:
        """What goes on after a bar; None where its work is done by the planned end, or no more to be done."""
        told = self.item(bar.id)
        if told is None or told.reason in _TOLD:
            return None
        if told.p50 is None or told.p85 is None:
            return Tail(None, None, None)
        most = told.p85.toordinal() + 1
        if most <= bar.end:
            return None
        target = self.portfolio.deliverables[bar.id].target_date
        due = target.toordinal() + 1 if target is not None else most
        return Tail(told.p50.toordinal() + 1, most, due if due < most else None)

    def before(self, picture: RoadmapPicture) -> RoadmapPicture:
        """A picture with this forecast, and room for its tails: at most three months more than it had."""
        if picture.cut:
            return replace(picture, ahead=self)
        tails = filter(None, map(self.tail, picture.bars.values()))
        last = max((tail.most for tail in tails if tail.most is not None), default=0)
        if last <= picture.high:
            return replace(picture, ahead=self)
        month = date.fromordinal(min(last - 1, picture.high + _MOST_MORE))
        return replace(picture, ahead=self, high=int(month_range(month, month)[1]))


def ahead_of(
    portfolio: Portfolio,
    forecast: PortfolioForecast,
    evidence: Mapping[int, Evidence],
    ids: Iterable[int] = (),
) -> Ahead:
    """A forecast made for the roadmap, `evidence` by outcome. The percentiles of `ids` are found at once, which takes
    some 0.15 ms each.
    """
    met = {each.id: met_of(portfolio, forecast, evidence, each) for each in portfolio.milestones}
    made = Ahead(portfolio, forecast, met)
    for each in ids:
        made.item(each)
    return made


def met_of(
    portfolio: Portfolio, forecast: PortfolioForecast, evidence: Mapping[int, Evidence], milestone: Milestone
) -> Met:
    """The chance of one milestone, `evidence` by outcome."""
    if milestone.kind is MilestoneKind.DELIVERY:
        named = portfolio.milestone_items.by("milestone", milestone.id)
        work = forecast.joint([each.deliverable for each in named], milestone.date)
        return Met(work.chance, work=work)
    if milestone.outcome is None or milestone.outcome not in evidence:
        return Met(None)
    from deliverydesk.analysis.evidence.page import reach_by

    reach = reach_by(portfolio, evidence[milestone.outcome], milestone.date)
    return Met(reach.p, reach=reach)


def foreseen(portfolio: Portfolio, today: date) -> Ahead:
    """A forecast made for the roadmap from the start, always with the same seed: 0.1 s for 1,000 deliverables."""
    from deliverydesk.analysis.evidence.page import evidence_of_all
    from deliverydesk.analysis.forecast.portfolio import forecast_of

    wanted = [each.outcome for each in portfolio.milestones if each.outcome is not None]
    evidence = evidence_of_all(portfolio, today, dict.fromkeys(wanted)).evidence
    return ahead_of(portfolio, forecast_of(portfolio, today), evidence)
