"""The collected cases: published ones with their sources, and ones that two other programs agree on."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest


@pytest.fixture
def collected(shared_dir: Path) -> Callable[[str], dict[str, Any]]:
    """Reads the cases of one name."""

    def read(name: str) -> dict[str, Any]:
        found: dict[str, Any] = json.loads((shared_dir / "oracles" / f"{name}.json").read_text())
        return found

    return read
