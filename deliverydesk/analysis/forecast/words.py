"""What forecasts say, in sentences: reasons, assumptions, and the record of what was forecast before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deliverydesk.analysis.forecast.ledger import FEWEST
from deliverydesk.analysis.forecast.reasons import Assumption, Reason
from deliverydesk.analysis.forecast.three_point import SpreadBasis
from deliverydesk.analysis.forecast.throughput import FEWEST_PERIODS
from deliverydesk.analysis.words import figure, percent, spoken
from deliverydesk.domain.wording import quoted
from deliverydesk.support.language import tr, trn

if TYPE_CHECKING:
    from datetime import date

    from deliverydesk.analysis.forecast.ledger import ChanceScore, Correction, QuantileScore
    from deliverydesk.analysis.forecast.portfolio import Assumed, Chance, CutLine, ItemForecast
    from deliverydesk.analysis.forecast.three_point import Spread
    from deliverydesk.analysis.forecast.throughput import Basis, HowMany, Stability, When

_REASONS = {
    Reason.NOT_A_NUMBER: tr("Cannot tell: one of the figures is missing, negative or no number."),
    Reason.ALL_ZERO: tr("Cannot tell: nothing was finished in any of these periods."),
    Reason.BEYOND_HORIZON: tr("In too many simulated runs it takes more than ten years. See whether the effort and the "
    "team's capacity are right."),
    Reason.LESS_THAN_A_PERIOD: tr("Not one whole period is left until that day."),
    Reason.NO_TEAM: tr("Cannot be scheduled: say which team it needs, and for how many person-weeks."),
    Reason.NO_CAPACITY: tr("Cannot be scheduled: a team that it needs has no people, or no time for planned work."),
    Reason.NO_ESTIMATE: tr("Cannot be scheduled: nobody has said how much effort it takes."),
    Reason.BAD_RANGE: tr("Cannot be scheduled: its estimate is not low ≤ likely ≤ high, or is below 0."),
    Reason.CYCLE: tr("Cannot be scheduled: over its dependencies it waits for itself. Remove one of them."),
    Reason.DONE: tr("It is done already."),
    Reason.STOPPED: tr("It is tabled, cancelled or archived."),
    Reason.NO_ITEMS: tr("Nothing is named yet that must be done for it."),
}  # fmt: skip


def reason_words(reason: Reason, because: str = "") -> str:
    """Why there is no figure, and where possible what to do; `because` is the title of what the reason is about."""
    if reason is Reason.TOO_FEW:
        return trn(
            "Cannot tell yet: at least {n} period is needed.",
            "Cannot tell yet: at least {n} periods are needed.",
            FEWEST_PERIODS,
        )
    if reason is Reason.TOO_FEW_RESOLVED:
        return trn(
            "Cannot tell yet: it takes {n} forecast whose day has passed.",
            "Cannot tell yet: it takes {n} forecasts whose days have passed.",
            FEWEST,
        )
    if reason is Reason.WAITS:
        if because:
            return tr("Cannot be scheduled: it waits for {item}, which cannot be either.", item=quoted(because))
        return tr("Cannot be scheduled: it waits for something that cannot be either.")
    return _REASONS[reason]


def days_words(told: ItemForecast, because: str = "") -> str:
    """Like "Done by 3 Dec in half of all cases, by 19 Dec in 85 %, by 8 Jan 2027 in about 9 of 10."."""
    if told.p50 is None or told.p85 is None or told.p95 is None:
        return reason_words(told.reason or Reason.BEYOND_HORIZON, because)
    return _days(told.p50, told.p85, told.p95)


def chance_words(told: Chance, because: str = "") -> str:
    """Like "72 % to be done by 11 Dec 2026."; `because` is the title of the deliverable that a reason is about."""
    if told.chance is None:
        words = reason_words(told.reason or Reason.NO_ITEMS)
        return tr("{item}: {reason}", item=quoted(because), reason=words) if because else words
    return tr("{chance} to be done by {day}.", chance=chance_figure(told.chance), day=spoken(told.by))


def chance_figure(share: float) -> str:
    """Whole per cent: 10,000 paths are not worth more. Only what always or never happens is 100 or 0 %."""
    if 0 < share < 0.01:
        return tr("under 1 %")
    return tr("over 99 %") if 0.99 < share < 1 else percent(round(share, 2))


def cut_words(told: CutLine) -> str:
    """How many are above the cut line, and how many of these do not make it."""
    if told.last is None:
        return tr(
            "Nothing is done by {day} with a chance of at least {chance}.",
            day=spoken(told.by),
            chance=percent(told.chance),
        )
    words = trn(
        "{n} deliverable is done by {day} with a chance of at least {chance}.",
        "{n} deliverables are done by {day} with a chance of at least {chance} each.",
        len(told.inside),
        day=spoken(told.by),
        chance=percent(told.chance),
    )
    if not told.short:
        return words
    short = trn("{n} above the line is not.", "{n} above the line are not.", len(told.short))
    return tr("{first} {second}", first=words, second=short)


def when_words(told: When) -> str:
    """When so many items are done."""
    p50, p85, p95 = (told.day(each) for each in (told.periods.p50, told.periods.p85, told.periods.p95))
    if p50 is None or p85 is None or p95 is None:
        return reason_words(told.reason or Reason.BEYOND_HORIZON)
    return _days(p50, p85, p95)


def how_many_words(told: HowMany) -> str:
    """How many items are done by a day."""
    if told.p50 is None or told.p85 is None or told.p95 is None:
        return reason_words(told.reason or Reason.BEYOND_HORIZON)
    return tr(
        "Until {day} at least {p50} in half of all cases, {p85} in 85 %, {p95} in about 9 of 10.",
        day=spoken(told.by),
        p50=figure(told.p50),
        p85=figure(told.p85),
        p95=figure(told.p95),
    )


def basis_words(basis: Basis) -> str:
    """On how many periods a forecast from throughput rests."""
    mean = sum(basis.history) / max(len(basis.history), 1)
    return trn(
        "From the last {n} period: {mean} done on average, {idle} without any.",
        "From the last {n} periods: {mean} done on average, {idle} without any.",
        len(basis.history),
        mean=figure(mean),
        idle=figure(sum(not count for count in basis.history)),
    )


def stability_words(told: Stability) -> str:
    """Whether the past is a good guide."""
    if told.drifts:
        return tr(
            "The speed has changed, from {before} to {after} a period: begin the history where the change was.",
            before=figure(told.before),
            after=figure(told.after),
        )
    return tr("The older and the newer half of the history differ no more than by chance.")


def assumption_words(told: Assumed) -> str:
    """One thing that the forecast takes for granted."""
    figure_ = figure(told.figure or 0)
    match told.assumption:
        case Assumption.RANK_ORDER:
            return tr(
                "Teams take work in your order, work in delivery first; who is free takes the next that is ready."
            )
        case Assumption.SLOTS:
            return tr(
                "{people} people of a team work on one item together, on as many items as that allows.", people=figure_
            )
        case Assumption.REGIME:
            return tr(
                "The coming weeks may run faster or slower than planned, the same for all work of a team: its mean "
                "speed is known to {share}, taken one and a half times and as wide as its own record asks for.",
                share=tr("± {share}", share=percent(told.figure or 0)),
            )
        case Assumption.NO_GROWTH:
            return tr("No work is added.")
        case Assumption.PLANNED_START:
            return trn(
                "{n} deliverable does not begin before its planned start, which is still to come.",
                "{n} deliverables do not begin before their planned starts, which are still to come.",
                told.count,
            )
        case Assumption.FEWER_PATHS:
            return tr("There is so much work that only {paths} runs were simulated.", paths=figure_)
        case Assumption.DEFAULT_SPREAD:
            return trn(
                "{n} estimate has no range: it is taken to be off as is common, by a factor of 1.7 at 85 %.",
                "{n} estimates have no range: they are taken to be off as is common, by a factor of 1.7 at 85 %.",
                told.count,
            )
        case Assumption.OWN_SPREAD:
            return trn(
                "{n} estimate has no range: it is taken to be off as the team's finished work was.",
                "{n} estimates have no range: they are taken to be off as the teams' finished work was.",
                told.count,
            )
        case Assumption.RANGE_AS_ENDS:
            return trn(
                "{n} estimate has a range: low and high are taken as the least and the most.",
                "{n} estimates have a range: low and high are taken as the least and the most.",
                told.count,
            )
        case Assumption.WHOLE_EFFORT:
            return trn(
                "{n} deliverable has begun without saying what effort remains: all of it is taken to.",
                "{n} deliverables have begun without saying what effort remains: all of it is taken to.",
                told.count,
            )
        case Assumption.ONLY_TEAM:
            return trn(
                "{n} deliverable asks for no team: the only one there is does it.",
                "{n} deliverables ask for no team: the only one there is does them.",
                told.count,
            )


def spread_words(spread: Spread) -> str:
    """How far off a team's estimates are taken to be, and by what."""
    if spread.basis is SpreadBasis.COMMON:
        return tr(
            "Actual effort within {p85} times the estimate in 85 %, as of 10,266 tasks of other teams.",
            p85=figure(spread.p85),
        )
    if spread.basis is SpreadBasis.SPENT:
        return trn(
            "Money spent within {p85} times the cost in 85 %, by {n} finished deliverable.",
            "Money spent within {p85} times the cost in 85 %, by {n} finished deliverables.",
            spread.n,
            p85=figure(spread.p85),
        )
    return trn(
        "Working days within {p85} times the planned ones in 85 %, by {n} finished deliverable.",
        "Working days within {p85} times the planned ones in 85 %, by {n} finished deliverables.",
        spread.n,
        p85=figure(spread.p85),
    )


