"""Evidence in sentences: the one place of this folder where figures and reasons become text."""

from __future__ import annotations

import math
from datetime import date
from typing import TYPE_CHECKING

from deliverydesk.analysis.chances import chances
from deliverydesk.analysis.evidence.before_after import Moved
from deliverydesk.analysis.evidence.reasons import Caution, LeftOut, Reason, Verdict
from deliverydesk.analysis.evidence.rules import Rule
from deliverydesk.analysis.words import figure, spoken
from deliverydesk.domain.formats import formats
from deliverydesk.domain.values import Direction
from deliverydesk.domain.wording import counted
from deliverydesk.support.language import tr, trc, trn

if TYPE_CHECKING:
    from deliverydesk.analysis.evidence.before_after import BeforeAfter
    from deliverydesk.analysis.evidence.behaviour import Behaviour, Limits, Signal
    from deliverydesk.analysis.evidence.reach import Goal, Reach
    from deliverydesk.analysis.evidence.readings import Readings
    from deliverydesk.analysis.evidence.verdict import Interval, Judgement

_VERDICTS = {
    Verdict.TOO_FEW: trc("verdict on an outcome", "too few readings"),
    Verdict.IMPROVING: trc("verdict on an outcome", "improving"),
    Verdict.WORSENING: trc("verdict on an outcome", "worsening"),
    Verdict.FLAT: trc("verdict on an outcome", "flat"),
    Verdict.HOLDING: trc("verdict on an outcome", "holding"),
    Verdict.OUTSIDE: trc("verdict on an outcome", "outside its bounds"),
    Verdict.CANNOT_TELL: trc("verdict on an outcome", "cannot tell yet"),
}

_REASONS = {
    Reason.NO_READINGS: tr("Nothing is measured yet."),
    Reason.TOO_FEW: tr("There are too few readings to say anything."),
    Reason.NO_VARIATION: tr(
        "The readings do not scatter at all, so nothing tells how far off they may be. Are they copied, rounded or set?"
    ),
    Reason.NO_TARGET: tr("There is no target to reach."),
    Reason.NO_DUE: tr("There is no due date to reach it by."),
    Reason.NO_BOUNDS: tr("No bounds are set to hold the value within."),
    Reason.DUE_BEFORE_READINGS: tr("It was due before the first reading."),
    Reason.BEFORE_LAG: tr("There are too few readings since the declared lag was over."),
    Reason.STALE: tr(
        "It was last read longer ago than all its readings cover together, so their line says nothing of today."
    ),
    Reason.BEYOND_CAP: tr("At this slope and noise, sixty readings in all would not settle it."),
    Reason.SETTLED: tr("It is settled as far as these readings go."),
    Reason.TOO_FEW_BEFORE: tr("There are too few readings before the launch: at least three are needed."),
    Reason.TOO_FEW_AFTER: tr("There are too few readings after the launch: at least three are needed."),
}

_CAUTIONS = {
    Caution.THINNED: tr("Readings whose windows overlap tell the same twice; only those that do not are used."),
    Caution.AUTOCORRELATED: tr("Each reading resembles the one before, so the range was widened."),
    Caution.OVERDISPERSED: tr(
        "The rates scatter more than their bases explain, so the noise was estimated from the readings."
    ),
    Caution.BASES_INCOMPLETE: tr("Some readings have no usable base, so none of the bases was used."),
    Caution.SMALL: tr("It moves, but very probably by less than the smallest change that matters."),
    Caution.LAG_NOT_DECLARED: tr("No lag is declared: an outcome that moves late looks worse here than it is."),
    Caution.MOVING_BEFORE: tr("It was moving before the launch already."),
    Caution.LAUNCH_AS_PLANNED: tr("The day of the launch is the planned one; no actual end is kept."),
    Caution.NOT_STANDING: tr("Among so many outcomes one as clear as this is to be expected by chance."),
}


def verdict_words(verdict: Verdict) -> str:
    """A verdict in a sentence: "improving"."""
    return _VERDICTS[verdict]


