"""The hand itself, on Qt's own list: if these fail, look at the lane and not at the program."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QAbstractItemView, QLineEdit, QListWidget

from tests.xserver.hand import Hand


def test_a_drag_moves_a_row_of_a_list(hand: Hand) -> None:
    rows = QListWidget()
    rows.addItems(["first", "second", "third", "fourth"])
    rows.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
    rows.resize(300, 300)
    hand.open(rows)

    def centre(row: int) -> QPoint:
        return rows.visualItemRect(rows.item(row)).center()

    below_third = QPoint(centre(2).x(), rows.visualItemRect(rows.item(2)).bottom())
    hand.drag(rows.viewport(), centre(0), rows.viewport(), below_third)
    hand.until(lambda: [rows.item(i).text() for i in range(rows.count())] == ["second", "third", "first", "fourth"])


def test_typing_reaches_the_widget_that_was_clicked(hand: Hand) -> None:
    line = QLineEdit()
    line.resize(300, 40)
    hand.open(line)
    hand.click(line, line.rect().center())
    hand.type("rank 7")
    hand.press("BackSpace")
    hand.until(lambda: line.text() == "rank ")


def test_a_right_click_arrives_as_one(hand: Hand) -> None:
    asked: list[QPoint] = []
    rows = QListWidget()
    rows.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
    rows.customContextMenuRequested.connect(asked.append)
    rows.resize(300, 300)
    hand.open(rows)
    hand.click(rows.viewport(), QPoint(20, 30), Qt.MouseButton.RightButton)
    hand.until(lambda: asked == [QPoint(20, 30)])
