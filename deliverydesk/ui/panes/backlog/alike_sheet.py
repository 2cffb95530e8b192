"""Titles that are to become items, and say nearly what other items say: which of them are to be added all the same?"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QHeaderView, QTreeWidget, QTreeWidgetItem, QWidget

from deliverydesk.domain.choices import choice_words
from deliverydesk.domain.wording import figure
from deliverydesk.support.language import tr, trn
from deliverydesk.ui import fonts, text
from deliverydesk.ui.panes.backlog.vetting import titles_of
from deliverydesk.ui.widgets.buttons import Button, PrimaryButton
from deliverydesk.ui.widgets.sheet import Sheet

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from deliverydesk.ui.panes.backlog.sight import Sight

_MOST_TITLES = 500
"""More pasted titles than this are not held against the others: nobody would go through them in a sheet."""
_ROW, _MOST_HIGH = 28, 10


class Near(NamedTuple):
    """A new title that says nearly what an item says."""

    place: int
    """Which of the new titles, from 0."""
    title: str
    other: str
    """What it is like: the title of the item and its stage."""


def alike_in(sight: Sight, titles: Sequence[str]) -> list[Near]:
    """Those of the new titles that say nearly what an open item says, in their order."""
    known = titles_of(sight) if len(titles) <= _MOST_TITLES else None
    if known is None:
        return []
    found = []
    for place, title in enumerate(titles):
        near = known.like(title)
        if near:
            item = sight.item(near[0].deliverable)
            found.append(
                Near(place, title, tr("like “{title}”, {stage}", title=item.title, stage=choice_words(item.stage)))
            )
    return found


class AlikeSheet(Sheet):
    """Lists what is alike; what is ticked is added with the rest. Nothing is changed until the button says so."""

    def __init__(
        self, host: QWidget, titles: Sequence[str], near: Sequence[Near], add: Callable[[Sequence[str]], object]
    ) -> None:
        count = len(near)
        heading = trn(
            "{n} of {all} titles says nearly what is there already",
            "{n} of {all} titles say nearly what is there already",
            count,
            n=figure(count),
            all=figure(len(titles)),
        )
        super().__init__(host, heading, width=680)
        self.setObjectName("backlog.alike")
        self._titles, self._near, self._add = titles, near, add
        words = tr("Tick what is to be added all the same. The other titles are added in any case.")
        self.body.addWidget(text.label(words, fonts.CELL, 400, "text2", wrap=True))
        self.list = self._made_list()
        self.body.addWidget(self.list, 1)
        self.footer.addWidget(Button(tr("Cancel"), self.reject, size="sheet"))
        self.confirm = PrimaryButton("", self._confirmed, size="sheet")
        self.footer.addWidget(self.confirm)
        self.list.itemChanged.connect(lambda *_: self._count())
        self._count()

    def _made_list(self) -> QTreeWidget:
        made = QTreeWidget()
        text.name(made, tr("Titles that are alike"), tr("Space ticks a title."))
        made.setFont(fonts.font(fonts.CELL))
        made.setColumnCount(2)
        made.setHeaderHidden(True)
        made.setRootIsDecorated(False)
        made.setUniformRowHeights(True)
        made.setFrameShape(QTreeWidget.Shape.NoFrame)
        made.viewport().setAutoFillBackground(False)
        for each in self._near:
            row = QTreeWidgetItem([text.one_line(each.title, 200), text.one_line(each.other, 200)])
            row.setCheckState(0, Qt.CheckState.Unchecked)
            row.setSizeHint(0, QSize(0, _ROW))
            for column, words in enumerate((each.title, each.other)):
                row.setToolTip(column, text.tooltip(words))
            made.addTopLevelItem(row)
        made.header().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        made.setFixedHeight(_ROW * min(len(self._near), _MOST_HIGH) + 8)
        return made

    def first_focus(self) -> QWidget | None:
        return self.list

    @property
    def wanted(self) -> list[str]:
        """The titles that would be added now."""
        rows = (self.list.topLevelItem(at) for at in range(len(self._near)))
        ticked = [row is not None and row.checkState(0) is Qt.CheckState.Checked for row in rows]
        left_out = {each.place for each, add in zip(self._near, ticked, strict=True) if not add}
        return [title for place, title in enumerate(self._titles) if place not in left_out]

    def _count(self) -> None:
        count = len(self.wanted)
        self.confirm.set_words(trn("Add {n} item", "Add {n} items", count, n=figure(count)))
        self.confirm.allow("" if count else tr("Nothing is left to add. Tick what is to be added all the same."))

    def _confirmed(self) -> None:
        self.accept()
        self._add(self.wanted)
