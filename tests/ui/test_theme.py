"""The theme on an application: palette, stylesheet and shapes change together while the program runs."""

from __future__ import annotations

import subprocess
import sys

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPalette
from PySide6.QtWidgets import QApplication, QCheckBox, QDockWidget, QLabel, QMainWindow, QRadioButton, QWidget
from pytestqt.qtbot import QtBot

from deliverydesk.ui import fonts, icons
from deliverydesk.ui.glyphs import VERDICTS, freshness_role
from deliverydesk.ui.stylesheet import LABEL_ROLES
from deliverydesk.ui.text import label
from deliverydesk.ui.theme import (
    apply_theme,
    current_theme,
    palette_of,
    strong_light_theme,
    theme_manager,
    theme_named,
)


@pytest.mark.parametrize("name", ["light", "dark", "contrast"])
def test_the_palette_takes_its_colours_from_the_tokens(name: str, qapp: QApplication) -> None:
    theme = theme_named(name)
    palette = palette_of(theme)
    for role, token in [
        (QPalette.ColorRole.Window, "canvas"),
        (QPalette.ColorRole.Base, "surface"),
        (QPalette.ColorRole.Button, "raised"),
        (QPalette.ColorRole.Highlight, "sel"),
        (QPalette.ColorRole.HighlightedText, "text"),
        (QPalette.ColorRole.PlaceholderText, "text3"),
        (QPalette.ColorRole.Accent, "accent"),
    ]:
        assert palette.color(role) == theme.colour(token)


def test_a_change_of_theme_reaches_what_is_on_the_screen(qtbot: QtBot, qapp: QApplication) -> None:
    manager = apply_theme(qapp, "light")
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(60, 40)
    with qtbot.waitExposed(window):
        window.show()
    assert window.grab().toImage().pixelColor(5, 5).name().upper() == "#F6F6F4"
    with qtbot.waitSignal(manager.changed) as told:
        apply_theme(qapp, "dark")
    assert told.args == [current_theme()]
    assert current_theme().dark
    assert window.grab().toImage().pixelColor(5, 5).name().upper() == "#131417"
    assert theme_manager(qapp) is manager


def test_the_same_theme_again_tells_nobody(qtbot: QtBot, qapp: QApplication) -> None:
    manager = apply_theme(qapp, "light")
    with qtbot.assertNotEmitted(manager.changed):
        manager.choose("light")


def test_an_unknown_theme_is_refused(qapp: QApplication) -> None:
    with pytest.raises(ValueError, match="no theme called sepia"):
        apply_theme(qapp, "sepia")