def record_words(score: QuantileScore) -> str:
    """Like "P85: 34 of 40 came true, 85 %. Cancelled work counted as late, 77 %."."""
    if score.coverage is None:
        return reason_words(score.reason or Reason.TOO_FEW_RESOLVED)
    name = f"P{score.p * 100:.0f}"
    kept = tr(
        "{name}: {hits} of {n} came true, {share}.",
        name=name,
        hits=figure(score.hits),
        n=figure(score.n),
        share=chance_figure(score.coverage),
    )
    if not score.cancelled or score.with_cancelled is None:
        return kept
    cancelled = tr("Cancelled work counted as late, {share}.", share=chance_figure(score.with_cancelled))
    return tr("{first} {second}", first=kept, second=cancelled)


def verdict_words(score: QuantileScore) -> str:
    """Whether the dates of a percentile are too early, by the record: at 5 % risk of a false alarm."""
    if score.overconfident is None or score.kupiec is None:
        return reason_words(score.reason or Reason.TOO_FEW_RESOLVED)
    if score.overconfident <= 0.05:
        return tr("Too sure of itself: so few hits are chance in at most 5 % of all cases.")
    if score.kupiec <= 0.05:
        return tr("Too careful: so many hits are chance in at most 5 % of all cases.")
    return tr("Nothing speaks against it.")


