"""A project for whole loaders."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.loaders.told import ROOT


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project without loaders."""
    root = tmp_path_factory.mktemp("bad")
    shutil.copytree(ROOT / "schema", root / "schema")
    (root / "graphkit.toml").write_text('name = "bad"\ntitle = "Bad"\n', encoding="utf-8")
    (root / "loaders").mkdir()
    return root
