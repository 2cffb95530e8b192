"""Which backups are kept: by their sequence, so that a clock that jumps to 2038 and back prunes nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

RECENT, DAYS, WEEKS, MONTHS = 12, 10, 10, 9

Kept = TypeVar("Kept")


def kept(newest_first: Sequence[tuple[Kept, datetime]]) -> list[Kept]:
    """Those to keep: the 12 newest, and the newest of each of 10 days, 10 weeks and 9 months.

    "Newest" is the order given, never the clock's, which only names the days; so the first is always kept.
    """
    keep = {at for at in range(len(newest_first)) if at < RECENT}
    for names, count in (_DAY, DAYS), (_WEEK, WEEKS), (_MONTH, MONTHS):
        seen: dict[str, int] = {}
        for at, (_, moment) in enumerate(newest_first):
            seen.setdefault(names(moment), at)
        keep |= set(list(seen.values())[:count])
    return [newest_first[at][0] for at in sorted(keep)]


_DAY: Callable[[datetime], str] = "{:%Y-%m-%d}".format
_WEEK: Callable[[datetime], str] = "{:%G-%V}".format
_MONTH: Callable[[datetime], str] = "{:%Y-%m}".format
