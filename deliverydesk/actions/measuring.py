"""Actions of measuring: recording what was read, one value or a pasted block at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from deliverydesk.actions.draft import Draft
from deliverydesk.domain.entities import Measurement, Outcome
from deliverydesk.domain.wording import counted, named, value_words

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


def record(portfolio: Portfolio, outcome: int, readings: Iterable[Reading]) -> ChangeSet:
    """Record readings of an outcome. A reading of a day that has one already replaces its value.

    A note or source that is not given is kept. The last of several readings of one day in `readings` counts.
    """
    draft = Draft(portfolio)
    measured = draft.get(Outcome, outcome)
    by_day = _record(draft, outcome, readings)
    if len(by_day) == 1:
        (reading,) = by_day.values()
        return draft.change_set(
            f"record {value_words(reading.value)} for {named(measured)} on {value_words(reading.date)}"
        )
    return draft.change_set(f"record {counted(len(by_day), 'measurement')} of {named(measured)}")


def record_all(portfolio: Portfolio, readings: Mapping[int, Sequence[Reading]]) -> ChangeSet:
    """Record readings of several outcomes, by the outcome's id, as one step; each as `record` does."""
    draft = Draft(portfolio)
    count = 0
    for outcome, own in readings.items():
        draft.get(Outcome, outcome)
        count += len(_record(draft, outcome, own))
    return draft.change_set(f"record {counted(count, 'measurement')} of {counted(len(readings), 'outcome')}")


def _record(draft: Draft, outcome: int, readings: Iterable[Reading]) -> dict[date, Reading]:
    known = {m.date: m for m in draft.portfolio.measurements_of(outcome)}
    by_day = {reading.date: reading for reading in readings}
    for reading in by_day.values():
        earlier = known.get(reading.date)
        if earlier is None:
            draft.add(Measurement, {"outcome": outcome, **reading._asdict()})
        else:
            given = {name: value for name, value in reading._asdict().items() if value != ""}
            draft.edit(earlier, given)
    return by_day
