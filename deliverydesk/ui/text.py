"""The one way to put words on labels and tooltips (and message boxes, see ``messages``): always as plain
text.

Qt takes a string that looks like HTML for HTML. A deliverable's title of 300 characters can then freeze the
window for a minute and a half, and one of 40 can open a file; so no other module may build these widgets from
text. Words are cut for display only: a title of ten megabytes takes Qt seconds to lay out and nobody reads it
there.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QLabel, QWidget

from deliverydesk.charts.format import MINUS, calmed, fitted
from deliverydesk.ui import fonts

if TYPE_CHECKING:
    from PySide6.QtGui import QFontMetricsF
    from PySide6.QtWidgets import QMessageBox

WHERE = "where"
"""A property of windows: words that sheets opened in them say beside their titles."""
LABEL_LIMIT = 2_000
FROM_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter
"""The side of labels in a window that is read from the right, whichever way their own words run."""
_CUT_LIMIT = 300
_TALL = re.compile("[^\u0000-\u02ff\u2000-\u22ff]")
_FIRST_OF_FIGURES = f"0123456789+{MINUS}"
TOOLTIP_LIMIT = 500
ELLIPSIS = "…"

_CONTROLS = dict.fromkeys(range(32), " ") | {0x7F: " ", 0x2028: " ", 0x2029: " "}


def shorten(text: str, limit: int = TOOLTIP_LIMIT) -> str:
    """``text`` in at most ``limit`` characters, the last one an ellipsis where something was cut; a letter
    keeps its combining marks or goes with them.
    """
    if len(text) <= limit:
        return text
    end = limit - 1
    lowest = max(0, end - 32)
    while end > lowest and unicodedata.combining(text[end]):
        end -= 1
    return text[:end].rstrip() + ELLIPSIS


def one_line(text: str, limit: int = TOOLTIP_LIMIT) -> str:
    """``text`` on one line for a row, a bar or a menu: line breaks and other control characters become
    spaces, and what is stacked on one letter has an end.
    """
    return shorten(calmed(text), limit).translate(_CONTROLS)


def may_be_tall(text: str) -> bool:
    """False where no letter can be higher than a line: Latin with its accents, and the usual signs."""
    return not text.isascii() and _TALL.search(text) is not None


def cut(text: str, room: float, metrics: QFontMetricsF, *, figure: bool = False) -> str:
    """``text`` on one line as far as there is room, with an ellipsis at its end where there is none.

    Of a ``figure`` only the unit is ever cut; where its digits find no room, they have a shorter form or hashes.
    """
    line = one_line(text, _CUT_LIMIT)
    shown = metrics.elidedText(line, Qt.TextElideMode.ElideRight, max(room, 0.0))
    if figure and shown != text and text[:1] in _FIRST_OF_FIGURES and any(map(str.isdigit, text[len(shown) - 1 :])):
        return fitted(text, lambda form: metrics.horizontalAdvance(form) <= room)
    return shown


def label(
    text: str = "",
    px: float = fonts.CELL,
    weight: int = 400,
    role: str = "text",
    *,
    tabular: bool = False,
    wrap: bool = False,
    parent: QWidget | None = None,
) -> QLabel:
    """A label of plain text in the type scale, coloured by a role of the theme (text, text2, text3, ok, warn,
    bad, accentText).
    """
    made = QLabel(parent)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setFont(fonts.font(px, weight, tabular))
    made.setWordWrap(wrap)
    made.setProperty("role", role)
    if QGuiApplication.isRightToLeft():
        made.setAlignment(FROM_RIGHT)
    set_text(made, text)
    return made


def set_text(shown: QLabel, text: str) -> None:
    """New words for a label made by ``label``."""
    shown.setTextFormat(Qt.TextFormat.PlainText)
    shown.setText(shorten(text, LABEL_LIMIT))


def set_role(widget: QWidget, role: str) -> None:
    """Colours a label by another role of the theme."""
    if widget.property("role") == role:
        return
    widget.setProperty("role", role)
    style = widget.style()
    style.unpolish(widget)
    style.polish(widget)


def escape(text: str) -> str:
    """``text`` with nothing left in it that Qt could take for HTML."""
    # html.escape would do; importing it builds the table of all named characters, 3 ms before the first
    # paint.
    for character, written in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ('"', "&quot;")):
        text = text.replace(character, written)
    return text


def tooltip(text: str) -> str:
    """``text`` as Qt's tooltips are to be given it; for a model's ToolTipRole. The paragraph tells Qt that
    this is HTML, and the escaping that nothing in it is; it also makes long tooltips wrap.
    """
    return "<p>" + escape(shorten(text, TOOLTIP_LIMIT)) + "</p>" if text else ""


def set_tooltip(target: QWidget | QAction, text: str) -> None:
    """Shows ``text`` when the pointer rests on ``target``."""
    target.setToolTip(tooltip(text))


def name(widget: QWidget, text: str, description: str = "") -> None:
    """What a screen reader calls ``widget``, and what it says about it beyond that."""
    widget.setAccessibleName(shorten(text))
    if description:
        widget.setAccessibleDescription(shorten(description))


def message(
    parent: QWidget | None,
    title: str,
    words: str,
    buttons: QMessageBox.StandardButton | None = None,
    *,
    details: str = "",
) -> QMessageBox.StandardButton:
    """Shows a message box of plain text (OK alone unless ``buttons`` are given), waits for the answer,
    returns it.
    """
    from deliverydesk.ui.messages import ask

    return ask(parent, title, words, buttons, details=details)
