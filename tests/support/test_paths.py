import sys
from pathlib import Path

import pytest

from deliverydesk.support import paths


def test_one_variable_moves_everything(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv(paths.HOME_VARIABLE, str(tmp_path))
    folders = [paths.data_dir(), paths.config_dir(), paths.cache_dir()]
    assert len(set(folders)) == 3
    assert all(tmp_path in folder.parents for folder in folders)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the XDG folders are Linux's")
def test_linux_follows_xdg_and_ignores_relative_folders(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv(paths.HOME_VARIABLE)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "elsewhere"))
    monkeypatch.setenv("XDG_CONFIG_HOME", "relative")
    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    assert paths.data_dir() == tmp_path / "elsewhere" / "deliverydesk"
    assert paths.config_dir() == tmp_path / ".config" / "deliverydesk"
    assert paths.cache_dir() == tmp_path / ".cache" / "deliverydesk"


def test_a_checkout_finds_its_resources() -> None:
    assert (paths.resource_dir() / "themes").is_dir()