def brier_words(score: ChanceScore) -> str:
    """How well chances were told."""
    if score.brier is None:
        return reason_words(score.reason or Reason.TOO_FEW_RESOLVED)
    return trn(
        "Brier score {brier}, by {n} chance that was told. 0 is perfect, 0.25 is a coin.",
        "Brier score {brier}, by {n} chances that were told. 0 is perfect, 0.25 is a coin.",
        score.n,
        brier=figure(round(score.brier, 3)),
    )


def correction_words(told: Correction, team: str) -> str:
    """What a team's own record proposes."""
    if told.proposed is None:
        return reason_words(told.reason or Reason.TOO_FEW_RESOLVED)
    if told.proposed == told.now:
        return tr("{team}: its forecasts are as wide as its record asks for.", team=quoted(team))
    return trn(
        "{team}: by {n} forecast that came due, the spread ought to be {proposed} times the common one, now {now}.",
        "{team}: by {n} forecasts that came due, the spread ought to be {proposed} times the common one, now {now}.",
        told.n,
        team=quoted(team),
        proposed=figure(told.proposed),
        now=figure(told.now),
    )


def _days(p50: date, p85: date, p95: date) -> str:
    # P95 comes true in 91 to 93 of 100 cases, so it is not called by its number.
    return tr(
        "Done by {p50} in half of all cases, by {p85} in 85 %, by {p95} in about 9 of 10.",
        p50=spoken(p50, p95),
        p85=spoken(p85, p95),
        p95=spoken(p95),
    )
