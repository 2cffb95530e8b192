"""How a long loop tells how far it is, and how it is stopped."""

from collections.abc import Callable

from deliverydesk.support.language import tr

#: Called as ``progress(done, total)``; it may raise :class:`Cancelled`, and the loop then leaves everything as it was.
Progress = Callable[[int, int], None]


class Cancelled(Exception):
    """The person asked for the running work to stop; nothing was changed."""

    def __init__(self) -> None:
        super().__init__(tr("Stopped. Nothing was changed."))


def no_progress(done: int, total: int) -> None:
    """Listens to nothing: for callers that do not care how far the work is."""
