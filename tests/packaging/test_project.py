"""The rules of the house that no other tool checks."""

import ast
import re
import tomllib
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGING = ROOT / "packaging"
LINUX = PACKAGING / "linux"
NAME = "deliverydesk"


def imported_modules(source: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(source.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module == "PySide6":
            yield from (f"PySide6.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


def test_rendering_paints_with_qtgui_alone() -> None:
    allowed = {"PySide6.QtCore", "PySide6.QtGui", "PySide6.QtSvg"}
    for source in (ROOT / "deliverydesk" / "rendering").rglob("*.py"):
        qt = {name for name in imported_modules(source) if name.startswith("PySide6")}
        assert qt <= allowed, f"{source} imports {sorted(qt - allowed)}"


def test_every_dependency_is_pinned() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = project["dependencies"] + [each for extra in project["optional-dependencies"].values() for each in extra]
    pins = (PACKAGING / "constraints.txt").read_text(encoding="utf-8")
    pinned = {normalised(line) for line in pins.splitlines() if "==" in line}
    assert {normalised(requirement) for requirement in wanted} <= pinned


def test_the_desktop_knows_one_file_type_and_one_program() -> None:
    mime = ET.parse(LINUX / f"{NAME}.mime.xml").getroot()
    (file_type,) = mime
    (glob,) = file_type.findall("{*}glob")
    desktop = (LINUX / f"{NAME}.desktop").read_text(encoding="utf-8")
    metainfo = ET.parse(LINUX / f"{NAME}.metainfo.xml").getroot()
    assert glob.get("pattern") == "*.ddesk"
    assert f"MimeType={file_type.get('type')};" in desktop
    assert metainfo.findtext("launchable") == f"{NAME}.desktop"
    assert metainfo.findtext("provides/mediatype") == file_type.get("type")


def normalised(requirement: str) -> str:
    name = re.match(r"[\w.-]+", requirement)
    assert name, requirement
    return re.sub(r"[-_.]+", "-", name[0]).lower()
