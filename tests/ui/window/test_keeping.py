"""What is forecast is kept: at a checkpoint, and when somebody says so; as one step that can be taken back."""

from pathlib import Path

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QInputDialog
from pytestqt.qtbot import QtBot

from deliverydesk.analysis.forecast.portfolio import forecast_of
from deliverydesk.ui.window.main_window import MainWindow
from tests.ui.window.conftest import TODAY, Desks


def kinds(window: MainWindow) -> list[tuple[str, str]]:
    return [(each.kind, each.label) for each in window.desk.document.history(2)]


def keep(window: MainWindow) -> None:
    next(each for each in window.findChildren(QAction) if each.objectName() == "window.keep_forecasts").trigger()


def test_a_checkpoint_keeps_what_is_forecast_as_a_step_before_it(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = forecast_of(window.desk.portfolio, TODAY).items()
    monkeypatch.setattr(QInputDialog, "exec", lambda _self: QInputDialog.DialogCode.Accepted)
    monkeypatch.setattr(QInputDialog, "textValue", lambda _self: "Before Monday")
    window.files.checkpoint(window)
    qtbot.waitUntil(lambda: kinds(window)[0] == ("checkpoint", "Before Monday"), timeout=20_000)
    forecasts = list(window.desk.portfolio.forecasts)
    assert kinds(window)[1] == ("do", f"keep {len(forecasts)} forecasts")
    kept = {each.deliverable: (each.p50, each.p85, each.p95) for each in forecasts if each.deliverable is not None}
    assert kept == {key: (told.p50, told.p85, told.p95) for key, told in expected.items()}
    window.desk.undo()
    assert not window.desk.portfolio.forecasts


def test_the_command_keeps_them_once_a_day_and_says_so(window: MainWindow, qtbot: QtBot) -> None:
    with qtbot.waitSignal(window.desk.done, timeout=20_000) as told:
        keep(window)
    assert told.args == ["Today’s forecasts are kept"]
    count = len(window.desk.portfolio.forecasts)
    assert count > 40
    with qtbot.waitSignal(window.desk.refused, timeout=20_000) as refused:
        keep(window)
    assert refused.args == ["Today’s forecasts are kept already, and are still the same."]
    assert len(window.desk.portfolio.forecasts) == count
    assert kinds(window)[0] == ("do", f"keep {count} forecasts")


def test_where_nothing_can_be_forecast_it_says_so(desks: Desks, empty_file: Path, qtbot: QtBot) -> None:
    window = desks.open(empty_file)
    with qtbot.waitSignal(window.desk.refused, timeout=20_000) as refused:
        keep(window)
    assert refused.args == ["There is no forecast to keep: nothing that is open can be forecast yet."]
