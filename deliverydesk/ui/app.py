"""Starting the window: the application, its theme, and the file asked for."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication

from deliverydesk.support.errors import DeskError
from deliverydesk.support.language import SOURCE, language, tr
from deliverydesk.ui.theme import apply_theme
from deliverydesk.ui.window import state

if TYPE_CHECKING:
    from pathlib import Path

PROBE = "DELIVERYDESK_PROBE"
"""Set to first-paint, the program tells when it was first painted and which modules it had loaded, and ends."""

NO_DISPLAY = tr(
    "There is no display to open a window on. “deliverydesk tour DIR” does the main job without one and leaves "
    "pictures in DIR."
)


def application() -> QApplication:
    """The one application, made with its names and theme. Raises DeskError where there is no display."""
    running = QApplication.instance()
    if isinstance(running, QApplication):
        return running
    if sys.platform == "linux" and not _has_display():
        raise DeskError(NO_DISPLAY)
    app = QApplication([sys.argv[0]])
    app.setApplicationName("DeliveryDesk")
    app.setApplicationDisplayName("DeliveryDesk")
    app.setDesktopFileName("deliverydesk")
    _speak(app)
    return app


def _speak(app: QApplication) -> None:
    """Let Qt's own words, such as those of a field's menu, be in the program's language, from left or right."""
    if language() == SOURCE:
        return
    from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator

    translator = QTranslator(app)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if translator.load(f"qtbase_{language()}", folder):
        app.installTranslator(translator)
    app.setLayoutDirection(QLocale(language()).textDirection())


def _has_display() -> bool:
    platform = os.environ.get("QT_QPA_PLATFORM", "")
    return platform in ("offscreen", "minimal", "vnc") or any(
        os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY")
    )


def run(path: Path | None, *, read_only: bool = False) -> int:
    """Open the desk on a file, or on the one used last, and return the program's exit code."""
    app = application()
    choice = state.load().get("theme", "system")
    themes = apply_theme(app, choice if choice in ("light", "dark", "contrast") else "system", in_haste=True)
    from deliverydesk.ui.window.files import Files

    files = Files(themes)
    sys.excepthook = files.tell_of_crash
    if not files.start(path, read_only=read_only):
        return 1
    if os.environ.get(PROBE) == "first-paint":
        from deliverydesk.ui.probe import report_first_paint

        report_first_paint(app)
    return app.exec()
