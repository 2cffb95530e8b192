"""The words for things, fields and values."""

import ast
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

import deliverydesk
from deliverydesk.domain import choices
from deliverydesk.domain.choices import choice_words
from deliverydesk.domain.entities import ENTITY_TYPES, field_names, singular
from deliverydesk.domain.formats import month_named
from deliverydesk.domain.quick import target_day
from deliverydesk.domain.values import Horizon, MilestoneKind, ScoringModel, Stage
from deliverydesk.domain.wording import article, counted, field_words, noun, subject, value_words


def _counted_words() -> Iterator[tuple[str, str]]:
    """What is counted by `domain.wording.counted` anywhere in the program, where it is written out."""
    for path in Path(deliverydesk.__file__).parent.rglob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        ours = any(
            isinstance(node, ast.ImportFrom)
            and node.module == "deliverydesk.domain.wording"
            and any(alias.name == "counted" for alias in node.names)
            for node in ast.walk(tree)
        )
        for node in ast.walk(tree):
            if ours and isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "counted":
                what = node.args[1]
                if isinstance(what, ast.Constant):
                    yield str(what.value), f"{path.name}:{node.lineno}"


def test_all_that_is_counted_has_words() -> None:
    missing = []
    for what, place in _counted_words():
        try:
            counted(2, what)
        except KeyError:
            missing.append(f"{place}: {what}")
    assert not missing


@pytest.mark.parametrize("entity_type", ENTITY_TYPES.values())
def test_every_entity_and_every_field_has_words(entity_type: type) -> None:
    what = singular(entity_type)
    assert noun(what)
    assert article(what).endswith(noun(what))
    assert subject(what).endswith(noun(what))
    assert counted(1, what).startswith("1 ")
    assert all(field_words(name) for name in field_names(entity_type))


def test_numbers_of_things() -> None:
    assert [counted(1, "criterion"), counted(2, "criterion")] == ["1 criterion", "2 criteria"]
    assert counted(1234, "dependency") == "1,234 dependencies"
    assert (article("outcome"), subject("absence"), article("team")) == ("an outcome", "An absence", "a team")


def test_values_are_told_as_they_are_shown() -> None:
    assert (value_words(ScoringModel.RICE), value_words(Horizon.TWO)) == ("RICE", "2, build the emerging")
    assert (value_words(()), value_words(True), value_words(0)) == ("nothing", "yes", "0")


@pytest.mark.parametrize(("word", "month"), [("Jan", 1), ("sept.", 9), ("DECEMBER", 12), ("ma", None), ("soon", None)])
def test_months_by_their_names(word: str, month: int | None) -> None:
    assert month_named(word) == month


def test_a_target_may_have_a_month_by_name() -> None:
    today = date(2026, 11, 28)
    assert target_day("Dec", today) == date(2026, 12, 31)
    assert target_day("5. Feb. 2028", today) == date(2028, 2, 5)
    assert target_day("December 2027", today) == date(2027, 12, 31)


def test_equal_members_of_two_types_have_words_of_their_own(monkeypatch: pytest.MonkeyPatch) -> None:
    assert Stage.DELIVERY == MilestoneKind.DELIVERY
    monkeypatch.setitem(choices._WORDS[MilestoneKind], MilestoneKind.DELIVERY, "handing over")  # noqa: SLF001
    assert (choice_words(Stage.DELIVERY), choice_words(MilestoneKind.DELIVERY)) == ("delivery", "handing over")
