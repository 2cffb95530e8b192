"""Random actions, undo, redo, checkpoints, rewinding and restarts, on a file and in memory: always the same."""

from __future__ import annotations

import random
import shutil
import tempfile
from datetime import date, timedelta
from enum import Enum
from pathlib import Path
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from deliverydesk.actions.fields import REFERABLE, Field
from deliverydesk.actions.registry import Action, actions
from deliverydesk.document.document import Document
from deliverydesk.document.memory import MemoryDocument
from deliverydesk.domain.portfolio import Portfolio
from deliverydesk.support.errors import DeskError
from tests.support.portfolios import synthetic_portfolio

_TEXTS = ["", "Search", "search ", "Überarbeitung – “fast”", "a\nb", "𝔘𝔫𝔦", "=1+1", "<b>x</b>", "x" * 500, "x" * 501]
_NUMBERS = [0.0, -0.0, 0.5, 1, 1.0, 3, 10, -1, 1e300, 0.1 + 0.2, 2**53]


def value_for(portfolio: Portfolio, field: Field, dice: random.Random) -> Any:
    """A JSON value for a field: mostly one that fits, now and then one that does not."""
    if field.many:
        return [_one(portfolio, field, dice) for _ in range(dice.choice([1, 1, 2, 3]))]
    return _one(portfolio, field, dice)


def _one(portfolio: Portfolio, field: Field, dice: random.Random) -> Any:
    kind = field.kind
    if kind in REFERABLE:
        ids = list(portfolio.table(kind).ids)
        return dice.choice(ids) if ids and dice.random() < 0.97 else dice.choice([None, 10**9, "nobody"])
    if dice.random() < 0.05:
        return dice.choice([None, "nonsense", True, []])
    if issubclass(kind, Enum):
        return dice.choice([member.value for member in kind])
    if kind is date:
        return (date(2026, 8, 19) + timedelta(days=dice.randrange(-400, 400))).isoformat()
    if kind is tuple:
        return dice.sample(["risk", "board", "Kür", "x y"], dice.randrange(3))
    if kind is bool:
        return dice.random() < 0.5
    if kind is int:
        return dice.randrange(-3, 40)
    if kind is float:
        return dice.choice(_NUMBERS)
    return dice.choice(_TEXTS)


def request_for(portfolio: Portfolio, action: Action, dice: random.Random) -> dict[str, Any]:
    """The fields that must be given and some of the others."""
    chosen = [field for field in action.fields if field.required or dice.random() < 0.12]
    return {field.name: value_for(portfolio, field, dice) for field in chosen}


class SideBySide(RuleBasedStateMachine):
    """One document with a file, one without; each step is done to both."""

    @initialize(size=st.integers(0, 12))
    def begin(self, size: int) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="desk-"))
        self.first = synthetic_portfolio(size) if size else Portfolio()
        self.file = Document.create(self.folder / "plan.ddesk", self.first)
        self.memory = MemoryDocument(self.first)
        self.stood: dict[int, Portfolio] = {}

    @rule(name=st.sampled_from(sorted(actions())), dice=st.integers(0, 2**32))
    def act(self, name: str, dice: int) -> None:
        action = actions()[name]
        request = request_for(self.file.portfolio, action, random.Random(dice))
        outcomes: list[object] = []
        for document in (self.file, self.memory):
            try:
                outcomes.append(document.apply(action.prepare(document.portfolio, request)))
            except DeskError as error:
                outcomes.append(str(error))
        assert outcomes[0] == outcomes[1]

    @rule(times=st.integers(1, 5))
    def undo(self, times: int) -> None:
        for _ in range(times):
            assert self.file.undo() == self.memory.undo()

    @rule(times=st.integers(1, 3))
    def redo(self, times: int) -> None:
        for _ in range(times):
            assert self.file.redo() == self.memory.redo()

    @rule(name=st.sampled_from(["before the board", " two  words ", "", "x" * 600]))
    def checkpoint(self, name: str) -> None:
        outcomes: list[object] = []
        for document in (self.file, self.memory):
            try:
                outcomes.append(document.checkpoint(name))
            except DeskError as error:
                outcomes.append(str(error))
        assert outcomes[0] == outcomes[1]

    @rule()
    def reopen(self) -> None:
        before = self.file.portfolio
        self.file.close()
        self.file = Document.open(self.folder / "plan.ddesk")
        assert self.file.portfolio == before
        assert self.file.portfolio.next_id == before.next_id

    @rule(dice=st.integers(0, 2**32))
    def rewind(self, dice: int) -> None:
        seq = random.Random(dice).choice(sorted(self.stood))
        for document in (self.file, self.memory):
            assert document.rewind().after(seq).portfolio == self.stood[seq]
        assert self.file.rewind().after(seq).moves == self.memory.rewind().after(seq).moves

    @rule()
    def all_the_way(self) -> None:
        last = self.file.portfolio
        steps = 0
        while self.file.undo() is not None:
            steps += 1
        assert self.file.portfolio == self.first
        for _ in range(steps):
            assert self.file.redo() is not None
        assert self.file.portfolio == last
        # The history of the one in memory takes the same way.
        for _ in range(steps):
            self.memory.undo()
        for _ in range(steps):
            self.memory.redo()

    @invariant()
    def the_same(self) -> None:
        if not hasattr(self, "file"):
            return
        assert self.file.portfolio == self.memory.portfolio
        assert self.file.seq == self.memory.seq
        self.stood[self.file.seq] = self.file.portfolio
        assert self.file.undo_label == self.memory.undo_label
        assert self.file.redo_label == self.memory.redo_label
        ours, theirs = self.file.history(30), self.memory.history(30)
        assert [(e.seq, e.kind, e.label, e.undone) for e in ours] == [
            (e.seq, e.kind, e.label, e.undone) for e in theirs
        ]

    def teardown(self) -> None:
        if hasattr(self, "file"):
            try:
                assert self.file.store.verify() == []
            finally:
                self.file.close()
                shutil.rmtree(self.folder)


def test_a_file_and_memory_never_differ() -> None:
    run_state_machine_as_test(SideBySide, settings=settings(max_examples=25, stateful_step_count=30, deadline=None))