def verdict_label(verdict: Verdict) -> str:
    """A verdict alone: "Improving"."""
    words = _VERDICTS[verdict]
    return words[:1].upper() + words[1:]


def reason_words(reason: Reason) -> str:
    """Why there is no figure, as a sentence."""
    return _REASONS[reason]


def caution_words(caution: Caution) -> str:
    """What to keep in mind, as a sentence."""
    return _CAUTIONS[caution]


def judgement_line(judgement: Judgement, unit: str = "") -> str:
    """The verdict with what it rests on: "Improving, 99 chances in 100: +4.3 days (+2 to +6) over 6 readings, 5 Jan to
    9 Feb 2026."
    """
    label = verdict_label(judgement.verdict)
    if judgement.verdict is Verdict.TOO_FEW and judgement.n:
        readings, more = counted(judgement.n, "reading"), more_words(judgement)
        return tr("{verdict}: {readings} so far. {more}", verdict=label, readings=readings, more=more)
    if judgement.p_good is None or judgement.change is None or judgement.change_80 is None:
        reason = reason_words(judgement.reason) if judgement.reason else ""
        return tr("{verdict}. {reason}", verdict=label, reason=reason)
    assert judgement.first is not None
    assert judgement.last is not None
    told = {
        "verdict": label,
        "readings": counted(judgement.n, "reading"),
        "first": spoken(judgement.first, judgement.last),
        "last": spoken(judgement.last),
    }
    if judgement.direction is Direction.HOLD:
        assert judgement.level is not None
        return tr(
            "{verdict}, {chances} of being within its bounds: level now {range} from {readings}, {first} to {last}.",
            chances=chances(judgement.p_good),
            range=_range(judgement.level, unit),
            **told,
        )
    change = _change(judgement.change, judgement.change_80, unit)
    if judgement.verdict is Verdict.FLAT and judgement.p_flat is not None and judgement.smallest_change is not None:
        return tr(
            "{verdict}, {chances} of a change below {smallest}: {change} over {readings}, {first} to {last}.",
            chances=chances(judgement.p_flat),
            smallest=_amount(judgement.smallest_change, unit),
            change=change,
            **told,
        )
    if judgement.verdict in (Verdict.IMPROVING, Verdict.WORSENING):
        worse = judgement.verdict is Verdict.WORSENING
        return tr(
            "{verdict}, {chances}: {change} over {readings}, {first} to {last}.",
            chances=chances(1 - judgement.p_good if worse else judgement.p_good),
            change=change,
            **told,
        )
    return tr(
        "{verdict}, {chances} of improving: {change} over {readings}, {first} to {last}.",
        chances=chances(judgement.p_good),
        change=change,
        **told,
    )


def more_words(judgement: Judgement) -> str:
    """How many readings more would settle it, or why that cannot be said."""
    if judgement.more is None:
        return reason_words(judgement.more_reason) if judgement.more_reason else ""
    readings = trn("{n} more reading", "{n} more readings", judgement.more, n=figure(judgement.more))
    if judgement.verdict is Verdict.TOO_FEW:
        return tr("A verdict needs {readings}.", readings=readings)
    return tr("At this slope and noise, {readings} would settle it.", readings=readings)


def basis_words(judgement: Judgement, unit: str = "") -> str:
    """What a verdict was reckoned with: the noise and what was thought likely before looking."""
    if judgement.sigma is None:
        return ""
    sigma = _amount(judgement.sigma, unit)
    if judgement.noise_known:
        noise = tr("The noise of a reading, {sigma}, is that of the bases of the rate.", sigma=sigma)
    else:
        noise = tr("The noise of a reading, {sigma}, is estimated from the readings themselves.", sigma=sigma)
    if judgement.prior_sigmas is None:
        return noise
    prior = tr(
        "Before looking, changes of up to some {n} times the noise were thought likely, either way alike.",
        n=figure(judgement.prior_sigmas),
    )
    return f"{noise} {prior}"


