"""dev.py's decisions, without installing anything."""

import importlib.util
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def dev() -> ModuleType:
    spec = importlib.util.spec_from_file_location("dev", ROOT / "dev.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_a_new_dependency_pin_or_python_asks_for_a_new_installation(dev: ModuleType) -> None:
    known = dev.stamp(["numpy>=2"], "numpy==2.4.6", (3, 11))
    assert known == dev.stamp(["numpy>=2"], "numpy==2.4.6", (3, 11))
    assert known != dev.stamp(["numpy>=2", "SQLAlchemy"], "numpy==2.4.6", (3, 11))
    assert known != dev.stamp(["numpy>=2"], "numpy==2.4.7", (3, 11))
    assert known != dev.stamp(["numpy>=2"], "numpy==2.4.6", (3, 12))


def test_requirements_are_the_programs_and_the_developers(dev: ModuleType) -> None:
    pyproject = """
        [project]
        dependencies = ["numpy>=2; python_version < '3.12'"]
        [project.optional-dependencies]
        dev = ["pytest"]
        other = ["not-this"]
    """
    assert dev.requirements(pyproject) == ["numpy>=2; python_version < '3.12'", "pytest"]
    assert dev.requirements(pyproject, "other")[-1] == "not-this"


@pytest.mark.parametrize(("version", "word"), [((3, 9), "old"), ((3, 10), "old"), ((3, 14), "new")])
def test_an_unsupported_python_is_told_in_one_sentence(dev: ModuleType, version: tuple[int, int], word: str) -> None:
    sentence = dev.unsupported_sentence(version)
    assert f"Python {version[0]}.{version[1]} is too {word}" in sentence
    assert "3.11, 3.12 or 3.13" in sentence


def test_a_missing_library_is_named_with_the_line_that_mends_it(dev: ModuleType) -> None:
    error = "libEGL.so.1: cannot open shared object file: No such file or directory"
    sentence = dev.missing_libraries_sentence(error, dev.APT_OFFSCREEN, dev.DNF_OFFSCREEN)
    assert "libEGL.so.1" in sentence
    assert "sudo apt-get install libgl1 libegl1" in sentence
    assert "sudo dnf install" in sentence
    assert "\n" not in sentence


def test_without_root_nothing_is_installed(dev: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dev.os, "geteuid", lambda: 1000, raising=False)
    monkeypatch.setattr(dev, "succeeds", lambda *_args, **_kwargs: pytest.fail("started an installation"))
    with pytest.raises(dev.Stop, match="do this yourself"):
        dev.system_packages("libgl1", "do this yourself")


def test_an_offscreen_platform_counts_as_no_display(dev: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    assert dev.has_display(Path(sys.executable)) is False


def test_the_version_of_an_interpreter_that_does_not_start_is_none(dev: ModuleType) -> None:
    assert dev.version_of([sys.executable]) == sys.version_info[:2]
    assert dev.version_of(["no-such-python"]) is None
    assert dev.version_of([sys.executable, "-c", "raise SystemExit(1)", "--"]) is None


def test_arguments_of_test_go_to_pytest_as_given(dev: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[list[str]] = []
    monkeypatch.setattr(dev, "environment", lambda *_extras: Path("python"))
    monkeypatch.setattr(dev, "require_qt", lambda _python: None)
    monkeypatch.setattr(dev, "call", lambda command: asked.append(command) or 0)
    assert dev.main(["test", "-k", "ranking", "--maxfail=1", "tests/domain"]) == 0
    assert asked[0][-4:] == ["-k", "ranking", "--maxfail=1", "tests/domain"]


def test_the_speed_report_is_written_where_the_person_stands(
    dev: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    asked: list[list[str]] = []
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(dev, "environment", lambda *_extras: Path("python"))
    monkeypatch.setattr(dev, "require_qt", lambda _python: None)
    monkeypatch.setattr(dev, "call", lambda command: asked.append(command) or 0)
    assert dev.main(["bench", "--only", "sort", "--json", "speed.json"]) == 0
    assert asked[0][-4:] == ["--only", "sort", "--json", str(tmp_path / "speed.json")]


def test_help_names_every_command() -> None:
    shown = subprocess.run(
        [sys.executable, str(ROOT / "dev.py"), "--help"], capture_output=True, text=True, check=True
    ).stdout
    for command in ("run [FILE]", "test", "check", "bench"):
        assert f"python3 dev.py {command}" in shown
