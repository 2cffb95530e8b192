"""The one stylesheet: buttons, fields, menus, scroll bars and tooltips.

Item views have no rules here, since a rule would send every cell through Qt's stylesheet painter; delegates
paint them. A button's ``kind`` property chooses its dress (primary, quiet, tool), a label's ``role`` property
its colour.
"""

from __future__ import annotations

from string import Template

from deliverydesk.support.paths import resource_dir
from deliverydesk.support.tokens import Tokens

LABEL_ROLES = ("text2", "text3", "ok", "warn", "bad", "accentText", "toastText")

_RULES = Template("""
QPushButton { background: $raised; color: $text; border: 1px solid $line2; border-radius: 6px;
  padding: 0 11px; min-height: 26px; }
QPushButton:hover { background: $hover; }
QPushButton:pressed, QPushButton:checked { background: $sunken; }
QPushButton:disabled { background: $surface; color: $text3; border-color: $line; }
QPushButton[size="header"] { min-height: 22px; padding: 0 9px; }
QPushButton[size="sheet"] { min-height: 30px; padding: 0 13px; }
QPushButton[kind="primary"] { background: $ink; color: $onInk; border-color: $ink; }
QPushButton[kind="primary"]:hover { background: $text2; border-color: $text2; }
QPushButton[kind="primary"]:pressed { background: $text3; border-color: $text3; }
QPushButton[kind="primary"]:disabled { background: $surface; color: $text3; border-color: $line; }
QPushButton[kind="quiet"] { background: transparent; border-color: transparent; color: $text2; }
QPushButton[kind="quiet"]:hover { background: $hover; color: $text; }
QPushButton[kind="quiet"]:pressed { background: $sunken; }
QPushButton[kind="quiet"]:disabled { color: $text3; }
QToolButton { background: transparent; border: 1px solid transparent; border-radius: 6px; color: $text2;
  padding: 0; }
QToolButton:hover { background: $hover; color: $text; }
QToolButton:pressed, QToolButton:checked { background: $sunken; }
QToolButton:disabled { color: $text3; }
QToolButton::menu-indicator { image: none; }
QTabBar { qproperty-drawBase: 0; }
QTabBar::tab { background: transparent; color: $text2; border: 0; border-top: 2px solid transparent;
  padding: 4px 12px; }
QTabBar::tab:hover { background: $hover; color: $text; }
QTabBar::tab:selected { color: $text; border-top-color: $accent; }
QLineEdit, QPlainTextEdit, QTextEdit, QAbstractSpinBox, QComboBox { background: $surface; color: $text;
  border: 1px solid $line2; border-radius: 6px; padding: 0 7px; min-height: 26px;
  selection-background-color: $sel;
  selection-color: $text; }
QLineEdit, QPlainTextEdit, QTextEdit { placeholder-text-color: $text3; }
QPlainTextEdit, QTextEdit { padding: 4px 4px; }
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QAbstractSpinBox:focus, QComboBox:focus {
  border: 2px solid $accent; padding: 0 6px; min-height: 24px; }
QPlainTextEdit:focus, QTextEdit:focus { padding: 3px 3px; }
QLineEdit:disabled, QPlainTextEdit:disabled, QAbstractSpinBox:disabled, QComboBox:disabled { color: $text3;
  border-color: $line; }
QLineEdit[dress="bare"], QAbstractSpinBox QLineEdit, QComboBox QLineEdit { border: 0; background: transparent;
  padding: 0; min-height: 0; }
QAbstractSpinBox QLineEdit { padding: 0 4px; }
QLineEdit[dress="bare"]:focus { border: 0; padding: 0; min-height: 0; }
QComboBox::drop-down, QDateTimeEdit::drop-down { border: 0; width: 22px; }
QComboBox::down-arrow, QDateTimeEdit::down-arrow { image: url("$caret_down"); width: 12px; height: 12px; }
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button { border: 0; width: 20px;
  background: transparent; }
QAbstractSpinBox::up-arrow { image: url("$caret_up"); width: 9px; height: 9px; }
QAbstractSpinBox::down-arrow { image: url("$caret_down"); width: 9px; height: 9px; }
QComboBox QAbstractItemView { background: $raised; border: 1px solid $line2; selection-background-color: $sel;
  selection-color: $text; outline: 0; }
QMenu { background: $raised; color: $text; border: 1px solid $line2; padding: 4px 0; }
QMenu::item { padding: 5px 22px 5px 12px; border: 0; }
QMenu::item:selected { background: $sel; }
QMenu::item:disabled { color: $text3; background: transparent; }
QMenu::separator { height: 1px; background: $line; margin: 4px 0; }
QMenu::icon { padding-left: 10px; }
QMenu::indicator { width: 14px; height: 14px; margin-left: 6px; }
QMenu::indicator:checked { image: url("$check"); }
QToolTip { background: $raised; color: $text; border: 1px solid $line2; padding: 3px 6px; }
QScrollBar { background: transparent; border: 0; margin: 0; }
QScrollBar:vertical { width: 10px; }
QScrollBar:horizontal { height: 10px; }
QScrollBar::handle { background: $line2; border-radius: 3px; margin: 2px; }
QScrollBar::handle:hover, QScrollBar::handle:pressed { background: $ctl; }
QScrollBar::handle:vertical { min-height: 28px; }
QScrollBar::handle:horizontal { min-width: 28px; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QMainWindow::separator { width: 6px; height: 6px; }
QMainWindow::separator:vertical { background: qlineargradient(x1: 0, y1: 0, x2: 1, y2: 0, $hairline); }
QMainWindow::separator:horizontal { background: qlineargradient(x1: 0, y1: 0, x2: 0, y2: 1, $hairline); }
QStatusBar { background: $canvas; border-top: 1px solid $line; }
QStatusBar::item { border: 0; }
QDialogButtonBox { dialogbuttonbox-buttons-have-icons: 0; }
QProgressBar { background: $sunken; border: 0; border-radius: 2px; max-height: 4px; min-height: 4px; }
QProgressBar::chunk { background: $accent; border-radius: 2px; }
""")


def stylesheet(tokens: Tokens) -> str:
    """The stylesheet in the colours of ``tokens``."""
    labels = "".join(f'QLabel[role="{role}"] {{ color: {tokens.colour(role)}; }}\n' for role in LABEL_ROLES)
    marks = {name: _picture(name, tokens.name) for name in ("caret_up", "caret_down", "check")}
    return _RULES.substitute(tokens.roles, hairline=_hairline(tokens), **marks) + labels


def _hairline(tokens: Tokens) -> str:
    """The stops across a separator of six pixels: surface, and a line on the fourth of them."""
    ground, line = tokens.colour("surface"), tokens.colour("line")
    stops = ((0, ground), (0.4999, ground), (0.5, line), (0.6666, line), (0.6667, ground), (1, ground))
    return ", ".join(f"stop: {place} {colour}" for place, colour in stops)


def _picture(name: str, theme: str) -> str:
    """An arrow or tick as a file, the only form that a stylesheet takes."""
    return (resource_dir() / "icons" / f"{name.replace('_', '-')}-{theme}.svg").as_posix()
