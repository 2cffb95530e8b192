"""Where things lie on this machine. All paths are decided here; nothing here creates a folder."""

import os
import sys
from pathlib import Path

HOME_VARIABLE = "DELIVERYDESK_HOME"
"""Environment variable that moves all of a user's data, settings and caches under one folder."""

_PACKAGE = Path(__file__).resolve().parent.parent


def resource_dir() -> Path:
    """The folder of themes, icons and samples: inside an installed package, beside it in a checkout."""
    installed = _PACKAGE / "_resources"
    return installed if installed.is_dir() else _PACKAGE.parent / "resources"


def data_dir() -> Path:
    """The folder for what must not be lost: backups, the copy of the sample, reports of imports."""
    return _user_dir("data", "XDG_DATA_HOME", ".local/share")


def config_dir() -> Path:
    """The folder for settings and window state."""
    return _user_dir("config", "XDG_CONFIG_HOME", ".config")


def cache_dir() -> Path:
    """The folder for what can be made again."""
    return _user_dir("cache", "XDG_CACHE_HOME", ".cache")


def _user_dir(kind: str, xdg_variable: str, xdg_default: str) -> Path:
    if moved := os.environ.get(HOME_VARIABLE):
        return Path(moved).expanduser().absolute() / kind
    home = Path.home()
    if sys.platform == "win32":
        local = Path(os.environ.get("LOCALAPPDATA") or home / "AppData" / "Local") / "DeliveryDesk"
        return local if kind == "data" else local / kind.capitalize()
    if sys.platform == "darwin":
        library = home / "Library"
        folders = {"data": "Application Support", "config": "Preferences", "cache": "Caches"}
        return library / folders[kind] / "DeliveryDesk"
    # The XDG specification tells programs to ignore a relative path in these variables.
    chosen = Path(os.environ.get(xdg_variable, ""))
    return (chosen if chosen.is_absolute() else home / xdg_default) / "deliverydesk"
