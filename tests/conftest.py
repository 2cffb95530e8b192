"""What every test stands on: no display, no touch of the user's own files, reproducible property tests."""

import gc
import os
from collections.abc import Iterator
from pathlib import Path

# The tests read English, whatever this system speaks; set before any module with words is imported.
os.environ["DELIVERYDESK_LANGUAGE"] = "en"

import pytest
from hypothesis import settings
from PySide6.QtWidgets import QApplication

from deliverydesk.domain.formats import Formats, using
from deliverydesk.support.paths import HOME_VARIABLE

if os.environ.get("DELIVERYDESK_TEST_LANE") != "xserver":
    os.environ["QT_QPA_PLATFORM"] = "offscreen"

# A slow machine is no reason for a red test; in CI the same examples are drawn every time.
settings.register_profile("dev", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True, print_blob=True)
settings.load_profile("ci" if os.environ.get("CI") else "dev")

_YOUNG_COLLECTIONS = 30
"""After so many tests all is collected."""
_SHARED = Path(__file__).resolve().parents[2] / "shared"


@pytest.fixture(autouse=True)
def user_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A fresh folder in place of the user's data, settings and caches, in child processes too."""
    home = tmp_path_factory.mktemp("home")
    monkeypatch.setenv(HOME_VARIABLE, str(home))
    return home


@pytest.fixture(autouse=True)
def _plain_formats() -> Iterator[None]:
    """No test writes days and numbers as the portfolio of another did."""
    with using(Formats()):
        yield


@pytest.fixture(autouse=True, scope="session")
def _one_application(qapp: QApplication) -> Iterator[None]:
    """The application with widgets comes first: a test that only draws would make one without, for good.

    Without a display Qt frees the clipboard when Python is gone already, so what was copied is let go before.
    """
    gc.disable()
    yield
    qapp.clipboard().clear()


def pytest_runtest_teardown(item: pytest.Item) -> None:
    """As in the program, rubbish is collected in the window's thread alone: a widget must not go in another.

    Each window keeps what there was at its first paint from being looked at; of windows that are gone it is let go.
    """
    del item
    if gc.get_count()[2] <= _YOUNG_COLLECTIONS:
        gc.collect(1)
        return
    gc.unfreeze()
    gc.collect()


@pytest.fixture
def shared_dir() -> Path:
    """The folder of real-world files beside the checkout, which not every machine has."""
    if not _SHARED.is_dir():
        pytest.skip(f"the collection of real files is not on this machine ({_SHARED})")
    return _SHARED
