"""The palette itself: a field over a list, filled in slices so that typing never waits."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QTimer

from deliverydesk.domain.wording import quoted
from deliverydesk.support.language import tr
from deliverydesk.ui import fonts, text
from deliverydesk.ui.window import state
from deliverydesk.ui.window.palette import parameters, things
from deliverydesk.ui.window.palette.card import QueryField, TopCard
from deliverydesk.ui.window.palette.commands import GROUP as ACTIONS
from deliverydesk.ui.window.palette.commands import command_entries
from deliverydesk.ui.window.palette.entries import Entry, grouped
from deliverydesk.ui.window.palette.finding import MOST, Key, Names, search
from deliverydesk.ui.window.palette.listing import EntryList
from deliverydesk.ui.window.palette.matching import fold, score

if TYPE_CHECKING:
    from deliverydesk.ui.window.main_window import MainWindow

HINT = tr("> only actions     # tags     @ owners     + add an item")
_KEPT = 60
_FAVOUR = 14.0
_ACTION, _CANNOT = 6.0, -30.0
_AT_FIRST = ("window.new_item", "window.today", "window.export", "window.import", "window.shortcuts")


class Palette(TopCard):
    """Finds actions and things. Enter or a click does or shows the current one."""

    def __init__(self, window: MainWindow, names: Names, add: Callable[[str], object]) -> None:
        super().__init__(window)
        self.setObjectName("palette")
        self._desk_window = window
        self._names = names
        self._add = add
        self._recent = remembered(window)
        self._entries: dict[str, Entry] = {}
        self._raised: dict[Key, float] = {}
        self._shown_first = False
        self._work: Iterator[list[Entry]] | None = None
        self._reading: Iterator[None] | None = names.read(window.desk.portfolio)
        self.query = QueryField(tr("Find an item or run a command"), self.card)
        self.query.setObjectName("palette.query")
        self.list = EntryList(self.card)
        self.list.setObjectName("palette.list")
        self.said = text.label("", fonts.CELL, 400, "text2", parent=self.card, wrap=True)
        self.hint = text.label(HINT, fonts.CAPTION, 400, "text3", parent=self.card)
        for widget in (self.query, self.said, self.list, self.hint):
            self.column.addWidget(widget)
        self.column.addStretch(1)
        self._timer = QTimer(self)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._go_on)
        self.query.searched.connect(self._search)
        self.query.moved.connect(self._step)
        self.query.chosen.connect(self.choose)
        self.query.left.connect(self.dismiss)
        self.closed.connect(self._timer.stop)
        self.list.clicked.connect(self._clicked)
        self.list.selectionModel().currentChanged.connect(self._tell)

    def open_with(self, words: str = "") -> None:
        """Open the palette with words in it."""
        self._build_panes()
        self._entries = {
            entry.key: entry
            for entry in (
                *command_entries(self._desk_window).values(),
                *parameters.choice_entries(self._desk_window.desk),
                *things.other_entries(self._desk_window),
            )
        }
        self._raised = self._favours()
        self.open()
        self.query.setText(words)
        if not words:
            self._search(words)

    def _build_panes(self) -> None:
        # A pane that nobody has looked at yet has no actions.
        for dock in self._desk_window.docks.values():
            dock.build()

    @property
    def idle(self) -> bool:
        """True when everything is read and found."""
        return self._work is None and self._reading is None

    @property
    def offered(self) -> tuple[str, ...]:
        """The keys of all actions, views, files and settings that can be found."""
        return tuple(self._entries)

    # Searching

    def _search(self, typed: str) -> None:
        if typed.startswith("+"):
            self.dismiss()
            self._add(typed[1:].lstrip())
            return
        self._work = self._found(typed)
        self._shown_first = False
        self._go_on()
        self._timer.start()

    def _go_on(self) -> None:
        """One slice: of the search first, then of the names that are still to be read."""
        if self._work is not None:
            found = next(self._work, None)
            if found is not None:
                self._show(found)
                return
            self._work = None
        if self._reading is not None:
            try:
                next(self._reading)
            except StopIteration:
                self._reading = None
                self._work = self._found(self.query.text())
            return
        self._timer.stop()

    def _found(self, typed: str) -> Iterator[list[Entry]]:
        mark, wanted = (
            (typed[0], fold(typed[1:].strip())) if typed[:1] in (">", "#", "@") else ("", fold(typed.strip()))
        )
        if mark == "#":
            yield self._among(things.tag_entries(self._desk_window), wanted)
        elif mark == "@":
            yield self._among(things.owner_entries(self._desk_window), wanted)
        elif not wanted:
            yield self._lately(only_actions=mark == ">")
        else:
            yield from self._anything(wanted, only_actions=mark == ">")

    def _among(self, entries: list[Entry], wanted: str) -> list[Entry]:
        if not wanted:
            return entries[:MOST]
        fits = [(score(wanted, fold(f"{entry.words} {entry.also}".strip())), entry) for entry in entries]
        ordered = sorted((pair for pair in fits if pair[0]), key=lambda pair: -pair[0])
        return [entry for _fit, entry in ordered[:MOST]]

    def _lately(self, *, only_actions: bool) -> list[Entry]:
        """What was chosen lately; with only actions, all others after it."""
        lately = [entry for key in self._recent if (entry := self.entry(key)) is not None and not entry.reason]
        actions = [entry for entry in self._entries.values() if entry.group == ACTIONS]
        if only_actions:
            chosen = [entry for entry in lately if entry.group == ACTIONS]
            rest = sorted((e for e in actions if e not in chosen), key=lambda e: (bool(e.reason), e.detail, e.words))
            return [*chosen, *rest]
        at_first = [self._entries[key] for key in _AT_FIRST if key in self._entries]
        others = [entry for entry in self._entries.values() if entry.group in (things.RECENT_FILES, things.SAVED_VIEWS)]
        return [*lately[:12], *(entry for entry in [*at_first, *others] if entry not in lately[:12])]

    def _anything(self, wanted: str, *, only_actions: bool) -> Iterator[list[Entry]]:
        first = [] if only_actions else parameters.typed_entries(self._desk_window.desk, wanted)
        own: dict[Key, str] = {
            key: fold(
                " ".join((entry.words, entry.detail if entry.group == things.SETTINGS else "", entry.also)).strip()
            )
            for key, entry in self._entries.items()
            if entry.group == ACTIONS or not only_actions
        }
        names: dict[Key, str] = own if only_actions else {**own, **self._names.folded}
        for best in search(names, wanted, lambda key: self._raised.get(key, 0.0)):
            found = [entry for _fit, key in best if (entry := self.entry(key)) is not None]
            yield [*first, *found]
        if not names:
            yield first

    def _favours(self) -> dict[Key, float]:
        """How much each key is raised: actions a little, what was chosen lately most; what cannot be done sinks."""
        raised: dict[Key, float] = {
            key: _CANNOT if entry.reason else _ACTION if entry.group == ACTIONS else 0.0
            for key, entry in self._entries.items()
        }
        for key, place in self._recent.items():
            thing: Key = things.thing_of(key) or key
            raised[thing] = raised.get(thing, 0.0) + _FAVOUR * (1 - place / _KEPT)
        return raised

    def entry(self, key: Key) -> Entry | None:
        """The line of a key; None where the thing is gone."""
        if isinstance(key, str):
            if key in self._entries:
                return self._entries[key]
            thing = things.thing_of(key)
            return None if thing is None else self.entry(thing)
        if self._desk_window.desk.portfolio.table(key[0]).get(key[1]) is None:
            return None
        return things.thing_entry(self._desk_window, key)

    def _show(self, found: list[Entry]) -> None:
        listed = grouped(found)
        if listed != self.list.entry_model.entries or not self._shown_first:
            self.list.show_entries(listed, keep=self._shown_first)
            self._shown_first = True
        none = not found and bool(self.query.text().strip(" >#@"))
        self.said.setVisible(none)
        if none:
            text.set_text(self.said, tr("Nothing is called {name}.", name=quoted(self.query.text(), 40)))
        self.list.setVisible(bool(found))
        self._tell()
        self.place()

    # Choosing

    def _step(self, by: int) -> None:
        self.list.step(by)

    def _tell(self, *_indexes: QModelIndex) -> None:
        entry = self.list.current()
        text.name(
            self.query,
            tr("Find an item or run a command"),
            entry.spoken() if entry is not None else tr("Nothing found"),
        )

    def _clicked(self, _index: QModelIndex) -> None:
        self.choose()

    def choose(self) -> None:
        """Do or show what is current. What cannot be done now stays, and its reason with it."""
        self._finish_search()
        entry = self.list.current()
        if entry is None or entry.is_heading or entry.reason:
            return
        remember(self._desk_window, entry.key)
        self.dismiss()
        entry.run()

    def _finish_search(self) -> None:
        """Enter right after typing means the best of what was typed, not of what stood there before."""
        if self._work is not None and not self._shown_first:
            self._go_on()


def remembered(window: MainWindow) -> dict[str, int]:
    """What was chosen lately, by key, with its place from 0 for the last one."""
    kept = state.load().get("palette")
    listed = kept if isinstance(kept, list) else []
    prefix = _prefix(window)
    keys = [key.removeprefix(prefix) for key in listed if isinstance(key, str) and _is_ours(key, prefix)]
    return {key: place for place, key in enumerate(dict.fromkeys(keys))}


def remember(window: MainWindow, key: str) -> None:
    """Put a key at the head of what was chosen lately. Things are kept with the portfolio that they belong to."""
    kept = state.load().get("palette")
    prefix = _prefix(window)
    whole = key if things.thing_of(key) is None and not key.startswith("saved_views/") else prefix + key
    others = [each for each in kept if isinstance(each, str) and each != whole] if isinstance(kept, list) else []
    state.update(palette=[whole, *others][:_KEPT])


def _prefix(window: MainWindow) -> str:
    return f"{window.desk.document.store.portfolio_id}:"


def _is_ours(key: str, prefix: str) -> bool:
    return key.startswith(prefix) or (":" not in key or key.startswith("file/"))
