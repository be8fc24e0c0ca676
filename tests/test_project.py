"""Which project is meant, and what a graphkit.toml may hold."""

from __future__ import annotations

from pathlib import Path

import pytest

from graphkit.errors import GraphkitError, ProjectError
from graphkit.project import find_project
from graphkit.store.config import choose_store


def make(folder: Path, text: str = 'name = "chain"\n') -> Path:
    """A folder with a graphkit.toml."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "graphkit.toml").write_text(text, encoding="utf-8")
    return folder


def test_the_option_wins_over_the_variable_over_the_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    one, two, three = (make(tmp_path / n, f'name = "{n}"') for n in ("one", "two", "three"))
    (three / "deep" / "down").mkdir(parents=True)
    monkeypatch.chdir(three / "deep" / "down")
    variable = {"GRAPHKIT_PROJECT": str(two)}
    assert find_project(one, variable).name == "one"
    assert find_project(None, variable).name == "two"
    assert find_project(None, {}).root == three
    assert find_project(None, {"GRAPHKIT_PROJECT": ""}).state == three / ".graphkit"


def test_the_packaged_project_keeps_its_state_where_one_stands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    found = find_project(None, {})
    assert found.name == "solid-state"
    assert found.state == tmp_path / ".graphkit"


def test_loaders_are_folders_but_not_the_decisions(tmp_path: Path) -> None:
    root = make(tmp_path)
    for name in ("b", "a", "decisions", ".hidden", "_draft"):
        (root / "loaders" / name).mkdir(parents=True)
    (root / "loaders" / "note.txt").touch()
    assert [folder.name for folder in find_project(root, {}).loaders] == ["a", "b"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("name = ", "not valid TOML"),
        ("", "name must be"),
        ('name = "Upper Case"', "name must be"),
        ("name = 3", "name must be"),
        ('name = "a"\ntitle = 3', "title must be text"),
        ('name = "a"\nstores = "x"', "unknown key stores"),
    ],
)
def test_what_is_wrong_with_the_settings(tmp_path: Path, text: str, told: str) -> None:
    with pytest.raises(ProjectError, match=told):
        find_project(make(tmp_path, text), {})


def test_settings_that_are_no_utf8(tmp_path: Path) -> None:
    (make(tmp_path) / "graphkit.toml").write_bytes(b'name = "\xff"')
    with pytest.raises(ProjectError, match="not valid TOML"):
        find_project(tmp_path, {})


def test_a_folder_that_is_no_project(tmp_path: Path) -> None:
    with pytest.raises(ProjectError, match="is no project") as told:
        find_project(tmp_path, {})
    assert "graphkit init" in str(told.value)


def test_stores_by_name(tmp_path: Path) -> None:
    location = find_project(make(tmp_path, 'name = "a"\nstore = "bolt://toml:7687"'), {})
    assert choose_store(location, None, {}).uri == "bolt://toml:7687"
    assert choose_store(location, None, {"NEO4J_URI": "bolt://environment"}).uri == "bolt://environment"
    assert choose_store(location, "embedded", {"NEO4J_URI": "bolt://x"}).path == tmp_path / ".graphkit/store"
    windows = choose_store(location, r"embedded:C:\data\my store", {}).path
    assert windows is not None and str(windows).endswith(r"C:\data\my store")
    for wrong in ("embedded:", "bolt:/x", "http://x:7474", "nosuch", "bolt://me:secret@host"):
        with pytest.raises(GraphkitError) as told:
            choose_store(location, wrong, {})
        assert "secret" not in str(told.value)
