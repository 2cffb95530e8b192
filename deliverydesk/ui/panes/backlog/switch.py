"""List, board or value against effort: three views of the same items, of which one is seen. Made when first shown."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QMenu, QSizePolicy, QVBoxLayout, QWidget

from deliverydesk.support.language import tr, trc
from deliverydesk.ui import mirror
from deliverydesk.ui.widgets.buttons import ToolButton
from deliverydesk.ui.widgets.segmented import Segmented

if TYPE_CHECKING:
    from deliverydesk.ui.panes.backlog.board.view import Board
    from deliverydesk.ui.panes.backlog.matrix.view import Matrix
    from deliverydesk.ui.panes.backlog.pane import BacklogPane

VIEWS = {"list": trc("view", "List"), "board": tr("Board"), "matrix": tr("Value/effort")}

_ON_CARDS = (
    "add add_top add_end duplicate copy paste delete plan unplan move_up move_down move_top move_bottom move_to_rank"
    " move_above move_below"
)
"""The actions of rows whose keys work on cards as well."""


class ViewControl(QWidget):
    """The segmented control where there is room for it, else one button with a menu, so that the pane may be narrow."""

    def __init__(self, pane: BacklogPane) -> None:
        super().__init__()
        self._pane = pane
        self.segments = Segmented(tuple(VIEWS.items()), tr("View of the backlog"), self, compact=True)
        self.segments.setObjectName("backlog.view")
        self.button = ToolButton("board", tr("Choose a view"), self._open_menu, self, side=24)
        self.button.setObjectName("backlog.choose_view")
        self.button.hide()
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return self.segments.sizeHint()

    def minimumSizeHint(self) -> QSize:
        return QSize(24, self.segments.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        roomy = self.width() >= self.segments.sizeHint().width()
        self.segments.setVisible(roomy)
        self.segments.setGeometry(mirror.rect(self, QRect(QPoint(), self.segments.sizeHint())))
        self.button.setVisible(not roomy)
        place = QRect(self.button.rect())
        place.moveTo(0, (self.height() - place.height()) // 2)
        self.button.setGeometry(mirror.rect(self, place))

    def _open_menu(self) -> None:
        menu = QMenu(self)
        for name in VIEWS:
            menu.addAction(self._pane.commands[f"view_{name}"])
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.button.mapToGlobal(self.button.rect().bottomLeft()))


class ViewSwitch(QObject):
    """Puts the chosen view in the place of the table. The table keeps rows and selection while it is out of sight."""

    def __init__(self, pane: BacklogPane) -> None:
        super().__init__(pane)
        self._pane = pane
        self.shown = "list"
        self.board: Board | None = None
        self.matrix: Matrix | None = None
        self._cuts: dict[str, Any] = {}
        self._opened: list[str] = []
        self.control = ViewControl(pane)
        self.control.segments.chosen.connect(self.show)

    def show(self, name: str) -> None:
        """Show a view by its name, and give it the focus where the pane has it."""
        if name not in VIEWS or name == self.shown:
            return
        pane, before = self._pane, self.widget()
        focus: QWidget | None = QApplication.focusWidget()
        homes = (before, self.control)
        had_focus = focus is not None and any(home is focus or home.isAncestorOf(focus) for home in homes)
        self.shown = name
        self.control.segments.set_value(name)
        after = self.widget()
        pane.setFocusProxy(after if name == "list" else self.first())
        before.hide()
        after.show()
        pane.chooser.setVisible(name == "list")
        if had_focus:
            self.first().setFocus()
        pane.commands.renew()

    def widget(self) -> QWidget:
        """The view that is shown, made if it has not been before."""
        if self.shown == "board":
            if self.board is None:
                self.board = self._make_board()
            return self.board
        if self.shown == "matrix":
            if self.matrix is None:
                self.matrix = self._make_matrix()
            return self.matrix
        return self._pane.table

    def first(self) -> QWidget:
        """What takes the keyboard in the view that is shown."""
        if self.shown == "board" and self.board is not None:
            return self.board.first_view()
        if self.shown == "matrix" and self.matrix is not None:
            return self.matrix.plot
        return self._pane.table

    def edit_title(self, deliverable_id: int) -> None:
        """Go to an item and edit its title: where it stands in the list, in a sheet elsewhere."""
        pane = self._pane
        if self.shown == "board" and self.board is not None:
            self.board.rename(deliverable_id)
            return
        self.show("list")
        pane.table.setFocus()
        pane.table.edit_cell(deliverable_id, "title")

    def save_state(self) -> dict[str, Any]:
        """What is to be remembered, as JSON values."""
        return {"shown_as": self.shown, "board": {"open": self._open_stages()}, "cuts": self._cut_lines()}

    def restore_state(self, state: dict[str, Any]) -> None:
        """What `save_state` gave, of this version or another one."""
        kept = state.get("board")
        opened = kept.get("open") if isinstance(kept, dict) else None
        if isinstance(opened, list):
            self._opened = [str(each) for each in opened]
        cuts = state.get("cuts")
        self._cuts = cuts if isinstance(cuts, dict) else {}
        if self.matrix is not None:
            self.matrix.restore_state(self._cuts)
        self.show(str(state.get("shown_as", "list")))
        if self.board is not None and isinstance(opened, list):
            self.board.open_columns(self._opened)

    def _cut_lines(self) -> dict[str, Any]:
        return self._cuts if self.matrix is None else self.matrix.save_state()

    def _open_stages(self) -> list[str]:
        return self._opened if self.board is None else [stage.value for stage in self.board.open_stages()]

    def _make_board(self) -> Board:
        from deliverydesk.ui.panes.backlog.board.view import Board

        pane = self._pane
        actions = [pane.commands[name] for name in _ON_CARDS.split()]
        board = Board(pane.desk, pane.model, actions, pane)
        board.menu_wanted.connect(pane.row_menu_at)
        self._place(board)
        if self._opened:
            board.open_columns(self._opened)
        return board

    def _make_matrix(self) -> Matrix:
        from deliverydesk.ui.panes.backlog.matrix.view import Matrix

        matrix = Matrix(self._pane.desk, self._pane.model, self._pane)
        self._place(matrix)
        matrix.restore_state(self._cuts)
        return matrix

    def _place(self, view: QWidget) -> None:
        column = self._pane.layout()
        assert isinstance(column, QVBoxLayout)
        view.hide()
        column.insertWidget(column.indexOf(self._pane.table) + 1, view, 1)
