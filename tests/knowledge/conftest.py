"""An overlay to be written for a test, and a copy of the bundled files."""

import shutil
from pathlib import Path

import pytest

from netcli.knowledge.files.load import DATA
from tests.knowledge.overlays import Overlay


@pytest.fixture
def bundled(tmp_path: Path) -> Path:
    """Give a copy of the bundled files."""
    shutil.copytree(DATA, tmp_path / "data", ignore=shutil.ignore_patterns("compiled"))
    return tmp_path / "data"


@pytest.fixture
def overlay(tmp_path: Path) -> Overlay:
    """Write an overlay: `overlay("text", "more text", name="ward")` gives its folder."""

    def write(*texts: str | bytes, name: str = "ward") -> Path:
        folder = tmp_path / name
        folder.mkdir(exist_ok=True)
        for number, text in enumerate(texts):
            (folder / f"{number}.yaml").write_bytes(text.encode() if isinstance(text, str) else text)
        return folder

    return write
