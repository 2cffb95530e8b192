"""What a person gets who installs the program: built as a wheel and looked into."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(out)]
    done = subprocess.run(build, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    (built,) = out.glob("*.whl")
    return built


def test_resources_are_inside_and_found(wheel: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path)
    in_checkout = {p.relative_to(ROOT / "resources") for p in (ROOT / "resources").rglob("*") if p.is_file()}
    asked = subprocess.run(
        [sys.executable, "-c", "from deliverydesk.support.paths import resource_dir; print(resource_dir())"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(tmp_path)},
        capture_output=True,
        text=True,
        check=True,
    )
    found = Path(asked.stdout.strip())
    assert found == tmp_path / "deliverydesk" / "_resources"
    assert in_checkout
    assert {p.relative_to(found) for p in found.rglob("*") if p.is_file()} == in_checkout


def test_it_gives_a_command_and_a_windowed_command(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        (name,) = [n for n in archive.namelist() if n.endswith("entry_points.txt")]
        entries = archive.read(name).decode()
    assert "[console_scripts]\ndeliverydesk = deliverydesk.cli.main:main" in entries
    assert "[gui_scripts]\ndeliverydesk-gui = deliverydesk.cli.main:gui_main" in entries


def test_nothing_but_the_program_is_inside(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        tops = {name.split("/")[0] for name in archive.namelist()}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"deliverydesk"}
