"""What a document refuses before it touches the file: rules at its making, and text that no file can keep."""

from dataclasses import replace
from pathlib import Path

import pytest

from deliverydesk.document.document import Document
from deliverydesk.document.memory import MemoryDocument
from deliverydesk.domain.changes import Change, ChangeSet
from deliverydesk.domain.entities import SETTINGS_ID, Deliverable, Product, Settings
from deliverydesk.domain.errors import RuleBroken
from deliverydesk.domain.portfolio import Portfolio

HALF = "\ud83d"  # what is left of an emoji that was cut in two


def test_no_file_is_made_of_a_portfolio_that_breaks_a_rule(tmp_path: Path) -> None:
    settings = Settings(SETTINGS_ID)
    twins = Portfolio.of([settings, Product(1, "Shop"), Product(2, "shop")])
    with pytest.raises(RuleBroken, match="There is a product called “shop” already"):
        Document.create(tmp_path / "twins.ddesk", twins)
    halved = Portfolio.of([replace(settings, name=HALF)])
    with pytest.raises(RuleBroken, match=r"name .* has a character that is no valid text"):
        Document.create(tmp_path / "halved.ddesk", halved)
    assert list(tmp_path.iterdir()) == []


def test_a_copy_is_made_of_what_is_there_also_where_it_breaks_a_rule(tmp_path: Path) -> None:
    broken = Portfolio.of([Settings(SETTINGS_ID), Deliverable(1, "Search", 0, effort_low=-1.0)])
    MemoryDocument(broken).save_copy(tmp_path / "copy.ddesk")
    document = Document.open(tmp_path / "copy.ddesk")
    assert list(document.portfolio.entities()) == list(broken.entities())
    document.close()


def test_half_a_character_is_told_from_a_fault_of_the_file(tmp_path: Path) -> None:
    item = Deliverable(1, "Search", 0)
    document = Document.create(tmp_path / "plan.ddesk", Portfolio.of([Settings(SETTINGS_ID), item]))
    refused = r"has a character that is no valid text \(NUL or half of a pair\)\. Type it anew\.$"
    with pytest.raises(RuleBroken, match="^The checkpoint's name " + refused):
        document.checkpoint(f"Before {HALF}")
    with pytest.raises(RuleBroken, match="^The owner of “Search” " + refused):
        document.apply(ChangeSet("edit", (Change(item, replace(item, owner=HALF)),)))
    with pytest.raises(RuleBroken, match="^What the history is to call this " + refused):
        document.apply(ChangeSet(HALF, (Change(item, replace(item, owner="Ada")),)))
    assert [entry.label for entry in document.history()] == ["begin the portfolio"]
    assert document.portfolio.deliverables[1] == item
    document.close()