def test_the_system_s_scheme_is_followed(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> None:
    manager = apply_theme(qapp, "system")
    dark = Qt.ColorScheme.Dark
    monkeypatch.setattr(type(qapp.styleHints()), "colorScheme", lambda _: dark)
    qapp.styleHints().colorSchemeChanged.emit(dark)
    assert current_theme().name == "dark"
    manager.choose("light")
    qapp.styleHints().colorSchemeChanged.emit(dark)
    assert current_theme().name == "light", "a fixed theme does not follow"


def test_high_contrast_on_a_light_ground_is_the_light_theme_with_one_ink(qapp: QApplication) -> None:
    theme = strong_light_theme()
    assert theme.contrast
    assert theme.colour("text3") == theme.colour("text2") == theme.colour("text")
    assert theme.colour("line") == theme.colour("line2") == theme.colour("ctl")
    assert theme.series_fill(0) == theme.colour("surface")


def test_fills_and_edges_of_products_are_mixed_into_the_surface(qapp: QApplication) -> None:
    light, dark = theme_named("light"), theme_named("dark")
    assert light.series_fill(0).name() == "#deeaf5"  # 13 % of #005BB4 in white
    assert light.series_edge(0).name() == "#a8c7e6"  # 34 %
    assert dark.series_fill(0).name() == "#26344b"  # 20 % of #589DFE in #191A1E
    assert light.series(8) == light.series(0)
    assert light.hatched(8)
    assert not light.hatched(7)


def test_the_heat_map_s_steps_end_where_the_look_says(qapp: QApplication) -> None:
    theme = theme_named("light")
    shares = [0.0, 0.40, 0.41, 0.65, 0.80, 0.92, 1.0, 1.01]
    roles = ["load0", "load0", "load1", "load1", "load2", "load3", "load4", "overBg"]
    assert [theme.load(share) for share in shares] == [theme.colour(role) for role in roles]


def test_weight_and_tabular_figures_are_really_drawn(qapp: QApplication) -> None:
    if not fonts.has_inter():
        pytest.skip("Inter is not installed; the system's fonts need not have these features")
    plain = QFontMetricsF(fonts.font(13)).horizontalAdvance("Delivery")
    assert QFontMetricsF(fonts.font(13, 600)).horizontalAdvance("Delivery") > plain
    # Qt 6.11 draws 12.5 px as 13, later versions as it says: at least it is not 12.
    assert QFontMetricsF(fonts.font(12)).horizontalAdvance("Delivery") < plain
    assert (
        QFontMetricsF(fonts.font(12)).horizontalAdvance("Delivery")
        < QFontMetricsF(fonts.font(12.5)).horizontalAdvance("Delivery")
        <= plain
    )
    ragged, even = (QFontMetricsF(fonts.font(12, 400, tabular)) for tabular in (False, True))
    assert ragged.horizontalAdvance("1111") < ragged.horizontalAdvance("0000")
    assert even.horizontalAdvance("1111") == pytest.approx(even.horizontalAdvance("0000"))


def test_every_icon_is_in_the_family(qapp: QApplication) -> None:
    for name in icons.NAMES:
        drawn = icons.pixmap(name, 16).toImage()
        assert any(drawn.pixelColor(x, y).alpha() for x in range(16) for y in range(16)), name


def test_an_icon_is_sharp_on_a_fine_screen_and_follows_the_theme(qapp: QApplication) -> None:
    apply_theme(qapp, "light")
    icon = icons.icon("undo")
    fine = icon.pixmap(QSize(16, 16), 2.0)
    assert fine.size() == QSize(32, 32)
    assert fine.devicePixelRatio() == 2.0
    light = icon.pixmap(QSize(16, 16)).toImage()
    apply_theme(qapp, "dark")
    assert icon.pixmap(QSize(16, 16)).toImage() != light


def test_labels_take_the_colour_of_their_role(qtbot: QtBot, qapp: QApplication) -> None:
    apply_theme(qapp, "light")
    for role in LABEL_ROLES:
        shown: QLabel = label("█", 20, 600, role)
        qtbot.addWidget(shown)
        shown.show()
        image = shown.grab().toImage()
        wanted = current_theme().colour(role).name()
        assert any(
            image.pixelColor(x, y).name() == wanted for x in range(image.width()) for y in range(image.height())
        ), role


@pytest.mark.parametrize("kind", [QCheckBox, QRadioButton])
def test_a_chosen_box_looks_different_from_an_empty_one(
    kind: type[QCheckBox] | type[QRadioButton], qtbot: QtBot, qapp: QApplication
) -> None:
    apply_theme(qapp, "light")
    box = kind("Open only")
    qtbot.addWidget(box)
    box.show()
    empty = box.grab().toImage()
    qtbot.mouseClick(box, Qt.MouseButton.LeftButton, pos=box.rect().center())
    assert box.isChecked() or box.click() is None
    assert box.grab().toImage() != empty


def test_freshness_turns_at_10_and_30_days() -> None:
    assert [freshness_role(days) for days in (0, 10, 11, 30, 31, None)] == ["ok", "ok", "warn", "warn", "bad", "bad"]
    assert VERDICTS["unclear"] == ("Cannot tell yet", "warn")


def test_the_look_loads_nothing_heavy() -> None:
    script = (
        "import sys; from PySide6.QtWidgets import QApplication; app = QApplication([]);"
        "from deliverydesk.ui import icons; from deliverydesk.ui.theme import apply_theme;"
        "from deliverydesk.ui.widgets import buttons, header, search, segmented, chip, toast;"
        "apply_theme(app, 'light'); icons.pixmap('undo', 16);"
        "heavy = {'qtawesome', 'qtpy', 'numpy', 'pyqtgraph', 'sqlalchemy', 'html.entities'} & set(sys.modules);"
        "print(sorted(heavy))"
    )
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "[]"


@pytest.mark.parametrize("name", ["light", "dark"])
def test_between_docks_is_a_hairline_on_the_surface(qtbot: QtBot, qapp: QApplication, name: str) -> None:
    theme = apply_theme(qapp, name).theme
    window = QMainWindow()
    qtbot.addWidget(window)
    docks = [QDockWidget("One", window), QDockWidget("Two", window), QDockWidget("Below", window)]
    for dock in docks:
        dock.setWidget(QWidget())
    window.addDockWidget(Qt.DockWidgetArea.LeftDockWidgetArea, docks[0])
    window.splitDockWidget(docks[0], docks[1], Qt.Orientation.Horizontal)
    window.splitDockWidget(docks[1], docks[2], Qt.Orientation.Vertical)
    window.resize(500, 300)
    window.show()
    seen = window.grab().toImage()
    beside, below = docks[0].geometry(), docks[1].geometry()
    across = [seen.pixelColor(beside.right() + 1 + step, beside.center().y()) for step in range(6)]
    down = [seen.pixelColor(below.center().x(), below.bottom() + 1 + step) for step in range(6)]
    surface, line = theme.colour("surface"), theme.colour("line")
    assert across == down == [surface, surface, surface, line, surface, surface]
