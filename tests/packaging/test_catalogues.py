"""The catalogues are whole: every text of the source is collected and translated, and no sentence is broken."""

import ast
import importlib.util
import re
import string
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest
from babel.messages.catalog import Catalog, Message

from deliverydesk.support.language import NAMES, SOURCE

ROOT = Path(__file__).resolve().parents[2]
LANGUAGES = [code for code in NAMES if code != SOURCE]


@pytest.fixture(scope="module")
def catalogues() -> ModuleType:
    spec = importlib.util.spec_from_file_location("catalogues", ROOT / "packaging" / "catalogues.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def collected(catalogues: ModuleType) -> Catalog:
    made: Catalog = catalogues.collected()
    return made


@pytest.fixture(scope="module", params=LANGUAGES)
def translated(request: pytest.FixtureRequest, catalogues: ModuleType) -> Catalog:
    made: Catalog = catalogues.read(catalogues.LANGUAGES / request.param / "LC_MESSAGES" / "deliverydesk.po")
    return made


def texts(catalog: Catalog) -> dict[tuple[str | None, object], Message]:
    return {(message.context, message.id): message for message in catalog if message.id}


def forms(of: object) -> tuple[str, ...]:
    return of if isinstance(of, tuple) else (str(of),)


def names(template: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(template) if name is not None}


def calls(source: Path) -> Iterator[tuple[str, ast.Call]]:
    for node in ast.walk(ast.parse(source.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("tr", "trc", "trn"):
            yield node.func.id, node


def test_every_call_hands_over_a_literal_that_is_collected(collected: Catalog) -> None:
    """A text that is put together first, or that stands within an f-string, would never be translated."""
    known = {(context, forms(id_)[0]) for context, id_ in texts(collected)}
    for source in (ROOT / "deliverydesk").rglob("*.py"):
        if source.name == "language.py":
            continue
        for function, call in calls(source):
            words = [part.value for part in call.args if isinstance(part, ast.Constant)]
            where = f"{source.relative_to(ROOT)}:{call.lineno}"
            assert len(words) >= (1 if function == "tr" else 2), where
            context, message = (words[0], words[1]) if function == "trc" else (None, words[0])
            assert (context, message) in known, where


def test_every_text_is_translated_and_nothing_else_is_kept(collected: Catalog, translated: Catalog) -> None:
    wanted, there = texts(collected), texts(translated)
    assert wanted.keys() - there.keys() == set(), "python packaging/catalogues.py collect"
    assert there.keys() - wanted.keys() == set(), "python packaging/catalogues.py collect"
    empty = [id_ for (_, id_), message in there.items() if not all(forms(message.string))]
    assert empty == []
    assert not any(message.fuzzy for message in there.values())


def test_translations_name_the_same_values(translated: Catalog) -> None:
    for (_, id_), message in texts(translated).items():
        for words, said in zip(forms(id_), forms(message.string), strict=True):
            # One alone may be said in words: "one row" for "{n} row".
            assert names(said) - {"n"} == names(words) - {"n"} or _takes_no_values(words), said
            assert names(said) <= names(words) | {"n"}, said


def _takes_no_values(words: str) -> bool:
    # A text with braces of its own, such as JSON, is never formatted.
    return '{"' in words


def test_translations_keep_marks_at_their_ends(translated: Catalog) -> None:
    for (_, id_), message in texts(translated).items():
        for words, said in zip(forms(id_), forms(message.string), strict=True):
            for mark in (r"^\s*", r"\s*$", r"…?$"):
                assert re.search(mark, said)[0] == re.search(mark, words)[0], said  # type: ignore[index]
            assert said.count("&") == words.count("&") or "&" not in words, said
