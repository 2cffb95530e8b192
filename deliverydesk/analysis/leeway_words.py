"""What would change the order, in sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deliverydesk.analysis.models.base import present
from deliverydesk.analysis.words import figure, listed, percent
from deliverydesk.domain.wording import quoted

if TYPE_CHECKING:
    from deliverydesk.analysis.models import Input
    from deliverydesk.analysis.sensitivity import Doubt, Leeway


def leeway_words(leeway: Leeway) -> str:
    """Like "Ranks higher from 2,310 (+18 %), lower from 1,900 (−3 %)."; what no allowed value does is left out."""
    ways = [
        f"{way} from {_with_change(leeway.input, value)}"
        for way, value in (("higher", leeway.rise), ("lower", leeway.fall))
        if value is not None
    ]
    return f"Ranks {', '.join(ways)}." if ways else "No allowed value of it changes the rank."


def doubt_words(title: str, doubt: Doubt) -> str:
    """Like "Effort of “Search”: 3 to 8 person-months, which puts it anywhere from rank 2 to 9."."""
    low, high = (_said(doubt.input, value) for value in (doubt.low, doubt.high))
    where = f"which puts it anywhere from rank {doubt.best_rank:,} to {doubt.worst_rank:,}"
    return f"{doubt.input.name} of {quoted(title)}: {_without_unit(low, high)} to {high}, {where}."


def assumption_words(doubts: list[Doubt]) -> str:
    """On what the ranges rest, for the inputs that are named."""
    names = list(dict.fromkeys(doubt.input.name.lower() for doubt in doubts))
    return (
        f"Each input is moved by itself: {listed(names)} over the item's own range where it has one, else over as far "
        "as such estimates are commonly off."
    )


def _with_change(input_: Input, value: float) -> str:
    now = present(input_)
    if not now:
        return _said(input_, value)
    change = value / now - 1
    sign = "+" if change > 0 else "−"
    share = "under 0.1 %" if abs(change) < 0.0005 else f"{abs(change):.0%}".replace("%", " %")
    if 0.0005 <= abs(change) < 0.01:
        share = f"{abs(change) * 100:.1f} %"
    return f"{_said(input_, value)} ({sign}{share})"


def _said(input_: Input, value: float) -> str:
    """A value as people say that of this input; three digits, as a threshold is no more exact than its estimates."""
    if input_.field == "confidence":
        return percent(float(f"{value:.3g}"))
    words = figure(float(f"{value:.3g}"))
    return f"{words} person-months" if input_.field == "effort" else words


def _without_unit(low: str, high: str) -> str:
    """The lower end of a range whose unit the upper end says."""
    number, _, unit = low.partition(" ")
    return number if unit and high.endswith(f" {unit}") else low
