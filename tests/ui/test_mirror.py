"""A window that is read from the right: painted widgets mirror, words and time do not."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from deliverydesk.ui import mirror, text
from deliverydesk.ui.panes.inspector.painted import WordsView
from deliverydesk.ui.panes.inspector.parts import Words
from deliverydesk.ui.panes.inspector.section_view import Heading
from deliverydesk.ui.panes.inspector.spark import SparkView
from deliverydesk.ui.panes.outcomes.detail import TitleLine
from deliverydesk.ui.panes.roadmap.painted import PaintedArea
from deliverydesk.ui.theme import apply_theme, current_theme
from deliverydesk.ui.widgets.segmented import Segmented

RIGHT_TO_LEFT, LEFT_TO_RIGHT = Qt.LayoutDirection.RightToLeft, Qt.LayoutDirection.LeftToRight
WIDE, HIGH = 300, 30
Draw = Callable[[QPainter], None]


@pytest.fixture
def from_right(qapp: QApplication) -> Iterator[QApplication]:
    apply_theme(qapp, "light")
    qapp.setLayoutDirection(RIGHT_TO_LEFT)
    yield qapp
    qapp.setLayoutDirection(LEFT_TO_RIGHT)


class Painted(QWidget):
    """Paints what it is told to, as the desk's own widgets do."""

    def __init__(self, draw: Draw, direction: Qt.LayoutDirection) -> None:
        super().__init__()
        self._draw = draw
        self.setLayoutDirection(direction)
        self.resize(WIDE, HIGH)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = mirror.painter(self)
        painter.fillRect(self.rect(), QColor("white"))
        painter.setPen(QColor("black"))
        self._draw(painter)


def inked(image: QImage) -> QRect:
    """The rectangle of all that differs from the ground in the last pixel."""
    ground = image.pixel(image.width() - 1, image.height() - 1)
    places = [(x, y) for x in range(image.width()) for y in range(image.height()) if image.pixel(x, y) != ground]
    across, down = sorted(x for x, _ in places), sorted(y for _, y in places)
    return QRect(across[0], down[0], across[-1] - across[0] + 1, down[-1] - down[0] + 1)


def alike(one: QImage, other: QImage) -> bool:
    """Whether the ink of two pictures lies at the same places across, give or take a pixel."""

    def ink(image: QImage, first: int) -> int:
        across = range(first, min(first + 6, image.width()))
        return sum(255 - image.pixelColor(x, y).green() for x in across for y in range(image.height()))

    places = range(0, max(one.width(), other.width()), 6)
    off = sum(abs(ink(one, first) - ink(other, first)) for first in places)
    return off < 0.25 * sum(ink(one, first) for first in places)


def both(qtbot: QtBot, draw: Draw) -> tuple[QImage, QImage]:
    """The picture read from the left, and read from the right."""
    shown = []
    for direction in (LEFT_TO_RIGHT, RIGHT_TO_LEFT):
        widget = Painted(draw, direction)
        qtbot.addWidget(widget)
        shown.append(widget.grab().toImage())
    return shown[0], shown[1]


@pytest.mark.parametrize("said", ["60 items", "% 45", "6 days ago", "−4 per 1,000", "“Listing” starts."])
def test_words_keep_their_order_and_their_distance(said: str, qtbot: QtBot) -> None:
    drawn: list[Draw] = [
        lambda painter: painter.drawText(QPointF(20, 20), said),
        lambda painter: painter.drawText(QRectF(20, 0, 200, HIGH), int(Qt.AlignmentFlag.AlignVCenter), said),
    ]
    for draw in drawn:
        left, right = both(qtbot, draw)
        before, after = inked(left), inked(right)
        assert before.left() - 20 <= 4
        assert abs((WIDE - 1 - after.right()) - before.left()) <= 2
        assert alike(left.copy(before), right.copy(after))


def test_shapes_lie_as_far_from_the_right_as_from_the_left(qtbot: QtBot) -> None:
    left, right = both(qtbot, lambda painter: painter.fillRect(10, 5, 40, 10, QColor("red")))
    assert inked(left) == QRect(10, 5, 40, 10)
    assert inked(right) == QRect(WIDE - 50, 5, 40, 10)


