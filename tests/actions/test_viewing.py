"""Saved views as actions: kept under a name, updated, renamed, deleted, put in order."""

import pytest

from deliverydesk.actions import registry
from deliverydesk.actions.viewing import delete_view, move_view, rename_view, save_view, update_view, views_of
from deliverydesk.domain.changes import ChangeSet
from deliverydesk.domain.errors import DeskError
from deliverydesk.domain.portfolio import Portfolio
from deliverydesk.domain.rules import check


def done(portfolio: Portfolio, change_set: ChangeSet) -> Portfolio:
    after = portfolio.after(change_set)
    check(after, change_set)
    assert after.after(change_set.inverse()) == portfolio
    return after


def three() -> Portfolio:
    portfolio = Portfolio()
    for name in ("Monday", "Board", "Risks"):
        portfolio = done(portfolio, save_view(portfolio, "backlog", f" {name} ", "{}"))
    return done(portfolio, save_view(portfolio, "roadmap", "Monday", '{"lanes": "team"}'))


def names(portfolio: Portfolio) -> list[str]:
    return [view.name for view in views_of(portfolio, "backlog")]


def test_views_are_kept_in_order_each_for_its_pane() -> None:
    assert names(three()) == ["Monday", "Board", "Risks"]
    assert [view.state for view in views_of(three(), "roadmap")] == ['{"lanes": "team"}']


def test_saving_under_a_name_that_is_there_replaces_that_view() -> None:
    after = done(three(), save_view(three(), "backlog", "board", '{"sort": null}'))
    assert names(after) == ["Monday", "board", "Risks"]
    assert views_of(after, "backlog")[1].state == '{"sort": null}'
    assert views_of(after, "backlog")[1].id == views_of(three(), "backlog")[1].id


def test_a_view_is_updated_renamed_and_deleted() -> None:
    portfolio = three()
    board = views_of(portfolio, "backlog")[1].id
    after = done(portfolio, update_view(portfolio, board, '{"group": "team"}'))
    assert after.saved_views[board].state == '{"group": "team"}'
    change_set = rename_view(after, board, "Steering")
    assert change_set.label == "rename the view “Board” to “Steering”"
    after = done(after, change_set)
    assert names(after) == ["Monday", "Steering", "Risks"]
    after = done(after, delete_view(after, [board]))
    assert names(after) == ["Monday", "Risks"]


@pytest.mark.parametrize(
    ("place", "order"),
    [
        (1, ["Risks", "Monday", "Board"]),
        (2, ["Monday", "Risks", "Board"]),
        (3, ["Monday", "Board", "Risks"]),
        (99, ["Monday", "Board", "Risks"]),
        (-5, ["Risks", "Monday", "Board"]),
    ],
)
def test_a_view_is_put_at_a_place(place: int, order: list[str]) -> None:
    portfolio = three()
    last = views_of(portfolio, "backlog")[2].id
    assert names(done(portfolio, move_view(portfolio, last, place))) == order


def test_what_cannot_be_is_a_sentence() -> None:
    portfolio = three()
    first = views_of(portfolio, "backlog")[0].id
    for wrong in (
        lambda: save_view(portfolio, "backlog", "  ", "{}"),
        lambda: rename_view(portfolio, first, " "),
        lambda: update_view(portfolio, 999, "{}"),
        lambda: done(portfolio, rename_view(portfolio, first, "Board")),
        lambda: done(portfolio, save_view(portfolio, "backlog", "New", "[1]")),
        lambda: done(portfolio, save_view(portfolio, "backlog", "New", "{")),
    ):
        with pytest.raises(DeskError):
            wrong()


def test_the_command_line_knows_them_by_name() -> None:
    portfolio, known = three(), registry.actions()
    after = done(portfolio, known["move_view"].prepare(portfolio, {"view": "Risks", "position": 1}))
    assert names(after) == ["Risks", "Monday", "Board"]
    saved = known["save_view"].prepare(after, {"pane": "backlog", "name": "New", "state": "{}"})
    assert names(done(after, saved))[-1] == "New"
    after = done(after, known["rename_view"].prepare(after, {"view": "Risks", "name": "Danger"}))
    after = done(after, known["delete_view"].prepare(after, {"ids": ["Danger"]}))
    assert names(done(after, known["update_view"].prepare(after, {"view": "Board", "state": '{"a": 1}'}))) == [
        "Monday",
        "Board",
    ]
