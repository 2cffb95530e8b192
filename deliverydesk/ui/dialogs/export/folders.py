"""Where files that are handed out go: the folder of the last one, else the person's documents."""

from __future__ import annotations

from pathlib import Path

from deliverydesk.ui.window import state


def last_folder() -> Path:
    """The folder to suggest."""
    kept = state.load().get("export")
    folder = Path(str(kept.get("folder"))) if isinstance(kept, dict) and kept.get("folder") else None
    if folder is not None and folder.is_dir():
        return folder
    documents = Path.home() / "Documents"
    return documents if documents.is_dir() else Path.home()
