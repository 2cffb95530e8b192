"""What would change the order, in sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deliverydesk.analysis.models.base import present
from deliverydesk.analysis.words import figure, in_sentence, listed, percent
from deliverydesk.domain.wording import quoted
from deliverydesk.support.language import tr

if TYPE_CHECKING:
    from deliverydesk.analysis.models import Input
    from deliverydesk.analysis.sensitivity import Doubt, Leeway


def leeway_words(leeway: Leeway) -> str:
    """Like "Ranks higher from 2,310 (+18 %), lower from 1,900 (−3 %)."; what no allowed value does is left out."""
    rise = None if leeway.rise is None else _with_change(leeway.input, leeway.rise)
    fall = None if leeway.fall is None else _with_change(leeway.input, leeway.fall)
    if rise and fall:
        return tr("Ranks higher from {rise}, lower from {fall}.", rise=rise, fall=fall)
    if rise:
        return tr("Ranks higher from {rise}.", rise=rise)
    return tr("Ranks lower from {fall}.", fall=fall) if fall else tr("No allowed value of it changes the rank.")


def doubt_words(title: str, doubt: Doubt) -> str:
    """Like "Effort of “Search”: 3 to 8 person-months, which puts it anywhere from rank 2 to 9."."""
    low, high = (_said(doubt.input, value) for value in (doubt.low, doubt.high))
    return tr(
        "{input} of {item}: {low} to {high}, which puts it anywhere from rank {best} to {worst}.",
        input=doubt.input.name,
        item=quoted(title),
        low=_without_unit(low, high),
        high=high,
        best=figure(doubt.best_rank),
        worst=figure(doubt.worst_rank),
    )


def assumption_words(doubts: list[Doubt]) -> str:
    """On what the ranges rest, for the inputs that are named."""
    names = list(dict.fromkeys(in_sentence(doubt.input.name) for doubt in doubts))
    return tr(
        "Each input is moved by itself: {inputs} over the item's own range where it has one, else over as far as such "
        "estimates are commonly off.",
        inputs=listed(names),
    )


def _with_change(input_: Input, value: float) -> str:
    now = present(input_)
    if not now:
        return _said(input_, value)
    change = value / now - 1
    sign = "+" if change > 0 else "−"
    share = tr("under 0.1 %") if abs(change) < 0.0005 else f"{abs(change):.0%}".replace("%", " %")
    if 0.0005 <= abs(change) < 0.01:
        share = f"{abs(change) * 100:.1f} %"
    return f"{_said(input_, value)} ({sign}{share})"


def _said(input_: Input, value: float) -> str:
    """A value as people say that of this input; three digits, as a threshold is no more exact than its estimates."""
    if input_.field == "confidence":
        return percent(float(f"{value:.3g}"))
    words = figure(float(f"{value:.3g}"))
    return tr("{n} person-months", n=words) if input_.field == "effort" else words


def _without_unit(low: str, high: str) -> str:
    """The lower end of a range whose unit the upper end says."""
    number, _, unit = low.partition(" ")
    return number if unit and high.endswith(f" {unit}") else low
