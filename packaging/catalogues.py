"""The catalogues of languages: collects the texts of the source, and compiles what translators wrote.

    python packaging/catalogues.py collect    bring every deliverydesk.po up to date with the source
    python packaging/catalogues.py compile    write the deliverydesk.mo that the program reads

`collect` keeps translations, adds new texts untranslated and drops those that are gone. A wheel compiles by itself:
hatchling finds the hook below.
"""

from __future__ import annotations

import contextlib
import io
import sys
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface

ROOT = Path(__file__).resolve().parents[1]
LANGUAGES = ROOT / "resources" / "languages"
KEYWORDS: dict[str, Any] = {"tr": None, "trc": ((1, "c"), 2), "trn": (1, 2)}


def collected() -> Catalog:
    """All texts of the source, each with the modules it stands in."""
    catalog = Catalog(project="DeliveryDesk", charset="utf-8")
    sources = [("**.py", "python")]
    found = extract_from_dir(ROOT / "deliverydesk", sources, keywords=KEYWORDS, comment_tags=["Translators:"])
    # Babel warns of f-strings among the values that are put into a text, which are no texts themselves.
    with contextlib.redirect_stderr(io.StringIO()):
        texts = sorted(found, key=lambda each: (each[0], each[1]))
    for name, _line, message, comments, context in texts:
        # Modules without lines, which would change with every edit of the source.
        module = f"deliverydesk/{Path(name).as_posix()}"
        catalog.add(message, locations=[(module, None)], auto_comments=comments, context=context)
    return catalog


def catalogues() -> list[Path]:
    """The files that translators work on."""
    return sorted(LANGUAGES.glob("*/LC_MESSAGES/deliverydesk.po"))


def read(path: Path) -> Catalog:
    """A translator's file."""
    with path.open("rb") as file:
        return read_po(file, locale=path.parts[-3])


def collect() -> None:
    """Bring every file up to date with the source."""
    template = collected()
    for path in catalogues():
        catalog = read(path)
        catalog.update(template, no_fuzzy_matching=True)
        catalog.obsolete.clear()
        with path.open("wb") as file:
            write_po(file, catalog, width=0, sort_by_file=True, ignore_obsolete=True, omit_header=False)


def compile_all() -> list[Path]:
    """Write what the program reads; returns the files."""
    written = []
    for path in catalogues():
        compiled = path.with_suffix(".mo")
        with compiled.open("wb") as file:
            write_mo(file, read(path))
        written.append(compiled)
    return written


class CatalogueHook(BuildHookInterface):  # type: ignore[type-arg]
    """Compiles the catalogues before they are packed."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002 - hatchling's own names
        """Called by hatchling before it collects files."""
        compile_all()


if __name__ == "__main__":
    {"collect": collect, "compile": compile_all}[sys.argv[1]]()
