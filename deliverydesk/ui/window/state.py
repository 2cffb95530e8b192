"""What the window remembers between sessions: its place, its docks, each pane's view, the files opened lately."""

from __future__ import annotations

import contextlib
import json
from pathlib import Path
from typing import Any

from deliverydesk.support import paths
from deliverydesk.support.atomic import replacing
from deliverydesk.support.errors import DeskError

_RECENT = 12


def _file() -> Path:
    return paths.config_dir() / "window.json"


def load() -> dict[str, Any]:
    """What was kept; empty where nothing was or where it cannot be read: a lost view is no reason to stop."""
    try:
        kept = json.loads(_file().read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    return kept if isinstance(kept, dict) else {}


def save(state: dict[str, Any]) -> None:
    """Keep the state. A disk that refuses is passed over: nothing of the portfolio is in it."""
    with contextlib.suppress(OSError, DeskError):
        _file().parent.mkdir(parents=True, exist_ok=True)
        with replacing(_file()) as fresh:
            fresh.write_text(json.dumps(state), encoding="utf-8")


def update(**values: Any) -> None:
    """Keep some values beside the others."""
    save({**load(), **values})


def recent_files() -> list[Path]:
    """The files opened lately that still exist, newest first."""
    return [path for path in known_files() if path.is_file()]


def known_files() -> list[Path]:
    """The files opened lately, newest first, also those that are not where they were."""
    listed = load().get("recent", [])
    return [Path(name) for name in listed if isinstance(name, str)] if isinstance(listed, list) else []


def remember_file(path: Path) -> None:
    """Put a file at the head of the recent ones; a copy that was only made to be looked at is none of them."""
    if path.is_relative_to(paths.cache_dir()):
        return
    others = [str(other) for other in known_files() if other != path]
    update(recent=[str(path), *others][:_RECENT])


def forget_file(path: Path) -> None:
    """Take a file off the recent ones. The file itself is left alone."""
    update(recent=[str(other) for other in known_files() if other != path])
