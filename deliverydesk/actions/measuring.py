"""Actions of measuring: recording what was read, and changing what is to be reached without forgetting what was."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from deliverydesk.actions.draft import Draft
from deliverydesk.actions.records import edit_label
from deliverydesk.domain.entities import FormerTarget, Measurement, Outcome
from deliverydesk.domain.errors import DeskError
from deliverydesk.domain.wording import counted, day_words, named, value_words
from deliverydesk.support.account import author
from deliverydesk.support.clock import today
from deliverydesk.support.language import tr

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from deliverydesk.domain.changes import ChangeSet
    from deliverydesk.domain.portfolio import Portfolio


class Reading(NamedTuple):
    """One value as it was read, before it is a measurement of the portfolio."""

    date: date
    value: float
    note: str = ""
    source: str = ""
    base: float | None = None
    """What the value is a share of, where it is a rate."""


def record(portfolio: Portfolio, outcome: int, readings: Iterable[Reading]) -> ChangeSet:
    """Record readings of an outcome. A reading of a day that has one already replaces its value.

    A note, source or base that is not given is kept. The last of several readings of one day in `readings` counts.
    """
    draft = Draft(portfolio)
    measured = draft.get(Outcome, outcome)
    by_day = _record(draft, outcome, readings)
    if len(by_day) == 1:
        (reading,) = by_day.values()
        return draft.change_set(
            tr(
                "record {value} for {outcome} on {day}",
                value=value_words(reading.value),
                outcome=named(measured),
                day=value_words(reading.date),
            )
        )
    return draft.change_set(
        tr("record {readings} of {outcome}", readings=counted(len(by_day), "measurement"), outcome=named(measured))
    )


def record_all(portfolio: Portfolio, readings: Mapping[int, Sequence[Reading]]) -> ChangeSet:
    """Record readings of several outcomes, by the outcome's id, as one step; each as `record` does."""
    draft = Draft(portfolio)
    count = 0
    for outcome, own in readings.items():
        draft.get(Outcome, outcome)
        count += len(_record(draft, outcome, own))
    return draft.change_set(
        tr(
            "record {readings} of {outcomes}",
            readings=counted(count, "measurement"),
            outcomes=counted(len(readings), "outcome"),
        )
    )


def _record(draft: Draft, outcome: int, readings: Iterable[Reading]) -> dict[date, Reading]:
    known = {m.date: m for m in draft.portfolio.measurements_of(outcome)}
    by_day = {reading.date: reading for reading in readings}
    for reading in by_day.values():
        earlier = known.get(reading.date)
        if earlier is None:
            draft.add(Measurement, {"outcome": outcome, **reading._asdict()})
        else:
            given = {name: value for name, value in reading._asdict().items() if value not in ("", None)}
            draft.edit(earlier, given)
    return by_day


GOALS = ("baseline", "target", "hold_low", "hold_high", "due")
"""The fields that say what an outcome is to reach."""


def retarget(
    portfolio: Portfolio,
    outcome: int,
    *,
    since: date | None = None,
    reason: str = "",
    typo: bool = False,
    **values: Any,
) -> ChangeSet:
    """Change what an outcome is to reach from a day on (today by default), and keep what it was to reach before.

    What it is to reach now is frozen from that day, by whoever is at this machine. `values` are fields of the outcome.
    Once it is frozen or has readings, a change of baseline, target, bounds or due date keeps the former ones as a step
    with its date, reason and author; what was empty before is filled in without one. `typo` corrects a slip of the pen
    without a step. Raises DeskError for a day to come, and for one before the last step.
    """
    draft = Draft(portfolio)
    known = draft.get(Outcome, outcome)
    changed = {name: value for name, value in values.items() if getattr(known, name) != value}
    stepped = not typo and needs_step(portfolio, known, changed)
    if stepped:
        since = since or today()
        _step(draft, known, since, reason)
        draft.edit(known, {**changed, **_frozen(since)})
    else:
        draft.edit(known, changed)
    label = edit_label(portfolio, [known], changed or values)
    if typo and needs_step(portfolio, known, changed):
        label = tr("{label}, as a correction", label=label)
    return draft.change_set(label)


