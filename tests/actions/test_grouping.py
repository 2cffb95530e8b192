"""Putting deliverables under another heading: field and rank in one step."""

import pytest

from deliverydesk.actions import backlog, records
from deliverydesk.actions.grouping import FIELDS, Above, main_team, put_under
from deliverydesk.domain.entities import Deliverable, Demand, Product, Team
from deliverydesk.domain.errors import DeskError
from deliverydesk.domain.portfolio import Portfolio
from deliverydesk.domain.ranking import GAP
from deliverydesk.domain.values import Horizon, Stage


def portfolio() -> Portfolio:
    items = [Deliverable(10 + n, f"Item {n}", (n + 1) * GAP, product=1, effort_likely=3.0) for n in range(6)]
    return Portfolio.of(
        [
            Product(1, "Claims"),
            Product(2, "Enrolment"),
            Team(3, "Data"),
            Team(4, "Growth"),
            *items,
            Demand(20, 10, 3, likely=1.0),
            Demand(21, 10, 4, likely=2.0),
            Demand(22, 11, 3, likely=3.0),
        ]
    )


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("product", 2),
        ("product", None),
        ("stage", Stage.READY),
        ("team", 4),
        ("theme", "Trust"),
        ("horizon", Horizon.TWO),
        ("owner", "R. Haas"),
    ],
)
def test_field_and_rank_change_in_one_step(field: str, value: object) -> None:
    before = portfolio()
    change_set = put_under(before, [13, 15], field, value, Above(11))
    after = before.after(change_set)
    for i in (13, 15):
        found = main_team(after, i) if field == "team" else getattr(after.deliverables[i], field)
        assert found == value
    assert list(after.ranking) == [10, 13, 15, 11, 12, 14]
    assert change_set.label.startswith("put 2 deliverables under ")
    assert change_set.label.endswith(" at rank 2")
    assert after.after(change_set.inverse()) == before
    assert {change.entity_type for change in change_set.changes} <= {Deliverable, Demand}


def test_without_a_place_the_ranks_stay() -> None:
    before = portfolio()
    change_set = put_under(before, [15], "theme", "Trust")
    assert list(before.after(change_set).ranking) == list(before.ranking)
    assert change_set.label == "put “Item 5” under “Trust”"


def test_who_is_there_already_only_moves() -> None:
    before = portfolio()
    change_set = put_under(before, [15], "product", 1, Above(10))
    assert change_set == backlog.move_above(before, [15], 10)
    assert not put_under(before, [15], "product", 1)


def test_what_several_teams_share_is_not_given_to_one_by_moving_it() -> None:
    before = portfolio()
    with pytest.raises(DeskError, match="“Item 0” is shared by several teams"):
        put_under(before, [10], "team", 3, Above(15))
    # It stands under the team with most to do, and may be ranked in there.
    moved = before.after(put_under(before, [10, 11], "team", 4, Above(None)))
    assert [demand.team for demand in moved.demands.by("deliverable", 10)] == [3, 4]
    assert main_team(moved, 11) == 4
    assert list(moved.ranking)[-2:] == [10, 11]


def test_a_group_or_an_item_that_is_gone_is_a_sentence() -> None:
    before = portfolio()
    with pytest.raises(DeskError):
        put_under(before, [10], "product", 99)
    with pytest.raises(DeskError, match="not in this portfolio any more"):
        put_under(before, [99], "stage", Stage.READY)
    gone = before.after(records.delete(before, Team, [4]))
    with pytest.raises(DeskError):
        put_under(gone, [11], "team", 4)


def test_every_field_is_one_of_a_deliverable_or_its_team() -> None:
    assert {name for name in FIELDS if name != "team"} <= set(Deliverable.__dataclass_fields__)
