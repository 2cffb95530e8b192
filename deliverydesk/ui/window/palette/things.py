"""The things of a portfolio as lines of the palette, and what is shown when one is chosen."""

from __future__ import annotations

from collections import Counter
from functools import partial
from typing import TYPE_CHECKING

from deliverydesk.charts.common import product_code
from deliverydesk.charts.format import day
from deliverydesk.domain.choices import choice_words
from deliverydesk.domain.entities import ENTITY_TYPES, Deliverable, Milestone, Outcome, Product, Team, caption
from deliverydesk.domain.wording import counted
from deliverydesk.support import clock
from deliverydesk.support.language import tr, trc
from deliverydesk.ui import text
from deliverydesk.ui.saved_views import state_of
from deliverydesk.ui.window import layouts, state
from deliverydesk.ui.window.palette.entries import Entry
from deliverydesk.ui.window.palette.finding import FINDABLE, Thing, key_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from deliverydesk.domain.entities import SavedView
    from deliverydesk.domain.portfolio import Portfolio
    from deliverydesk.ui.window.main_window import MainWindow

_GROUPS = {
    Deliverable: (tr("Deliverables"), "list"),
    Outcome: (tr("Outcomes"), "outcome"),
    Product: (tr("Products"), "product"),
    Team: (tr("Teams"), "teams"),
    Milestone: (tr("Milestones"), "milestone"),
}
_NAMELESS = {
    Deliverable: tr("Deliverable without a name"),
    Outcome: tr("Outcome without a name"),
    Product: tr("Product without a name"),
    Team: tr("Team without a name"),
    Milestone: tr("Milestone without a name"),
}
RECENT_FILES, SAVED_VIEWS, SETTINGS = tr("Recent files"), tr("Saved views"), tr("Settings")
"""The groups of what is no thing of the portfolio."""
_SETTINGS = (
    ("portfolio", tr("Portfolio")),
    ("products", tr("Products")),
    ("teams", tr("Teams")),
    ("scoring", tr("Scoring")),
    ("criteria", tr("Criteria")),
    ("limits", tr("Work in progress")),
    ("formats", tr("Formats")),
    ("appearance", tr("Appearance")),
)


def thing_of(key: str) -> Thing | None:
    """The thing that is remembered by a key; None where it is something else."""
    table, _, number = key.partition("/")
    entity_type = ENTITY_TYPES.get(table)
    return (entity_type, int(number)) if entity_type in FINDABLE and entity_type and number.isdecimal() else None


def thing_entry(window: MainWindow, thing: Thing) -> Entry:
    """The line of one thing. Raises KeyError where it is gone."""
    entity_type, entity_id = thing
    group, icon = _GROUPS[entity_type]
    entity = window.desk.portfolio.table(entity_type)[entity_id]
    words = text.one_line(caption(entity), 200) or _NAMELESS[entity_type]
    return Entry(
        key_of(thing),
        group,
        words,
        _detail(window.desk.portfolio, thing),
        icon,
        run=lambda: show_thing(window, thing),
    )


def _detail(portfolio: Portfolio, thing: Thing) -> str:
    entity = portfolio.table(thing[0])[thing[1]]
    if isinstance(entity, Deliverable):
        parts = [
            product_code(portfolio, entity.product),
            choice_words(entity.stage),
            tr("rank {rank}", rank=portfolio.rank(entity.id)),
        ]
        return " · ".join(part for part in [*parts, tr("archived") if entity.archived else ""] if part)
    if isinstance(entity, Outcome):
        return entity.metric
    if isinstance(entity, Milestone):
        return day(entity.date, clock.today())
    return ""


def show_thing(window: MainWindow, thing: Thing) -> None:
    """Select it in all panes; what no pane of the layout shows is shown in the inspector."""
    entity_type, entity_id = thing
    window.desk.select(entity_type, (entity_id,), entity_id)
    homes = {Deliverable: ("backlog", "roadmap"), Outcome: ("outcomes",), Milestone: ("roadmap",)}.get(entity_type, ())
    if not any(window.docks[name].isVisible() for name in homes):
        dock = window.docks["inspector"]
        dock.build()
        dock.show()
        dock.raise_()


def other_entries(window: MainWindow) -> Iterator[Entry]:
    """Saved views, recent files and the sections of the settings."""
    for view in window.desk.portfolio.saved_views:
        if view.pane in window.docks:

            def restore(view: SavedView = view) -> None:
                show_view(window, view)

            where = window.docks[view.pane].windowTitle()
            yield Entry(
                f"saved_views/{view.id}", SAVED_VIEWS, text.one_line(view.name, 200), where, "show", run=restore
            )
    for name in layouts.kept():
        run = partial(window.layouts.choose, name)
        yield Entry(
            f"layout/{name}",
            tr("Layouts"),
            text.one_line(name, 200),
            trc("arrangement of the panes", "Layout"),
            "inspector",
            run=run,
        )
    for path in state.recent_files():
        if path != window.desk.document.path:

            def open_file(path: Path = path) -> None:
                window.files.open_path(window, path)

            yield Entry(f"file/{path}", RECENT_FILES, path.name, str(path.parent), "file", run=open_file)
    for page, words in _SETTINGS:

        def settings(page: str = page) -> None:
            from deliverydesk.ui.dialogs.settings import open_settings

            open_settings(window, window.desk, page)

        yield Entry(f"settings/{page}", SETTINGS, words, SETTINGS, "settings", run=settings)


def show_view(window: MainWindow, view: SavedView) -> None:
    """Look at a pane as a saved view has it. What cannot be read is told, and nothing changes."""
    if not state_of(view):
        window.toast.say(tr("This view cannot be read. Save it once more."))
        return
    dock = window.docks[view.pane]
    dock.build()
    dock.show()
    dock.raise_()
    dock.pane.views.show_view(view.id)


def tag_entries(window: MainWindow) -> list[Entry]:
    """Each tag with how many deliverables have it; choosing one selects them."""
    items = [item for item in window.desk.portfolio.deliverables if not item.archived]
    counts = Counter(tag for item in items for tag in item.tags)

    def select(tag: str) -> None:
        _select(window, lambda item: tag in item.tags)

    return [
        Entry(f"tag/{tag}", tr("Tags"), tag, counted(count, "item"), "tag", run=partial(select, tag))
        for tag, count in counts.most_common()
    ]


def owner_entries(window: MainWindow) -> list[Entry]:
    """Each owner with how many deliverables they have; choosing one selects them."""
    counts = Counter(item.owner for item in window.desk.portfolio.deliverables if item.owner and not item.archived)

    def select(owner: str) -> None:
        _select(window, lambda item: item.owner == owner)

    return [
        Entry(f"owner/{owner}", tr("Owners"), owner, counted(count, "item"), "person", run=partial(select, owner))
        for owner, count in counts.most_common()
    ]


def _select(window: MainWindow, belongs: Callable[[Deliverable], bool]) -> None:
    portfolio = window.desk.portfolio
    ranked = (portfolio.deliverables[entity_id] for entity_id in portfolio.ranking)
    ids = tuple(item.id for item in ranked if not item.archived and belongs(item))
    window.desk.select(Deliverable, ids, ids[0] if ids else None)
