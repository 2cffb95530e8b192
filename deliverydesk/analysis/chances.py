"""A probability in words, long and short. Under 1 and over 99 in a hundred are told as that: never none, never all."""

from __future__ import annotations

from deliverydesk.analysis.words import percent
from deliverydesk.domain.wording import figure
from deliverydesk.support.language import tr, trn


def chances(p: float) -> str:
    """In a sentence: "4 chances in 100"."""
    whole = round(100 * p)
    if whole < 1:
        return tr("under 1 chance in 100")
    if whole > 99:
        return tr("over 99 chances in 100")
    return trn("{n} chance in 100", "{n} chances in 100", whole, n=figure(whole))


def chances_short(p: float) -> str:
    """In a cell: "4 in 100"."""
    whole = round(100 * p)
    if whole < 1:
        return tr("< 1 in 100")
    return tr("> 99 in 100") if whole > 99 else tr("{n} in 100", n=figure(whole))


def chance_percent(p: float) -> str:
    """As a percentage: "4 %"."""
    whole = round(100 * p)
    if whole < 1:
        return tr("< 1 %")
    return tr("> 99 %") if whole > 99 else percent(whole / 100)
