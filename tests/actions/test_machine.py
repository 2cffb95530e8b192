"""Random actions in random order: rules hold, every step can be taken back exactly, and indexes stay true."""

from datetime import date
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from deliverydesk.actions.fields import REFERABLE, Field
from deliverydesk.actions.registry import Action, actions
from deliverydesk.domain import rules
from deliverydesk.domain.changes import ChangeSet
from deliverydesk.domain.entities import (
    REFERENCES,
    Contribution,
    Criterion,
    Deliverable,
    Demand,
    Dependency,
    Measurement,
    Outcome,
    Product,
    Rating,
    Team,
)
from deliverydesk.domain.errors import DeskError
from deliverydesk.domain.portfolio import Portfolio
from deliverydesk.domain.ranking import Ranking
from deliverydesk.domain.table import Table
from tests.domain.strategies import NAMES, of_kind

ACTIONS = actions()
REARRANGING = ["move_deliverables", "set_team", "set_outcome", "delete_deliverable", "delete_team", "delete_demand"]
_BOUNDED = st.sampled_from([0.5, 1.0, 0.8, 2.0, 5.0, 8.0]) | st.integers(0, 9) | st.floats()
"""Numbers that most rules take, and some that none does."""


def plain_values(portfolio: Portfolio, field: Field) -> st.SearchStrategy[Any]:
    """JSON values for a field: mostly such as fit."""
    if field.kind in REFERABLE:
        known = list(portfolio.table(field.kind).ids)
        one: st.SearchStrategy[Any] = st.sampled_from(known) if known else st.just(12345)
        values = st.lists(one, min_size=1, max_size=3) if field.many else one
    elif field.name == "effort":
        values = st.sampled_from(["5", "3–8", "1/2/3", 4, "2 pm", "soon"])
    elif field.name in ("name", "title"):
        values = NAMES
    elif field.kind is float:
        values = _BOUNDED
    elif field.kind is int:
        values = st.integers(-3, 40)
    else:
        values = of_kind(field.kind).map(_plain)
    return values | st.none() if field.optional else values


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return list(value)
    return value.isoformat() if hasattr(value, "isoformat") else value


START = Portfolio.of(
    [
        Product(10, "Shop"),
        Team(11, "Web"),
        Team(12, "Data"),
        Outcome(13, "Found", product=10),
        Criterion(14, "Fit", 1.0),
        *[Deliverable(at, f"Item {at}", at, product=10 if at % 2 else None) for at in (2, 3, 4, 5)],
        *[Demand(20 + at, at, 11, likely=2.0) for at in (2, 3, 4)],
        *[Contribution(30 + at, at, 13) for at in (2, 3)],
        Rating(40, 2, 14, 5.0),
        Dependency(41, 2, 3),
        Dependency(42, 3, 4),
        Measurement(43, 13, date(2026, 8, 1), 3.0),
    ]
)


class Desk(RuleBasedStateMachine):
    """A document without a file: the portfolio, and what can be undone and redone."""

    def __init__(self) -> None:
        super().__init__()
        self.portfolio = START
        self.done: list[tuple[Portfolio, ChangeSet]] = []
        self.undone: list[tuple[ChangeSet, Portfolio]] = []
        self.refusals: list[str] = []

    @rule(data=st.data(), name=st.sampled_from(sorted(ACTIONS)))
    def act(self, data: st.DataObject, name: str) -> None:
        self._try(ACTIONS[name], data)

    @rule(data=st.data(), name=st.sampled_from([name for name in sorted(ACTIONS) if name.startswith("add_")]))
    def add(self, data: st.DataObject, name: str) -> None:
        self._try(ACTIONS[name], data)

    @rule(
        data=st.data(),
        name=st.sampled_from(
            ["move_deliverables", "set_team", "set_outcome", "delete_deliverable", "delete_team", "delete_demand"]
        ),
    )
    def rearrange(self, data: st.DataObject, name: str) -> None:
        self._try(ACTIONS[name], data)

    def _try(self, action: Action, data: st.DataObject) -> None:
        given = {
            field.name: data.draw(plain_values(self.portfolio, field), label=field.name)
            for field in action.fields
            if field.required or data.draw(st.integers(0, 4), label=f"with {field.name}?") == 0
        }
        try:
            change_set = action.prepare(self.portfolio, given)
            after = self.portfolio.after(change_set)
            rules.check(after, change_set)
        except DeskError as error:
            self.refusals.append(str(error))
            return
        assert change_set.label == change_set.label.strip() != ""
        assert all(change.before != change.after for change in change_set.changes)
        if change_set:
            self.done.append((self.portfolio, change_set))
            self.undone.clear()
        else:
            assert after == self.portfolio
        self.portfolio = after

    @precondition(lambda self: self.done)
    @rule()
    def undo(self) -> None:
        before, change_set = self.done.pop()
        self.undone.append((change_set, self.portfolio))
        inverse = change_set.inverse()
        self.portfolio = self.portfolio.after(inverse)
        rules.check(self.portfolio, inverse)
        assert self.portfolio == before
        assert list(self.portfolio.ranking) == list(before.ranking)
        assert self.portfolio.next_id >= before.next_id

    @precondition(lambda self: self.undone)
    @rule()
    def redo(self) -> None:
        change_set, after = self.undone.pop()
        self.done.append((self.portfolio, change_set))
        self.portfolio = self.portfolio.after(change_set)
        assert self.portfolio == after

    @invariant()
    def refusals_are_sentences(self) -> None:
        assert all(words.endswith((".", "?")) for words in self.refusals)

    @invariant()
    def rules_hold(self) -> None:
        assert list(rules.check_all(self.portfolio)) == []

    @invariant()
    def ranking_is_that_of_the_keys(self) -> None:
        items = self.portfolio.deliverables
        assert self.portfolio.ranking == Ranking((item.order_key, item.id) for item in items)
        assert len(self.portfolio.ranking) == len(items)

    @invariant()
    def indexes_are_those_of_fresh_tables(self) -> None:
        for entity_type, references in REFERENCES.items():
            table = self.portfolio.table(entity_type)
            fresh = Table.of(table)
            for reference in references:
                targets = {getattr(entity, reference.field) for entity in table} | {None, 1, 2, 3}
                for target in targets:
                    assert table.by(reference.field, target) == fresh.by(reference.field, target)

    @invariant()
    def ids_are_used_once(self) -> None:
        ids = [entity.id for entity in self.portfolio.entities()]
        assert len(ids) == len(set(ids))
        assert max(ids) < self.portfolio.next_id

    def teardown(self) -> None:
        while self.done:
            self.undo()
        assert self.portfolio == START


TestDesk = Desk.TestCase
TestDesk.settings = settings(max_examples=60, stateful_step_count=30)
