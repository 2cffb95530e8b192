"""The command line as a whole: help, exit codes, and one sentence for what goes wrong."""

from pathlib import Path

import pytest

from deliverydesk.cli.main import main
from tests.cli.conftest import Run, read


def test_new_makes_a_portfolio_and_never_overwrites(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "plan.ddesk"

    assert run("new", path, "--name", "Autumn").code == 0
    assert read(path).settings.name == "Autumn"
    before = path.read_bytes()
    again = run("new", path)

    assert (again.code, again.err.count("\n")) == (2, 1)
    assert path.read_bytes() == before


def test_check_finds_the_sample_sound(run: Run, sample: Path) -> None:
    answer = run("check", sample)

    assert answer.code == 0
    assert "sound" in answer.out


def test_a_file_that_is_no_portfolio_is_a_sentence_and_1(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "letter.ddesk"
    path.write_text("Dear all", encoding="utf-8")

    for command in (("check", path), ("report", path), ("export", path, "--list")):
        answer = run(*command)
        assert (answer.code, answer.err.count("\n")) == (1, 1)


def test_a_word_that_is_nearly_a_command_is_answered_with_it(run: Run) -> None:
    answer = run("exprot")

    assert answer.code == 2
    assert "deliverydesk export" in answer.err


@pytest.mark.parametrize("command", ["new", "import", "export", "edit", "report", "forecast", "check", "tour"])
def test_every_command_has_help(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main([command, "--help"])

    assert ended.value.code == 0
    assert f"deliverydesk {command}" in capsys.readouterr().out


@pytest.mark.parametrize("arguments", [("import",), ("export",), ("tour",), ("export", "x", "--size", "12")])
def test_missing_arguments_are_wrong_use(arguments: tuple[str, ...]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(list(arguments))

    assert ended.value.code == 2