def retarget_all(portfolio: Portfolio, outcomes: Iterable[int], values: Mapping[str, Any], since: date) -> ChangeSet:
    """Set the same fields of one or many outcomes from a day on; each keeps what it was to reach before."""
    draft = Draft(portfolio)
    known = [draft.get(Outcome, outcome) for outcome in dict.fromkeys(outcomes)]
    for one in known:
        take_goals(draft, one, values, since)
    return draft.change_set(edit_label(portfolio, known, values))


def take_goals(draft: Draft, outcome: Outcome, values: Mapping[str, Any], since: date) -> Outcome:
    """Change fields of an outcome within a draft; what it was to reach before is kept, as `retarget` does it.

    Who and what day freezes the new goal may be among the values. Raises DeskError as `retarget`.
    """
    if needs_step(draft.portfolio, outcome, values):
        _step(draft, outcome, since, "")
        # Values that say again what was frozen before speak of the former goal, and not of the new one.
        values = {**_frozen(since), **{name: each for name, each in values.items() if getattr(outcome, name) != each}}
    return draft.edit(outcome, values)


def freeze(portfolio: Portfolio, outcome: int) -> ChangeSet:
    """Settle today what an outcome is to reach; who did so is kept. From then on a change of it is a step.

    Raises DeskError where nothing is to be reached yet.
    """
    draft = Draft(portfolio)
    known = draft.get(Outcome, outcome)
    if not any(getattr(known, name) is not None for name in ("target", "hold_low", "hold_high")):
        raise DeskError(
            tr("{outcome} has nothing to reach yet: give it a target or bounds first.", outcome=named(known))
        )
    draft.edit(known, _frozen(today()))
    return draft.change_set(tr("freeze the goal of {outcome}", outcome=named(known)))


def _frozen(day: date) -> dict[str, Any]:
    return {"frozen": day, "frozen_by": author()}


def forget_step(portfolio: Portfolio, outcome: int) -> ChangeSet:
    """Make the last change of an outcome's target a correction: its step is forgotten, the target stays as it is."""
    draft = Draft(portfolio)
    known = draft.get(Outcome, outcome)
    last = last_step(portfolio, outcome)
    if last is None:
        raise DeskError(tr("The target of {outcome} has not been changed in steps.", outcome=named(known)))
    draft.remove(last)
    return draft.change_set(tr("correct the target of {outcome} without a step", outcome=named(known)))


def last_step(portfolio: Portfolio, outcome: int) -> FormerTarget | None:
    """What an outcome was to reach before its last change; None where it was never changed."""
    formers = portfolio.former_targets.by("outcome", outcome)
    return max(formers, key=lambda former: (former.until, former.id), default=None)


def needs_step(portfolio: Portfolio, outcome: Outcome, values: Mapping[str, Any]) -> bool:
    """Whether these values take back something that was frozen, or that readings have been held against."""
    given = [(getattr(outcome, name), values[name]) for name in GOALS if name in values]
    taken_back = any(before is not None and before != after for before, after in given)
    return taken_back and (outcome.frozen is not None or bool(portfolio.measurements.by("outcome", outcome.id)))


def _step(draft: Draft, outcome: Outcome, since: date, reason: str) -> None:
    if since > today():
        raise DeskError(
            tr("{day} has not been yet; a target changes from today or from a day before.", day=day_words(since))
        )
    last = last_step(draft.portfolio, outcome.id)
    if last is not None and since < last.until:
        raise DeskError(
            tr(
                "The target of {outcome} was changed on {day} already; choose that day or a later one.",
                outcome=named(outcome),
                day=day_words(last.until),
            )
        )
    if last is not None and since == last.until:
        # What held before this day is kept already; a second change on it replaces the first.
        draft.edit(last, {"reason": reason or last.reason, "author": author()})
        return
    former = {name: getattr(outcome, name) for name in GOALS}
    draft.add(FormerTarget, {"outcome": outcome.id, "until": since, "reason": reason, "author": author(), **former})