def reach_line(reach: Reach, unit: str = "", *, chance: bool = True) -> str:
    """The evidence in a line: "7 readings, baseline 42, need 60 by 30 Jun 2026; at this slope 46 to 51; 4 chances in
    100." Without a chance, the reason. The chance can be left out, where it stands beside.
    """
    if reach.goal is None:
        return reason_words(reach.reason) if reach.reason else ""
    told = {
        "readings": counted(reach.n, "reading"),
        "goal": goal_words(reach.goal, unit),
        "due": spoken(reach.goal.due),
    }
    if reach.p is None or reach.level_80 is None:
        reason = reason_words(reach.reason) if reach.reason else ""
        return tr("{readings}, need {goal} by {due}. {reason}", reason=reason, **told)
    told["range"] = _range(reach.level_80, unit)
    if not chance and reach.baseline is not None:
        baseline = _amount(reach.baseline)
        return tr(
            "{readings}, baseline {baseline}, need {goal} by {due}; at this slope {range}.", baseline=baseline, **told
        )
    if not chance:
        return tr("{readings}, need {goal} by {due}; at this slope {range}.", **told)
    told["chances"] = chances(reach.p)
    if reach.baseline is None:
        return tr("{readings}, need {goal} by {due}; at this slope {range}; {chances}.", **told)
    return tr(
        "{readings}, baseline {baseline}, need {goal} by {due}; at this slope {range}; {chances}.",
        baseline=_amount(reach.baseline),
        **told,
    )


def alarm_words(reach: Reach) -> str:
    """What the alarm says; nothing where there is none."""
    if not reach.alarm:
        return ""
    return tr("At two readings in a row the chance of getting there was 10 in 100 or less.")


def goal_words(goal: Goal, unit: str = "") -> str:
    """What is to be reached: "60 %", "40 to 60 %"; whether from above or below is known from the outcome."""
    if math.isinf(goal.high):
        return _amount(goal.low, unit)
    if math.isinf(goal.low):
        return _amount(goal.high, unit)
    return tr("{low} to {high}", low=_amount(goal.low), high=_amount(goal.high, unit))


def left_out_words(readings: Readings) -> list[str]:
    """A sentence for each reason why readings have no part in the series."""
    return [_LEFT_OUT[why](count, figure(count)) for why, count in readings.left_out]


_LEFT_OUT = {
    LeftOut.NOT_A_NUMBER: lambda count, n: trn(
        "{n} reading is left out: it is no number.", "{n} readings are left out: they are no numbers.", count, n=n
    ),
    LeftOut.TOO_LARGE: lambda count, n: trn(
        "{n} reading is left out: it is too large to reckon with.",
        "{n} readings are left out: they are too large to reckon with.",
        count,
        n=n,
    ),
    LeftOut.FUTURE: lambda count, n: trn(
        "{n} reading is left out: its day is still to come.",
        "{n} readings are left out: their days are still to come.",
        count,
        n=n,
    ),
    LeftOut.SAME_DAY: lambda count, n: trn(
        "{n} reading is left out: another of its day was entered later.",
        "{n} readings are left out: others of their days were entered later.",
        count,
        n=n,
    ),
    LeftOut.OVERLAP: lambda count, n: trn(
        "{n} reading is left out: its window overlaps that of a later one.",
        "{n} readings are left out: their windows overlap those of later ones.",
        count,
        n=n,
    ),
}


def limits_words(limits: Limits, unit: str = "") -> str:
    """The limits in force: "Routine is 45.8 to 55.8, from 10 readings; on trial below twelve"."""
    if limits.reason is not None:
        return reason_words(limits.reason)
    assert limits.lower is not None
    assert limits.upper is not None
    low, high = _figures(limits.lower, limits.upper)
    range_ = tr("{low} to {high}", low=low, high=_with_unit(high, unit))
    readings = counted(limits.basis, "reading")
    if limits.trial:
        return tr("Routine is {range}, from {readings}; on trial below twelve.", range=range_, readings=readings)
    return tr("Routine is {range}, locked on {readings}.", range=range_, readings=readings)


