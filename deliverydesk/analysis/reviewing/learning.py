"""What there is to learn from a time: decisions against what came of them, moves against the score, what was stopped
and what began instead, how far outcomes came for the work on them, and whether the alarm was to be trusted.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING

from deliverydesk.actions.refilling import BEGAN
from deliverydesk.analysis.effort import effort_to_come
from deliverydesk.analysis.evidence.page import evidence_of_all
from deliverydesk.analysis.evidence.reasons import Verdict
from deliverydesk.analysis.forecast.kept import corrections, kept_record
from deliverydesk.analysis.reviewing.backtest import Played, played
from deliverydesk.analysis.reviewing.following import Aftermath, Happened, aftermath
from deliverydesk.domain.estimates import effort_of
from deliverydesk.domain.values import DecisionChoice, Stage

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from deliverydesk.analysis.evidence.page import Page
    from deliverydesk.analysis.forecast.ledger import Correction, Record
    from deliverydesk.domain.entities import Deliverable, Outcome, Override
    from deliverydesk.domain.portfolio import Portfolio

_STOPS = frozenset({DecisionChoice.TABLE, DecisionChoice.CANCEL, DecisionChoice.RETIRE})
_MOVED, _STILL = frozenset({Verdict.IMPROVING, Verdict.HOLDING}), frozenset({Verdict.FLAT, Verdict.WORSENING})
_USED = frozenset({Stage.RELEASED, Stage.IMPROVING})


class WhoWasRight(Enum):
    """Of a move against the score, once the work is in use and its outcome tells."""

    MANAGER = auto()
    SCORE = auto()
    NOBODY_KNOWS = auto()
    """The work is not in use yet, or the readings do not tell."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A move against the score, and who was right.

    Work that was moved up is right where its outcome moved. Work that was moved down is not judged: what would have
    come of it earlier nobody can say.
    """

    override: int
    deliverable: int
    up: bool
    right: WhoWasRight


@dataclass(frozen=True, slots=True)
class Stopped:
    """A decision to stop, and what began instead."""

    decision: int
    freed: float | None
    recovered: float | None
    began: tuple[int, ...]
    done: tuple[int, ...]
    """What of that is in use by now."""


@dataclass(frozen=True, slots=True)
class Gain:
    """How far an outcome came, and the work that was to move it."""

    outcome: int
    start: float
    end: float
    gained: float | None
    """The share of the way from baseline to target, 0.1 for a tenth; None without both."""
    effort: float
    """Person-weeks done so far of deliverables that contribute to it and were worked on in that time."""

    @property
    def per_week(self) -> float | None:
        """The share of the way for each person-week; None where no work is known."""
        return None if self.gained is None or not self.effort else self.gained / self.effort


@dataclass(frozen=True, slots=True)
class Learnt:
    """All of it, from `since` to `until`."""

    since: date
    until: date
    record: Record
    corrections: tuple[Correction, ...]
    decisions: tuple[Aftermath, ...]
    """Of decisions whose effect was expected in that time."""
    overrides: tuple[Judged, ...]
    stops: tuple[Stopped, ...]
    gains: tuple[Gain, ...]
    """The farthest first; those of which nobody can say how far last."""
    rules: tuple[Played, ...]

    def came(self, happened: Happened) -> int:
        """How many decisions came to that."""
        return sum(each.happened is happened for each in self.decisions)


def learnt(portfolio: Portfolio, since: date, until: date, page: Page | None = None) -> Learnt:
    """Look back at a time. Some half a millisecond an outcome where the evidence, `page`, is not at hand."""
    evidence = page or evidence_of_all(portfolio, until)
    due = [
        each
        for each in portfolio.decisions
        if each.expected_by is not None and since <= each.expected_by <= until and each.date <= until
    ]
    moves = [each for each in portfolio.overrides if since <= each.date <= until]
    stops = [each for each in portfolio.decisions if each.choice in _STOPS and since <= each.date <= until]
    gains = [found for each in portfolio.outcomes if (found := _gain(portfolio, each, since, until)) is not None]
    return Learnt(
        since,
        until,
        kept_record(portfolio, until),
        tuple(corrections(portfolio, until)),
        tuple(aftermath(portfolio, each, until) for each in due),
        tuple(_judged(portfolio, each, evidence) for each in moves),
        tuple(_stopped(portfolio, each.id) for each in stops),
        tuple(sorted(gains, key=lambda each: (each.gained is None, -(each.gained or 0.0), each.outcome))),
        played(portfolio, evidence.evidence, since, until),
    )


def _judged(portfolio: Portfolio, move: Override, page: Page) -> Judged:
    up = move.rank_after < (move.score_rank or move.rank_before)
    item = portfolio.deliverables[move.deliverable]
    told = {
        page.evidence[each.outcome].judgement.verdict
        for each in portfolio.contributions.by("deliverable", item.id)
        if each.outcome in page.evidence
    }
    right = WhoWasRight.NOBODY_KNOWS
    if up and item.stage in _USED:
        if told & _MOVED:
            right = WhoWasRight.MANAGER
        elif told & _STILL:
            right = WhoWasRight.SCORE
    return Judged(move.id, move.deliverable, up, right)


def _stopped(portfolio: Portfolio, decision: int) -> Stopped:
    held = portfolio.decisions[decision]
    kept: Mapping[str, object] = json.loads(held.evidence)
    listed = kept.get(BEGAN)
    ids = [each for each in listed if isinstance(each, int)] if isinstance(listed, list) else []
    began = tuple(each for each in ids if each in portfolio.deliverables)
    done = tuple(each for each in began if portfolio.deliverables[each].stage in _USED)
    return Stopped(decision, held.freed, held.recovered, began, done)


def _gain(portfolio: Portfolio, outcome: Outcome, since: date, until: date) -> Gain | None:
    readings = [each for each in portfolio.measurements_of(outcome.id) if each.date <= until]
    before = [each for each in readings if each.date <= since]
    first = before[-1] if before else readings[0] if readings else None
    if first is None or readings[-1].date <= since or first is readings[-1]:
        return None
    start, end, gained = first.value, readings[-1].value, None
    if outcome.baseline is not None and outcome.target is not None and outcome.baseline != outcome.target:
        gained = (end - start) / (outcome.target - outcome.baseline)
    work = [portfolio.deliverables[each.deliverable] for each in portfolio.contributions.by("outcome", outcome.id)]
    effort = sum(_done(portfolio, item) for item in work if _worked_on(item, since, until))
    return Gain(outcome.id, start, end, gained, effort)


def _worked_on(item: Deliverable, since: date, until: date) -> bool:
    start = item.actual_start
    return start is not None and start <= until and (item.actual_end is None or item.actual_end >= since)


def _done(portfolio: Portfolio, item: Deliverable) -> float:
    whole = effort_of(portfolio, item).likely or 0.0
    left = 0.0 if item.actual_end is not None else effort_to_come(portfolio, item) or 0.0
    return max(whole - left, 0.0)
