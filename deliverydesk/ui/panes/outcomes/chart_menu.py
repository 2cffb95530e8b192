"""The menu of the chart under the pointer: what can be done at a reading, and at any day."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu

from deliverydesk.support.language import tr

if TYPE_CHECKING:
    from collections.abc import Callable

    from deliverydesk.rendering.frame import Frame
    from deliverydesk.ui.panes.outcomes.plot_adapter import OutcomePlot


def day_at(frame: Frame, x: float) -> int:
    """The ordinal day at a place along the chart, the first or last one beside it."""
    left, _, right, _ = frame.box
    return int(frame.spec.x.at(min(max((x - left) / (right - left), 0.0), 1.0)))


def chart_menu(
    plot: OutcomePlot, day: int, note: Callable[[], object] | None, show: Callable[[], object] | None
) -> QMenu:
    """The menu at an ordinal day; `note` and `show` are for the reading there, None where there is none."""
    menu = QMenu(plot)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    if note is not None and show is not None:
        menu.addAction(tr("Write a note…"), note)
        menu.addAction(tr("Show in the readings"), show)
        menu.addSeparator()
    for what, words in (
        ("phase", tr("Begin a phase here…")),
        ("lock", tr("Lock the limits here")),
        ("follow", tr("Let the limits follow all readings")),
        ("", ""),
        ("event", tr("Note an event here…")),
    ):
        if what:
            menu.addAction(words, partial(plot.asked.emit, what, day))
        else:
            menu.addSeparator()
    return menu
