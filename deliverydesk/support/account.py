"""Who is at this machine."""

from __future__ import annotations

import getpass


def author() -> str:
    """The name of the person at this machine, for locks, history and what is settled by somebody."""
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return "unknown"
