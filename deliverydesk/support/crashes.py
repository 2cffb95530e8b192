"""What to do with an error that nobody foresaw: keep all of it in a file, and say so in one sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deliverydesk.support import paths
from deliverydesk.support.clock import now
from deliverydesk.support.language import tr

if TYPE_CHECKING:
    from pathlib import Path


def keep(error: BaseException) -> Path | None:
    """Write the error with its traceback to a file of its own. Returns the file, None where there is no place."""
    import traceback

    folder = paths.data_dir() / "errors"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        file = folder / f"{now():%Y%m%d-%H%M%S-%f}.txt"
        file.write_text("".join(traceback.format_exception(error)), encoding="utf-8", errors="replace")
    except OSError:
        return None
    return file


def sentence(error: BaseException) -> str:
    """What to tell the person; the error is kept first."""
    file = keep(error)
    name = type(error).__name__
    if file is None:
        return tr("Something went wrong that DeliveryDesk did not foresee ({name}); nothing was lost.", name=name)
    return tr(
        "Something went wrong that DeliveryDesk did not foresee ({name}); nothing was lost. The details are in {file}.",
        name=name,
        file=file,
    )
