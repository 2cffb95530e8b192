import errno
import os
import signal
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from deliverydesk.support.atomic import replacing
from deliverydesk.support.errors import DeskError


def test_the_new_file_takes_the_place_of_the_old(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("old", encoding="utf-8")
    path.chmod(0o640)
    with replacing(path) as fresh:
        assert fresh.suffix == ".csv"
        fresh.write_text("new", encoding="utf-8")
        assert path.read_text(encoding="utf-8") == "old"
    assert path.read_text(encoding="utf-8") == "new"
    assert [entry.name for entry in tmp_path.iterdir()] == ["a.csv"]
    if os.name == "posix":
        assert path.stat().st_mode & 0o777 == 0o640


def test_a_block_that_fails_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("old", encoding="utf-8")

    def fail() -> None:
        with replacing(path) as fresh:
            fresh.write_text("half", encoding="utf-8")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert path.read_text(encoding="utf-8") == "old"
    assert [entry.name for entry in tmp_path.iterdir()] == ["a.csv"]


@pytest.mark.skipif(os.name != "posix", reason="needs SIGKILL")
def test_a_killed_export_leaves_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("old", encoding="utf-8")
    code = f"""
        import os, signal
        from deliverydesk.support.atomic import replacing
        with replacing({str(path)!r}) as fresh:
            fresh.write_text("half")
            os.kill(os.getpid(), signal.SIGKILL)
    """
    done = subprocess.run([sys.executable, "-c", textwrap.dedent(code)], check=False)
    assert done.returncode == -signal.SIGKILL
    assert path.read_text(encoding="utf-8") == "old"


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    real, link = tmp_path / "real.csv", tmp_path / "link.csv"
    real.write_text("old", encoding="utf-8")
    try:
        link.symlink_to(real)
    except OSError:
        pytest.skip("this file system has no links")
    with replacing(link) as fresh:
        fresh.write_text("new", encoding="utf-8")
    assert link.is_symlink()
    assert real.read_text(encoding="utf-8") == "new"


@pytest.mark.parametrize(
    ("number", "words"),
    [(errno.ENOSPC, "the disk is full"), (errno.EACCES, "open in another program"), (errno.EROFS, "read-only")],
)
def test_what_the_file_system_refuses_is_a_sentence(tmp_path: Path, number: int, words: str) -> None:
    with pytest.raises(DeskError, match=words), replacing(tmp_path / "a.csv"):
        raise OSError(number, os.strerror(number))


def test_folders_are_not_written_over(tmp_path: Path) -> None:
    with pytest.raises(DeskError, match="is a folder"), replacing(tmp_path):
        pass
    with pytest.raises(DeskError, match="there is no folder"), replacing(tmp_path / "no" / "a.csv") as fresh:
        fresh.touch()
