"""What helps against an overload, each option tried out: it lowers it, and makes no other week of any team worse."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from math import ceil, floor
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from deliverydesk.actions import relieving, roadmap
from deliverydesk.analysis.capacity.overload import ROUNDING, Overrun
from deliverydesk.analysis.capacity.upkeep import Upkeep
from deliverydesk.domain.changes import ChangeSet
from deliverydesk.domain.spreading import in_week, planned_span, spread_of
from deliverydesk.domain.workdays import monday
from deliverydesk.support.progress import no_progress

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from deliverydesk.analysis.forecast.portfolio import PortfolioForecast
    from deliverydesk.analysis.load_grid import LoadGrid, Loads
    from deliverydesk.domain.entities import Deliverable
    from deliverydesk.domain.portfolio import Portfolio
    from deliverydesk.support.progress import Progress

MOST_WEEKS = 26
"""Further than this no work is moved."""
MOST_OF_A_KIND = 3
LEAST_PEOPLE = 0.2
"""Fewer people are not worth lending."""


class Help(StrEnum):
    """What kind of help a proposal is."""

    SHIFT = "shift"
    LEND = "lend"
    SPLIT = "split"
    ACCEPT = "accept"


class Effect(NamedTuple):
    """One team before and after, in person-weeks by week; `weeks` are Mondays."""

    team: int
    weeks: tuple[date, ...]
    load: tuple[float, ...]
    capacity: tuple[float, ...]
    load_after: tuple[float, ...]
    capacity_after: tuple[float, ...]


class Outlook(NamedTuple):
    """When one deliverable is done before and after, and the chance to be done by the day it is planned to end."""

    deliverable: int
    p85: date | None
    p85_after: date | None
    chance: float | None
    chance_after: float | None


@dataclass(frozen=True, slots=True)
class Proposal:
    """One thing that can be done about an overrun."""

    help: Help
    overrun: Overrun
    deliverable: int | None = None
    """What is moved or split."""
    days: int = 0
    """By how many days it is moved; negative is earlier."""
    lender: int | None = None
    members: float = 0.0
    """Full-time equivalents lent."""
    skill: str = ""
    """Which skill the lender has that is asked for; empty where none is named."""
    weeks: tuple[tuple[date, float], ...] = ()
    """What a split item gets in which weeks."""
    left: float = 0.0
    """Person-weeks that the team has still too many in those weeks."""
    misses: bool = False
    """Whether the item then ends after its target date."""
    effects: tuple[Effect, ...] = ()
    cause: int | None = None
    """The deliverable that asks most of the team in those weeks. A loan and an accepted overload are decided for it."""

    def changes(self, portfolio: Portfolio, question: str = "", reason: str = "") -> ChangeSet:
        """The one step that it is. Raises DeskError, as for an overload accepted without a reason."""
        run = self.overrun
        if self.help is Help.SHIFT:
            assert self.deliverable is not None
            return relieving.move_away(portfolio, self.deliverable, self.days, question, reason)
        if self.help is Help.SPLIT:
            assert self.deliverable is not None
            return relieving.work_around(portfolio, self.deliverable, run.team, dict(self.weeks), question, reason)
        if self.help is Help.LEND:
            assert self.lender is not None
            step = relieving.lend(portfolio, self.lender, run.team, run.first, run.end, self.members, reason)
        else:
            step = relieving.accept_overload(portfolio, run.team, run.first, run.end, reason)
        if self.cause is None:
            return step
        return relieving.with_decision(portfolio, step, self.cause, question, reason or step.label)


def proposals(
    portfolio: Portfolio, loads: Loads, overrun: Overrun, today: date, progress: Progress = no_progress
) -> list[Proposal]:
    """What helps, for each kind what leaves least first; accepting it comes last. `progress` may stop it.

    `loads` are weekly and hold half a year after the overrun. Nothing pinned moves, nothing that has begun is moved
    away, nothing goes before its earliest start or today, or past what waits for it.
    """
    trial = _Trial(portfolio, loads, overrun, today, progress)
    found: list[Proposal] = []
    for kind in (trial.shifts(), trial.loans(), trial.splits()):
        ordered = sorted(kind, key=lambda each: (round(each.left, 3), each.misses, abs(each.days), -each.members))
        found += ordered[:MOST_OF_A_KIND]
    shares = loads.shares(overrun.team, overrun.first, overrun.end)
    cause = next((each.deliverable for each in shares), None)
    return [replace(each, cause=cause) for each in (*found, Proposal(Help.ACCEPT, overrun, left=overrun.over))]


def outlooks(
    portfolio: Portfolio, after: Portfolio, before: PortfolioForecast, then: PortfolioForecast, items: Iterable[int]
) -> list[Outlook]:
    """How forecasts of deliverables change. Both are of the same seed, so that only the change tells."""

    def chance(where: Portfolio, forecast: PortfolioForecast, item: int) -> float | None:
        end = where.deliverables[item].planned_end
        return None if end is None else forecast.chance(item, end)

    return [
        Outlook(
            item,
            before.item(item).p85,
            then.item(item).p85,
            chance(portfolio, before, item),
            chance(after, then, item),
        )
        for item in items
    ]


class _Trial:
    """Tries proposals out on the load of one portfolio."""

    def __init__(self, portfolio: Portfolio, loads: Loads, overrun: Overrun, today: date, progress: Progress) -> None:
        self.portfolio, self.loads, self.overrun, self.today = portfolio, loads, overrun, today
        self._progress = progress
        grid = loads.grid
        self.row = grid.teams.index(overrun.team)
        self.columns = [at for at, week in enumerate(grid.starts) if overrun.first <= week <= overrun.last]
        self.items = [each.deliverable for each in loads.shares(overrun.team, overrun.first, overrun.end)]
        self._ends = grid.starts[-1] + timedelta(days=6)

    def helps(self, after: LoadGrid) -> bool:
        """Whether the team has less too much to do, and nobody more than before in any week."""
        before, then = _over(self.loads.grid), _over(after)
        eased = before[self.row].sum() - then[self.row].sum() > ROUNDING
        return bool(eased and (then <= before + ROUNDING).all())

    def left(self, after: LoadGrid) -> float:
        """Person-weeks still too many in the overrun's weeks."""
        return float(_over(after)[self.row, self.columns].sum())

    def effects(self, after: LoadGrid, teams: Sequence[int]) -> tuple[Effect, ...]:
        """The teams, each in the weeks of the overrun and those in which anything changes."""
        grid, found = self.loads.grid, []
        for team in teams:
            row = grid.teams.index(team)
            moved = np.abs(after.load[row] - grid.load[row]) + np.abs(after.capacity[row] - grid.capacity[row])
            at = sorted({*self.columns, *np.flatnonzero(moved > ROUNDING).tolist()})
            at = list(range(at[0], min(at[-1] + 1, at[0] + MOST_WEEKS)))
            found.append(
                Effect(
                    team,
                    tuple(grid.starts[each] for each in at),
                    *(
                        tuple(cells[row, at].tolist())
                        for cells in (grid.load, grid.capacity, after.load, after.capacity)
                    ),
                )
            )
        return tuple(found)

    # work that waits, or is done before

    def shifts(self) -> Iterable[Proposal]:
        """Each item moved by whole weeks, as far as it takes and no further."""
        for done, one in enumerate(self.items):
            self._progress(done, len(self.items))
            item = self.portfolio.deliverables[one]
            best: Proposal | None = None
            for weeks in self._steps(item):
                days = 7 * weeks
                after = self.loads.preview(roadmap.shift(self.portfolio, [one], days))
                if not self.helps(after):
                    continue
                left = self.left(after)
                if best is None or left < best.left - ROUNDING:
                    assert item.planned_end is not None
                    late = item.target_date is not None and item.planned_end + timedelta(days=days) > item.target_date
                    effects = self.effects(after, self._teams_of(one))
                    best = Proposal(Help.SHIFT, self.overrun, one, days, left=left, misses=late, effects=effects)
                if best.left <= ROUNDING:
                    break
            if best is not None:
                yield best

    def _steps(self, item: Deliverable) -> Iterable[int]:
        """By how many weeks an item may be moved: the near first, later before earlier."""
        span = planned_span(item)
        if span is None or item.pinned or item.actual_start is not None or span[0] <= self.today:
            return
        items, links = self.portfolio.deliverables, self.portfolio.dependencies
        followers = [items[each.successor].planned_start for each in links.by("predecessor", item.id)]
        leaders = [items[each.predecessor].planned_end for each in links.by("successor", item.id)]
        for weeks in range(1, MOST_WEEKS + 1):
            end = span[1] + timedelta(weeks=weeks)
            if end <= self._ends and all(day is None or day > end or day <= span[1] for day in followers):
                yield weeks
            start = span[0] - timedelta(weeks=weeks)
            free = item.earliest_start is None or start >= item.earliest_start
            if free and start >= self.today and all(day is None or day < start for day in leaders):
                yield -weeks

    def _teams_of(self, deliverable: int) -> list[int]:
        """The overloaded team first, then the others that work on it."""
        others = (each.team for each in self.portfolio.demands.by("deliverable", deliverable))
        return list(dict.fromkeys((self.overrun.team, *others)))

    # people of another team

    def loans(self) -> Iterable[Proposal]:
        """Each team with the skill and the time, lending as many people as are needed and it can spare."""
        grid, upkeep = self.loads.grid, Upkeep(self.portfolio)
        over = (grid.load - grid.capacity)[self.row, self.columns].max()
        need = over / max(self._pace(upkeep, self.overrun.team), ROUNDING)
        wanted = self._skills_asked()
        for row, team in enumerate(grid.teams):
            pace = self._pace(upkeep, team)
            if team == self.overrun.team or pace <= 0:
                continue
            shared = [word for key, word in wanted.items() if key in _skills(self.portfolio, team)]
            if wanted and not shared:
                continue
            spare = (grid.capacity - grid.load)[row, self.columns].min() / pace
            members = min(ceil(need * 10 - ROUNDING), floor(spare * 10 + ROUNDING)) / 10
            if members < LEAST_PEOPLE:
                continue
            run = self.overrun
            step = relieving.lend(self.portfolio, team, run.team, run.first, run.end, members)
            after = self.loads.changed(self.portfolio.after(step), step).grid
            if self.helps(after):
                effects = self.effects(after, [run.team, team])
                skill, left = next(iter(shared), ""), self.left(after)
                yield Proposal(Help.LEND, run, lender=team, members=members, skill=skill, left=left, effects=effects)

    def _pace(self, upkeep: Upkeep, team: int) -> float:
        """Person-weeks of planned work that one person of a team does in a week."""
        return self.portfolio.teams[team].focus * (1 - upkeep.share(team))

    def _skills_asked(self) -> dict[str, str]:
        """What the work in those weeks asks its people to be able to do, else what the team can; by folded word."""
        items = set(self.items)
        asked = [
            each.skill
            for each in self.portfolio.demands.by("team", self.overrun.team)
            if each.skill and each.deliverable in items
        ]
        return {word.casefold(): word for word in asked} or _skills(self.portfolio, self.overrun.team)

    # the same work at another time

    def splits(self) -> Iterable[Proposal]:
        """Each item with less in the full weeks and more in later ones of its own plan, or in earlier ones to come."""
        grid, team = self.loads.grid, self.overrun.team
        room = np.maximum(grid.capacity - grid.load, 0.0)[self.row]
        for one in self.items:
            item = self.portfolio.deliverables[one]
            span, spread = planned_span(item), spread_of(self.portfolio, item, team)
            if span is None or item.pinned:
                continue
            weeks: dict[date, float] = {}
            moved = 0.0
            for at in self.columns:
                had = in_week(spread, grid.starts[at])
                less = min(had, float(grid.load[self.row, at] - grid.capacity[self.row, at]))
                if less > ROUNDING:
                    weeks[grid.starts[at]] = had - less
                    moved += less
            since = max(monday(span[0]), monday(self.today))
            others = [at for at, week in enumerate(grid.starts) if since <= week <= span[1] and at not in self.columns]
            for at in sorted(others, key=lambda at: (at < self.columns[0], abs(at - self.columns[-1]))):
                more = min(moved, float(room[at]))
                if more > ROUNDING:
                    weeks[grid.starts[at]] = in_week(spread, grid.starts[at]) + more
                    moved -= more
            if not weeks or moved > ROUNDING:
                continue
            pairs = tuple(sorted(weeks.items()))
            after = self.loads.preview(relieving.work_around(self.portfolio, one, team, dict(pairs)))
            if self.helps(after):
                effects = self.effects(after, [team])
                yield Proposal(Help.SPLIT, self.overrun, one, weeks=pairs, left=self.left(after), effects=effects)


def _over(grid: LoadGrid) -> NDArray[np.float64]:
    over: NDArray[np.float64] = np.maximum(grid.load - grid.capacity, 0.0)
    return over


def _skills(portfolio: Portfolio, team: int) -> dict[str, str]:
    """What a team and its people can do, by folded word."""
    people = portfolio.people.by("team", team)
    words = (*portfolio.teams[team].skills, *(word for person in people for word in person.skills))
    return {word.casefold(): word for word in words}
