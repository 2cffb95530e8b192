"""What a person can do, each a pure function that takes a portfolio and returns a ChangeSet.

Where a window offers actions, it imports this package and says `actions.backlog.move_above`: the module is loaded when
somebody does the first of its actions, and no start waits for what nobody has done yet.
"""

from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from deliverydesk.actions import archiving as archiving
    from deliverydesk.actions import backlog as backlog
    from deliverydesk.actions import baselining as baselining
    from deliverydesk.actions import grouping as grouping
    from deliverydesk.actions import milestoning as milestoning
    from deliverydesk.actions import placing as placing
    from deliverydesk.actions import records as records
    from deliverydesk.actions import roadmap as roadmap


def __getattr__(name: str) -> ModuleType:
    if name.startswith("_"):
        raise AttributeError(name)
    try:
        return import_module(f"{__name__}.{name}")
    except ModuleNotFoundError as error:
        if error.name != f"{__name__}.{name}":
            raise
        raise AttributeError(f"There are no actions called {name!r}.") from None
