"""Series of readings for the tests of this folder."""

from collections.abc import Sequence
from datetime import date

from deliverydesk.analysis.evidence.readings import Readings

START = date(2026, 1, 5)


def weekly(
    values: Sequence[float], bases: Sequence[float] | None = None, step: int = 7, whole: float = 1.0
) -> Readings:
    """Readings every `step` days from START on."""
    first = START.toordinal()
    return Readings(
        tuple(first + step * at for at in range(len(values))),
        tuple(float(value) for value in values),
        None if bases is None else tuple(float(base) for base in bases),
        whole,
    )