def signal_words(behaviour: Behaviour, signal: Signal) -> str:
    """What is no routine variation: "8 readings in a row above the centre since 3 May 2026"."""
    day = spoken(date.fromordinal(behaviour.readings.days[signal.first]))
    count = signal.last - signal.first + 1
    told = {"day": day, "n": figure(count)}
    if signal.rule is Rule.BEYOND_LIMIT and count == 1:
        if signal.above:
            return tr("above the upper limit on {day}", day=day)
        return tr("below the lower limit on {day}", day=day)
    if signal.rule is Rule.BEYOND_LIMIT:
        if signal.above:
            return tr("{n} readings in a row above the upper limit since {day}", **told)
        return tr("{n} readings in a row below the lower limit since {day}", **told)
    if signal.rule is Rule.RUN_OF_EIGHT:
        if signal.above:
            return tr("{n} readings in a row above the centre since {day}", **told)
        return tr("{n} readings in a row below the centre since {day}", **told)
    if signal.above:
        return tr("three of four readings nearer to the upper limit than to the centre since {day}", day=day)
    return tr("three of four readings nearer to the lower limit than to the centre since {day}", day=day)


def before_after_words(compared: BeforeAfter, unit: str = "") -> str:
    """What the levels around a launch say: "Moved up after 2 Mar 2026: +5.2 days (+3 to +7), 98 chances in 100; 6
    readings before, 5 after." Never that the launch moved it.
    """
    day = spoken(compared.launch)
    if compared.p_up is None or compared.step is None or compared.step_80 is None:
        reason = reason_words(compared.reason) if compared.reason else ""
        return tr("Launch of {day}: {reason}", day=day, reason=reason)
    told = {
        "day": day,
        "before": figure(compared.before),
        "after": figure(compared.after),
        "change": _change(compared.step, compared.step_80, unit),
    }
    if compared.moved is Moved.UP:
        return tr(
            "Moved up after {day}: {change}, {chances}; {before} readings before, {after} after.",
            chances=chances(compared.p_up),
            **told,
        )
    if compared.moved is Moved.DOWN:
        return tr(
            "Moved down after {day}: {change}, {chances}; {before} readings before, {after} after.",
            chances=chances(1 - compared.p_up),
            **told,
        )
    return tr(
        "Whether it moved after {day} cannot be told yet: {change}; {before} readings before, {after} after.", **told
    )


def _amount(value: float, unit: str = "") -> str:
    return _with_unit(figure(float(f"{value:.3g}")).replace("-", "−"), unit)


def _with_unit(words: str, unit: str) -> str:
    return f"{words} {unit}" if unit else words


def _range(interval: Interval, unit: str) -> str:
    low, high = _figures(interval.low, interval.high)
    return tr("{low} to {high}", low=low, high=_with_unit(high, unit))


def _change(value: float, interval: Interval, unit: str) -> str:
    """A change with its 80 % interval: "+4.3 days (+2 to +6)"."""
    low, high = _figures(interval.low, interval.high, signed=True)
    return tr("{change} ({low} to {high})", change=_with_unit(_signed(value), unit), low=low, high=high)


def _signed(value: float) -> str:
    words = figure(float(f"{value:.2g}"))
    return words.replace("-", "−") if value <= 0 else f"+{words}"


def _figures(low: float, high: float, *, signed: bool = False) -> tuple[str, str]:
    """Both ends with as many decimals as make four steps or more between them."""
    width = high - low
    decimals = 0 if width <= 0 else min(max(-math.floor(math.log10(width / 4)), 0), 12)
    ends = []
    for value in (low, high):
        if abs(value) >= 1e15:
            words = figure(value)
        else:
            words = formats().styled(f"{value:{'+' if signed else ''},.{decimals}f}")
        ends.append(words.replace("-", "−"))
    return ends[0], ends[1]
