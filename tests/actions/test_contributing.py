import pytest

from deliverydesk.actions.contributing import add_contributions, remove_contributions
from deliverydesk.domain.entities import Contribution, Deliverable, Outcome
from deliverydesk.domain.errors import NotFound
from deliverydesk.domain.portfolio import Portfolio

START = Portfolio.of(
    [
        Outcome(2, "Fewer calls"),
        Outcome(3, "Faster pay"),
        Deliverable(10, "Chat", 1),
        Deliverable(11, "Form", 2),
        Contribution(20, 10, 3),
    ]
)


def test_deliverables_may_move_several_outcomes() -> None:
    change_set = add_contributions(START, 2, [10, 11, 10])
    after = START.after(change_set)
    assert [c.deliverable for c in after.contributions.by("outcome", 2)] == [10, 11]
    assert len(after.contributions.by("deliverable", 10)) == 2
    assert change_set.label == "let 2 deliverables move “Fewer calls” too"


def test_adding_what_is_there_changes_nothing() -> None:
    assert not add_contributions(START, 3, [10])


def test_removing_leaves_both_ends_alone_and_says_which() -> None:
    change_set = remove_contributions(START, [20])
    after = START.after(change_set)
    assert not len(after.contributions)
    assert (len(after.deliverables), len(after.outcomes)) == (2, 2)
    assert change_set.label == "no longer let “Chat” move “Faster pay”"


def test_what_does_not_exist_is_named() -> None:
    with pytest.raises(NotFound):
        add_contributions(START, 99, [10])
    with pytest.raises(NotFound):
        remove_contributions(START, [99])
