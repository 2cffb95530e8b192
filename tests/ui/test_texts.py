"""Every text that a person can come upon goes through the catalogue."""

import json
import os
import subprocess
import sys
from pathlib import Path

from deliverydesk.support import paths

ROOT = Path(__file__).resolve().parents[2]


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
    unmarked: dict[str, str] = json.loads(done.stdout.splitlines()[-1])
    assert unmarked == {}, "tests/ui/marked_window.py names what is called alike in every language"
