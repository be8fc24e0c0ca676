"""`diff`: two days, two folders, two revisions of a repository, without a store."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Call, Result, append, rewrite


def names(result: Result, verb: str, type_: str) -> set[str]:
    """What a difference in JSON adds, changes or removes of a type."""
    changes: list[dict[str, Any]] = json.loads(result.out)["changes"]
    return {c["name"] for c in changes if c["change"] == verb and c["type"] == type_}


@pytest.fixture
def repository(folder: Path) -> Path:
    """The project in a repository with two commits; the second names a line anew. Tagged `2025-12` and `first`."""
    if shutil.which("git") is None:
        pytest.skip("there is no git")

    def git(*words: str) -> None:
        identity = ("-c", "user.name=t", "-c", "user.email=t@example.com", "-c", "commit.gpgsign=false")
        subprocess.run(["git", *identity, *words], cwd=folder.parent, check=True, capture_output=True)

    git("init", "--quiet")
    git("add", folder.name)
    git("commit", "--quiet", "-m", "one")
    git("tag", "first")
    git("tag", "2025-12")
    rewrite(folder / "loaders/example/entities.csv", "Acme line 1", "Acme line one")
    git("commit", "--quiet", "-a", "-m", "two")
    return folder


def test_two_days_differ_in_what_was_said_between(on: Call) -> None:
    # The example's plan was said in March 2025, its outcome in November.
    result = on("diff", "2025-06", "2025-12", "--format", "json")
    document = json.loads(result.out)
    assert [side["known_on"] for side in (document["from"], document["to"])] == ["2025-06-30", "2025-12-31"]
    assert document["from"]["as_of"] == document["to"]["as_of"], "facts differ, not the clock"
    assert any("production_start" in name for name in names(result, "added", "Milestone"))
    assert document["total"]["removed"] == 0
    back = json.loads(on("diff", "2025-12", "2025-06", "--format", "json").out)
    assert back["total"]["removed"] == document["total"]["added"]
    same = on("diff", "2025-12", "2025-12", "--exit-code")
    assert (same.code, same.out) == (0, "")
    assert on("diff", "2025-06", "2025-12", "--exit-code").code == 3


def test_the_other_clock_compares_what_held(on: Call) -> None:
    document = json.loads(on("diff", "2025-10", "2025-12", "--clock", "as-of", "--format", "json").out)
    assert [side["as_of"] for side in (document["from"], document["to"])] == ["2025-10-31", "2025-12-31"]
    assert [side["known_on"] for side in (document["from"], document["to"])] == [None, None]
    assert document["total"]["added"] > 0
    assert not any(c["type"] == "Claim" for c in document["changes"]), "the claims are the same"


def test_two_folders(on: Call, folder: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    shutil.copytree(folder, other)
    rewrite(other / "loaders/example/entities.csv", "Acme line 1", "Acme line one")
    result = on("diff", folder, other, "--format", "json")
    assert names(result, "changed", "Site") == {"Acme line one"}
    shown = on("diff", folder, other, "--format", "markdown").out
    assert "| changed | Site | Acme line one | name | Acme line 1 | Acme line one |" in shown
    append(other / "loaders/example/facts.csv", "nowhere,acme,OPERATES,nothing")
    wrong = on("diff", folder, other)
    assert wrong.code == 1
    assert str(other) in wrong.err


def test_two_revisions(on: Call, repository: Path) -> None:
    result = on("diff", "first", "HEAD", "--format", "json")
    assert names(result, "changed", "Site") == {"Acme line one"}
    document = json.loads(result.out)
    assert len(document["from"]["commit"]) == 40 and document["from"]["commit"] != document["to"]["commit"]
    assert on("diff", "HEAD", repository, "--exit-code").code == 0
    left = [path.name for path in (repository / ".graphkit").glob("diff-*")]
    assert left == []


def test_a_day_wins_over_a_revision_and_a_folder_over_both(
    on: Call, repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def kinds(*words: str) -> list[str]:
        document = json.loads(on("diff", *words, "--format", "json").out)
        return [document["from"]["kind"], document["to"]["kind"]]

    monkeypatch.chdir(tmp_path)
    assert kinds("2025-12", "git:2025-12") == ["day", "revision"]
    shutil.copytree(repository, tmp_path / "2025-12", ignore=shutil.ignore_patterns(".graphkit"))
    assert kinds("2025-12", "git:2025-12") == ["folder", "revision"]


def test_what_cannot_be_compared_is_told(
    on: Call, repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    unknown = on("diff", "nonsense", "HEAD")
    assert unknown.code == 2
    assert "neither a project's folder, nor a day, nor a revision" in unknown.err
    assert on("diff", "git:--output=x", "HEAD").code == 2, "no option reaches git"
    (tmp_path / "bare").mkdir()
    assert "without a graphkit.toml" in on("diff", tmp_path / "bare", "HEAD").err
    monkeypatch.setenv("PATH", str(tmp_path / "bare"))
    absent = on("diff", "first", "HEAD")
    assert absent.code == 1
    assert "git is needed" in absent.err


def test_a_shallow_clone_is_told(call: Call, repository: Path, tmp_path: Path) -> None:
    url = repository.parent.as_uri()
    subprocess.run(["git", "clone", "--quiet", "--depth", "1", url, str(tmp_path / "shallow")], check=True)
    result = call("--project", tmp_path / "shallow" / repository.name, "diff", "HEAD~1", "HEAD")
    assert result.code == 2
    assert "git fetch --unshallow" in result.err


def test_a_project_outside_a_repository(on: Call) -> None:
    result = on("diff", "first", "HEAD")
    assert result.code == 2
    assert "lies in no git repository" in result.err


def test_the_audience_holds_on_both_sides(on: Call, folder: Path) -> None:
    sources = folder / "loaders/example/sources.csv"
    sources.write_text(sources.read_text("utf-8").replace("public", "internal").replace(",press,,", ",press,internal,"))
    result = on("diff", "2025-06", "2025-12", "--audience", "public", "--format", "json")
    assert json.loads(result.out)["changes"] == []
    assert "were left out" in result.err
    assert "acme" not in result.out.casefold()


def test_a_day_that_is_none_and_no_name_at_all_are_told(on: Call, folder: Path) -> None:
    answer = on("diff", "2025-13", str(folder))
    assert answer.code == 2 and "not a day" in answer.err and "git:2025-13" in answer.err
    answer = on("diff", "", str(folder), "--exit-code")
    assert answer.code == 2 and "without a name" in answer.err


def test_days_and_folders_need_no_place_to_write(on: Call, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.rmtree(folder / ".graphkit", ignore_errors=True)
    (folder / ".graphkit").write_text("in the way", encoding="utf-8")  # as a folder that cannot be written
    assert on("diff", "2025-06", str(folder)).code == 0
    answer = on("diff", "git:HEAD", str(folder))
    assert answer.code in (1, 2) and "Traceback" not in answer.err
