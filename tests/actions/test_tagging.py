"""Tags beside the ones that are there."""

from deliverydesk.actions.tagging import add_tags, remove_tags
from deliverydesk.domain.entities import Deliverable
from deliverydesk.domain.portfolio import Portfolio


def test_tags_are_added_as_the_file_keeps_them() -> None:
    before = Portfolio.of([Deliverable(1, "A", 1, tags=("web",))])
    change_set = add_tags(before, [1], ["", "search ", "web", " search"])
    # what is read again is the same, so nothing may be added that reading would trim
    assert before.after(change_set).deliverables[1].tags == ("web", "search")
    assert change_set.label == "tag “A” “search, web”"


def test_tags_are_taken_away_however_they_are_written() -> None:
    before = Portfolio.of([Deliverable(1, "A", 1, tags=("Web", "search"))])
    assert before.after(remove_tags(before, [1], ["web "])).deliverables[1].tags == ("search",)
