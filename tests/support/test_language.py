"""The language of the program: how it is chosen, and what a catalogue does to a text."""

import gettext
import os
import subprocess
import sys
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo

from deliverydesk.support import language, paths


@pytest.fixture
def catalogue(monkeypatch: pytest.MonkeyPatch) -> Catalog:
    """German, compiled each time that something is put into it."""
    catalog = Catalog(locale="de")
    add = catalog.add

    def and_speak(*given: object, **named: object) -> object:
        message = add(*given, **named)  # type: ignore[arg-type]
        compiled = BytesIO()
        write_mo(compiled, catalog)
        monkeypatch.setattr(language, "_catalogue", gettext.GNUTranslations(BytesIO(compiled.getvalue())))
        return message

    monkeypatch.setattr(catalog, "add", and_speak)
    return catalog


def test_english_says_what_the_source_says() -> None:
    assert language.tr("Rank {rank} of {count}", rank=2, count=9) == "Rank 2 of 9"
    assert language.trn("{n} item", "{n} items", 1) == "1 item"
    assert language.trn("{n} item", "{n} items", 12_000) == "12,000 items"
    assert language.trc("month", "May") == "May"


def test_braces_of_a_value_or_of_a_bare_text_are_left_alone() -> None:
    assert language.tr("Title: {title}", title="{rank} {}") == "Title: {rank} {}"
    assert language.tr("A set is written {1, 2}") == "A set is written {1, 2}"


def test_a_translation_may_turn_the_order_round(catalogue: Catalog) -> None:
    catalogue.add("{part} of {whole}", "von {whole} nur {part}")
    assert language.tr("{part} of {whole}", part=2, whole=9) == "von 9 nur 2"


def test_a_short_word_is_told_by_its_context(catalogue: Catalog) -> None:
    catalogue.add("Table", "Tabelle")
    catalogue.add("Table", "Zurückstellen", context="decision")
    assert language.tr("Table") == "Tabelle"
    assert language.trc("decision", "Table") == "Zurückstellen"


def test_a_number_takes_its_own_form(catalogue: Catalog) -> None:
    catalogue.add(("{n} day", "{n} days"), ("{n} Tag", "{n} Tage"))
    assert language.trn("{n} day", "{n} days", 1) == "1 Tag"
    assert language.trn("{n} day", "{n} days", 5, n="5,0") == "5,0 Tage"


@pytest.mark.parametrize(
    ("environment", "code"),
    [
        ({"LANG": "de_AT.UTF-8"}, "de"),
        ({"LANG": "fr_FR.UTF-8", "LANGUAGE": "fr:de:en"}, "de"),
        ({"LANG": "fr_FR.UTF-8"}, "en"),
        ({"LANG": "C"}, "en"),
        ({"LANG": "de_DE", "LC_ALL": "en_GB.UTF-8"}, "en"),
        ({}, "en"),
    ],
)
def test_the_system_is_asked_as_gettext_asks_it(
    environment: dict[str, str], code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(sys, "platform", "linux")
    assert language.system_language() == code


def test_a_choice_is_kept_for_the_next_start_and_can_be_taken_back() -> None:
    asked = "from deliverydesk.support.language import language; print(language())"
    system = {name: value for name, value in os.environ.items() if not name.startswith(("LC_", "LANG"))}
    system.pop(language.VARIABLE)

    def next_start() -> str:
        done = subprocess.run([sys.executable, "-c", asked], env=system, capture_output=True, text=True, check=True)
        return done.stdout.strip()

    assert next_start() == "en"
    language.choose("de")
    assert language.choice() == "de"
    assert next_start() == "de"
    language.choose(None)
    assert language.choice() is None
    assert next_start() == "en"


@pytest.mark.parametrize("kept", [b"", b"tlh", b"\xff\xfe", b"../../etc"])
def test_a_broken_choice_counts_as_none(kept: bytes) -> None:
    file: Path = paths.config_dir() / "language"
    file.parent.mkdir(parents=True)
    file.write_bytes(kept)
    assert language.choice() is None


@pytest.mark.parametrize(("code", "style"), [("en", "point"), ("de", "comma")])
def test_a_new_portfolio_writes_numbers_as_its_language_does(code: str, style: str) -> None:
    asked = (
        "from deliverydesk.domain.portfolio import Portfolio; print(Portfolio.begun('Claims').settings.number_style)"
    )
    environment = {**os.environ, language.VARIABLE: code}
    done = subprocess.run([sys.executable, "-c", asked], env=environment, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == style
