"""`deliverydesk tour`: the whole main job by the real window, without a display and without the user's own files."""

import json
import os
import subprocess
import sys
from pathlib import Path

from pptx import Presentation
from PySide6.QtGui import QImage
from python_calamine import CalamineWorkbook

from deliverydesk.cli.touring import README_PICTURES

SCREENS = (
    "start",
    "plan",
    "import",
    "score",
    "board",
    "matrix",
    "placed",
    "horizons",
    "measure",
    "propose",
    "flow",
    "briefing",
    "inspector",
    "history",
    "settings",
    "export",
    "empty",
    *("multiples", "scoreboard", "effort", "groups", "today", "palette", "quick_add", "pack", "shortcuts", "help"),
)


def test_the_tour_leaves_a_picture_a_screen_and_every_export(tmp_path: Path, user_home: Path) -> None:
    """In a process of its own, as people run it: no display, nothing of Qt set up by a test before."""
    hidden = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM", "DELIVERYDESK_TODAY")
    environment = {name: value for name, value in os.environ.items() if name not in hidden}
    folder, pictures = tmp_path / "tour", tmp_path / "pictures"
    command = [sys.executable, "-m", "deliverydesk.cli.main", "tour", str(folder), "--json", "--readme", str(pictures)]

    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False, timeout=120)

    assert done.returncode == 0, done.stderr
    answer = json.loads(done.stdout)
    assert any("Imported" in step for step in answer["done"])
    assert {path.name for path in folder.iterdir()} == set(answer["files"])
    for screen in SCREENS:
        light, dark = (QImage(str(folder / f"{screen}-{theme}.png")) for theme in ("light", "dark"))
        assert light.size() == dark.size()
        assert light.pixelColor(8, light.height() - 60).lightness() > dark.pixelColor(8, dark.height() - 60).lightness()
        assert screen == "start" or (light.width(), light.height()) == (1440, 900)
    assert len(Presentation(str(folder / "deck.pptx")).slides) > 3
    assert len(CalamineWorkbook.from_path(str(folder / "backlog.xlsx")).get_sheet_by_index(0).to_python()) == 67
    assert (folder / "outcome.pdf").read_bytes().startswith(b"%PDF-")
    assert (folder / "roadmap.svg").read_text(encoding="utf-8").lstrip().startswith("<?xml")
    assert not QImage(str(folder / "roadmap.png")).isNull()
    assert len(list(pictures.iterdir())) == len(README_PICTURES)
    assert all(path.stat().st_size < 200_000 for path in pictures.iterdir())
    assert list(user_home.iterdir()) == [], "the tour keeps out of the user's own folders"
