"""The language of the program: every text that a person reads goes through `tr`, `trc` or `trn`, in English.

The language is settled once, when this module is first imported, so that tables of words at the head of a module are
translated like any other; another choice is in force from the next start on. Data are never translated: what is kept
in a file, read from a table or written as JSON has the same words everywhere.

Catalogues are gettext's: `resources/languages/<code>/LC_MESSAGES/deliverydesk.po`, compiled by
`packaging/catalogues.py`, which also collects the texts from the source.
"""

from __future__ import annotations

import contextlib
import gettext
import os
import sys
from pathlib import Path

from deliverydesk.support import paths

VARIABLE = "DELIVERYDESK_LANGUAGE"
"""Environment variable that names the language, before the person's choice and the system's own."""

SOURCE = "en"
"""The language of the texts in the source, which needs no catalogue."""

NAMES = {SOURCE: "English", "de": "Deutsch"}
"""The languages there are, each by its own name."""

_DOMAIN = "deliverydesk"


def tr(message: str, /, **values: object) -> str:
    """A text in the language of the program, with the `values` put in for the names in braces."""
    found = _catalogue.gettext(message)
    return found.format(**values) if values else found


def trc(context: str, message: str, /, **values: object) -> str:
    """A text that is too short to be translated alike wherever it stands: `context` tells one use from another."""
    found = _catalogue.pgettext(context, message)
    return found.format(**values) if values else found


def trn(one: str, many: str, count: int, /, **values: object) -> str:
    """A text about a number of things, in the form that the language has for it; `{n}` is the number, as `n` gives it
    or with commas between thousands.
    """
    return _catalogue.ngettext(one, many, count).format(**{"n": f"{count:,}", **values})


def choice() -> str | None:
    """The language that a person has chosen; None for that of the system."""
    try:
        code = _choice_file().read_text(encoding="utf-8").strip()
    except (OSError, ValueError):
        return None
    return code if code in NAMES else None


def choose(code: str | None) -> None:
    """Keep a choice for the next start; None for the language of the system. Raises OSError."""
    if code is None:
        _choice_file().unlink(missing_ok=True)
        return
    _choice_file().parent.mkdir(parents=True, exist_ok=True)
    _choice_file().write_text(code, encoding="utf-8")


def system_language() -> str:
    """The system's language where there is a catalogue for it, else English."""
    told = [os.environ.get(name, "") for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")]
    if sys.platform in ("win32", "darwin") and not any(told):
        import locale

        with contextlib.suppress(ValueError):
            told.append(locale.normalize(locale.getlocale()[0] or ""))
    # As gettext does: the first variable that is set decides, and LANGUAGE may list several.
    wanted = next((each for each in told if each), "").split(":")
    codes = (each.replace("-", "_").split("_")[0].split(".")[0].lower() for each in wanted)
    return next((code for code in codes if code in NAMES), SOURCE)


def language() -> str:
    """The code of the language in force."""
    return _code


def _choice_file() -> Path:
    return paths.config_dir() / "language"


def _settled() -> str:
    asked = os.environ.get(VARIABLE, "")
    return asked if asked in NAMES else choice() or system_language()


def _load(code: str) -> gettext.NullTranslations:
    if code == SOURCE:
        return gettext.NullTranslations()
    # A program that speaks English is better than one that does not start.
    return gettext.translation(_DOMAIN, paths.resource_dir() / "languages", [code], fallback=True)


_code = _settled()
_catalogue = _load(_code)
