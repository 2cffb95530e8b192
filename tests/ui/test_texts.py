"""Every text that a person can come upon goes through the catalogue."""

import json
import os
import subprocess
import sys
from pathlib import Path

from deliverydesk.support import paths

ROOT = Path(__file__).resolve().parents[2]
MANY = 20_000
"""So many texts at least are looked at, many of them again and again, where every sheet opens."""


def test_no_text_of_the_window_is_without_a_mark(tmp_path: Path) -> None:
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", paths.HOME_VARIABLE: str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "-m", "tests.ui.marked_window"],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
        timeout=600,
        check=True,
    )
    told = json.loads(done.stdout.splitlines()[-1])
    assert told["looked"] > MANY
    assert told["unmarked"] == {}, "tests/ui/marked_window.py names what is called alike in every language"
