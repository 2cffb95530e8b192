"""The files that tell a Linux desktop of the program, read by the tools of desktops where these are installed."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from deliverydesk.document.document import Document
from deliverydesk.domain.portfolio import Portfolio

LINUX = Path(__file__).resolve().parents[2] / "packaging" / "linux"
MEDIA_TYPE = "application/vnd.deliverydesk.portfolio"


def _tool(name: str) -> str:
    found = shutil.which(name)
    if found is None:
        pytest.skip(f"{name} is not on this machine")
    return found


def _said(command: list[str], **more: str) -> str:
    ran = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False, env={**os.environ, **more})
    assert ran.returncode == 0, ran.stdout + ran.stderr
    return ran.stdout + ran.stderr


def test_the_desktop_entry_is_valid() -> None:
    said = _said([_tool("desktop-file-validate"), str(LINUX / "deliverydesk.desktop")])
    assert "error" not in said
    assert "warning" not in said


def test_the_metainfo_is_valid() -> None:
    command = [_tool("appstreamcli"), "validate", "--no-net", str(LINUX / "deliverydesk.metainfo.xml")]
    said = _said(command)
    assert "E:" not in said
    assert "W:" not in said


@pytest.fixture
def data_home(tmp_path: Path) -> Path:
    """A folder of the account's own data with the program's file type in it."""
    home = tmp_path / "share"
    packages = home / "mime" / "packages"
    packages.mkdir(parents=True)
    shutil.copy(LINUX / "deliverydesk.mime.xml", packages / "deliverydesk.xml")
    _said([_tool("update-mime-database"), str(home / "mime")])
    return home


@pytest.mark.parametrize("name", ["plan.ddesk", "no ending"])
def test_a_portfolio_is_known_by_its_ending_and_by_what_is_in_it(tmp_path: Path, data_home: Path, name: str) -> None:
    path = tmp_path / "plan.ddesk"
    Document.create(path, Portfolio()).close()
    file = path.rename(tmp_path / name)
    gio = _tool("gio")
    said = _said([gio, "info", "-a", "standard::content-type", str(file)], XDG_DATA_HOME=str(data_home))
    assert MEDIA_TYPE in said


def test_another_database_is_not_taken_for_a_portfolio(tmp_path: Path, data_home: Path) -> None:
    import sqlite3

    other = tmp_path / "other"
    with sqlite3.connect(other) as connection:
        connection.execute("CREATE TABLE t (x)")
    connection.close()
    said = _said([_tool("gio"), "info", "-a", "standard::content-type", str(other)], XDG_DATA_HOME=str(data_home))
    assert MEDIA_TYPE not in said


def test_the_desktop_entry_opens_portfolios(tmp_path: Path, data_home: Path) -> None:
    applications = data_home / "applications"
    applications.mkdir()
    shutil.copy(LINUX / "deliverydesk.desktop", applications)
    home = {"XDG_DATA_HOME": str(data_home), "XDG_CONFIG_HOME": str(tmp_path), "XDG_CURRENT_DESKTOP": "X-Generic"}
    _said([_tool("xdg-mime"), "default", "deliverydesk.desktop", MEDIA_TYPE], **home)
    assert _said([_tool("xdg-mime"), "query", "default", MEDIA_TYPE], **home).strip() == "deliverydesk.desktop"
