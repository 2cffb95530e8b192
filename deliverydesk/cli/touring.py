"""`deliverydesk tour DIR`: the main job on a copy of the sample, with pictures and exports left in DIR."""

from __future__ import annotations

import json
import os
import shutil
import sys
from pathlib import Path

from deliverydesk.cli.main import DONE, WrongUse, parser_for
from deliverydesk.support.errors import DeskError
from deliverydesk.support.language import tr, trn
from deliverydesk.support.paths import HOME_VARIABLE

_WORDS = tr(
    """Walk import, ranking, roadmap, outcome chart and export on a copy of the sample, with the real window, and
leave one picture a screen (light and dark) and the exported files in DIR. Needs no display. Your own files and settings
are not touched.

The pictures of the README are made by: deliverydesk tour DIR --readme resources/pictures"""
)

_DAY = "2026-08-19"
README_PICTURES = ("plan-light", "board-light", "measure-light", "import-light", "plan-dark")


def tour(given: list[str]) -> int:
    """The command."""
    parser = parser_for("tour", _WORDS)
    parser.add_argument(
        "folder", metavar="DIR", type=Path, help=tr("where to leave everything; made where it is not there")
    )
    parser.add_argument("--json", action="store_true", help=tr("what was done as JSON"))
    parser.add_argument(
        "--readme", metavar="PICTURES", type=Path, help=tr("copy the README's pictures into this folder")
    )
    options = parser.parse_args(given)
    folder: Path = options.folder.absolute()
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise WrongUse(
            tr("{path} cannot be made a folder: {reason}.", path=options.folder, reason=error.strerror)
        ) from error
    home = folder / ".home"
    before = {name: os.environ.get(name) for name in (HOME_VARIABLE, "DELIVERYDESK_TODAY")}
    os.environ[HOME_VARIABLE] = str(home)
    os.environ.setdefault("DELIVERYDESK_TODAY", _DAY)
    if sys.platform == "linux" and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    try:
        return _walk(folder, options.readme, as_json=options.json)
    finally:
        shutil.rmtree(home, ignore_errors=True)
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value


def _walk(folder: Path, pictures: Path | None, *, as_json: bool) -> int:
    try:
        from deliverydesk.ui.tour import walk
    except ImportError as error:
        raise DeskError(
            tr(
                "The tour needs Qt, which cannot be loaded here ({reason}). “python3 dev.py run” says what to install.",
                reason=error,
            )
        ) from error
    found = walk(folder)
    if pictures is not None:
        from deliverydesk.ui.tour_pictures import shrink

        pictures.mkdir(parents=True, exist_ok=True)
        for name in README_PICTURES:
            shrink(folder / f"{name}.png", pictures / f"{name}.png")
    if as_json:
        listed = [str(path.relative_to(folder)) for path in found.files]
        print(json.dumps({"done": found.steps, "files": listed}, ensure_ascii=False, indent=1))
        return DONE
    for step in found.steps:
        print(step)
    print(trn("{n} file in {folder}", "{n} files in {folder}", len(found.files), folder=folder))
    return DONE
