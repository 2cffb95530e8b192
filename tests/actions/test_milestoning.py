"""What must be done for a milestone: named once, taken back, undone whole, gone with either end."""

from __future__ import annotations

import pytest

from deliverydesk.actions import milestoning, records
from deliverydesk.domain.entities import Deliverable, Milestone
from deliverydesk.domain.errors import DeskError
from deliverydesk.domain.rules import check
from tests.charts.roadmap_example import example, item_id

CARD, CHAT, CARD_LIVE = item_id("Digital card"), item_id("Ask-a-nurse chat"), 501


def test_items_are_named_once_and_taken_back() -> None:
    portfolio = example()
    made = milestoning.need(portfolio, CARD_LIVE, [CARD, CHAT, CARD])
    assert made.label == "let “Card live” need 2 deliverables"
    after = portfolio.after(made)
    check(after, made)
    assert set(milestoning.needed(after, CARD_LIVE)) == {CARD, CHAT}
    assert not milestoning.need(after, CARD_LIVE, [CARD]), "it does already"
    assert after.after(made.inverse()) == portfolio
    spared = milestoning.spare(after, CARD_LIVE, CHAT)
    assert spared.label == "no longer let “Card live” need “Ask-a-nurse chat”"
    assert set(milestoning.needed(after.after(spared), CARD_LIVE)) == {CARD}
    with pytest.raises(DeskError, match="“Card live” does not need “Ask-a-nurse chat”"):
        milestoning.spare(portfolio, CARD_LIVE, CHAT)


@pytest.mark.parametrize(("kind", "gone"), [(Milestone, CARD_LIVE), (Deliverable, CARD)])
def test_it_goes_with_either_end(kind: type[Milestone] | type[Deliverable], gone: int) -> None:
    portfolio = example()
    portfolio = portfolio.after(milestoning.need(portfolio, CARD_LIVE, [CARD]))
    after = portfolio.after(records.delete(portfolio, kind, [gone]))
    assert not list(after.milestone_items)