def test_pictures_are_not_turned(qtbot: QtBot) -> None:
    picture = QImage(20, 10, QImage.Format.Format_RGB32)
    picture.fill(QColor("white"))
    for x in range(5):
        picture.setPixel(x, 4, QColor("black").rgb())
    _, right = both(qtbot, lambda painter: painter.drawImage(QPointF(10, 5), picture))
    assert inked(right) == QRect(WIDE - 30, 9, 5, 1)


def test_what_is_upright_keeps_its_left_and_right(qtbot: QtBot) -> None:
    def draw(painter: QPainter) -> None:
        with mirror.upright(painter, QRectF(10, 0, 100, HIGH)):
            painter.fillRect(10, 5, 7, 10, QColor("red"))

    assert inked(both(qtbot, draw)[1]) == QRect(WIDE - 110, 5, 7, 10)


def test_a_pointer_is_reckoned_from_where_reading_begins(qtbot: QtBot) -> None:
    widget = Painted(lambda _painter: None, RIGHT_TO_LEFT)
    qtbot.addWidget(widget)
    assert mirror.x(widget, 280) == 20
    assert mirror.rect(widget, QRect(10, 0, 40, 5)) == QRect(WIDE - 50, 0, 40, 5)
    assert mirror.beside(widget, QRect(100, 0, 50, 10), 80) == 70


def title_line() -> QWidget:
    made = TitleLine()
    made.show_outcome("MA", 1, "Solved at first contact", "%, lagging", "")
    return made


def heading() -> QWidget:
    made = Heading(None)  # type: ignore[arg-type]
    made.say("Why 6,009", "RICE, rank 1, by score 2", folds=True)
    return made


def behind() -> QWidget:
    made = WordsView(None)  # type: ignore[arg-type]
    made.show_part(Words("74 → 65 per 1,000", glyph="watch", strong="Behind"))
    return made


@pytest.mark.parametrize("make", [title_line, heading, behind])
def test_no_words_lie_over_others(make: Callable[[], QWidget], qtbot: QtBot, from_right: QApplication) -> None:
    """What overlaps, or is painted beside itself, has another amount of ink than it has read from the left."""
    amounts = []
    for direction in (LEFT_TO_RIGHT, RIGHT_TO_LEFT):
        from_right.setLayoutDirection(direction)
        widget = make()
        qtbot.addWidget(widget)
        widget.resize(320, 30)
        image = widget.grab().toImage()
        ground = image.pixel(0, 0)
        amounts.append(sum(image.pixel(x, y) != ground for x in range(320) for y in range(30)))
    assert amounts[1] == pytest.approx(amounts[0], rel=0.03)


def test_labels_keep_to_the_right_with_their_words_in_order(qtbot: QtBot, from_right: QApplication) -> None:
    pictures = []
    for direction in (RIGHT_TO_LEFT, LEFT_TO_RIGHT):
        from_right.setLayoutDirection(direction)
        label: QLabel = text.label("60 items, 3 late.")
        qtbot.addWidget(label)
        label.resize(WIDE, HIGH)
        pictures.append(label.grab().toImage())
    right, left = (inked(picture) for picture in pictures)
    assert right.right() >= WIDE - 4
    assert left.left() <= 4
    assert alike(pictures[0].copy(right), pictures[1].copy(left))


def test_what_shows_time_runs_from_left_to_right(qtbot: QtBot, from_right: QApplication) -> None:
    for widget in (PaintedArea(current_theme()), SparkView(None)):  # type: ignore[arg-type]
        qtbot.addWidget(widget)
        assert not widget.isRightToLeft()


def test_arrow_keys_walk_a_choice_the_way_it_lies(qtbot: QtBot, from_right: QApplication) -> None:
    choice = Segmented([("a", "First"), ("b", "Second"), ("c", "Third")], "Choice")
    qtbot.addWidget(choice)
    choice.show()
    assert choice.button("a").x() > choice.button("b").x()
    qtbot.keyClick(choice.button("a"), Qt.Key.Key_Left)
    assert choice.value() == "b"
    qtbot.keyClick(choice.button("b"), Qt.Key.Key_Right)
    assert choice.value() == "a"
