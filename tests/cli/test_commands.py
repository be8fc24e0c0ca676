"""Every command is documented in docs/cli.md with all its options, and run here."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from graphkit.analysis.questions import ANALYSES
from graphkit.cli import COMMANDS, cli
from tests.cli.conftest import ROOT, Call, Served

#: Command -> words that make it work on the example project with a loaded store.
RUNS: dict[str, list[str]] = {
    "init": ["init", "{tmp}/new"],
    "check": ["check"],
    "facts edit": ["facts", "edit", "-o", "{tmp}/facts.xlsx"],
    "facts take": ["facts", "take", "--help"],  # run for real in test_facts.py
    "loader new": ["loader", "new", "--help"],  # run for real in test_loader.py
    "loader preview": ["loader", "preview", "--help"],
    "plan": ["plan"],
    "load": ["load"],
    "diff": ["diff", "2025-06", "2025-12"],
    "status": ["status"],
    "find": ["find", "acme"],
    "show": ["show", "acme-line-1"],
    "why": ["why", "acme-line-1", "production_start"],
    "conflicts": ["conflicts"],
    "conflicts decide": ["conflicts", "decide", "--help"],  # run for real in test_conflicts.py
    "resolve": ["resolve"],
    "resolve decide": ["resolve", "decide", "--help"],  # run for real in test_resolve.py
    "resolve take": ["resolve", "take", "--help"],
    "resolve show": ["resolve", "show", "acme-cells"],
    "slips": ["slips"],
    "stale": ["stale"],
    "changes": ["changes", "--since", "2025-06"],
    "timeline": ["timeline", "-o", "{tmp}/timeline.html"],
    "pipeline": ["pipeline"],
    "analyze": ["analyze"],
    "analyze disruption": ["analyze", "disruption", "--strike", "borel-materials"],
    "analyze shortage": ["analyze", "shortage", "--strike", "borel-materials"],
    "analyze single-source": ["analyze", "single-source"],
    "analyze single-points": ["analyze", "single-points"],
    "analyze hidden-common": ["analyze", "hidden-common"],
    "analyze concentration": ["analyze", "concentration"],
    "analyze exposure": ["analyze", "exposure", "acme-cell"],
    "analyze structure": ["analyze", "structure"],
    "analyze cuts": ["analyze", "cuts", "acme-cell"],
    "analyze recovery": ["analyze", "recovery", "--strike", "borel-materials"],
    "analyze cascade": ["analyze", "cascade", "--samples", "5"],
    "analyze compare": ["analyze", "compare", "single-source", "--against", "--operating"],
    "analyze mitigate": ["analyze", "mitigate", "--strike", "borel-materials"],
    "analyze balance": ["analyze", "balance", "acme-cell", "--year", "2026"],
    "analyze gaps": ["analyze", "gaps"],
    "analyze capacity": ["analyze", "capacity"],
    "report": ["report", "-o", "{tmp}/report", "acme-cells"],
    "query list": ["query", "list"],
    "query show": ["query", "show", "who-makes"],
    "query run": ["query", "run", "who-makes", "-p", "item=acme-cell"],
    "query cypher": ["query", "cypher", "MATCH (n:Firm) RETURN n.name AS name ORDER BY name"],
    "map": ["map", "-o", "{tmp}/map.html"],
    "export": ["export", "claims", "-o", "{tmp}/claims.jsonl"],
    "serve": ["serve", "--help"],  # run for real by the fixture `served`
}
#: What its answer holds, on stdout, or on stderr where the answer is a file.
SAYS = {
    "check": "0 errors",
    "facts edit": "facts take",
    "plan": "nothing to change",
    "load": "nothing to change",
    "diff": "production_start",
    "status": "Claim",
    "find": "acme-cells",
    "show": "production_start",
    "why": "2025-11-10",
    "conflicts": "0 conflicts",
    "resolve": "0 candidates",
    "resolve show": "acme-cells",
    "slips": "late",
    "stale": "one document",
    "changes": "Dates moved",
    "timeline": "dates of",
    "pipeline": "operating",
    "analyze": "disruption",
    "analyze disruption": "What stops without firm Borel",
    "analyze exposure": "How to read it",
    "report": "brief.html",
    "query list": "who-makes",
    "query show": "MATCH",
    "query run": "Acme line 1",
    "query cypher": "Borel Materials",
    "map": "entities",
    "export": "claims",
}

#: Commands whose answer is a file, or none at all.
NO_FORMAT = (
    "init",
    "analyze",
    "map",
    "report",
    "export",
    "timeline",
    "serve",
    "conflicts decide",
    "resolve decide",
    "resolve take",
    "loader new",
    "loader preview",
    "facts edit",
    "facts take",
)


def leaves() -> Iterator[tuple[str, click.Command]]:
    """All commands with their names, those of groups as `query run`."""
    context = click.Context(cli)
    for name in COMMANDS:
        command = cli.get_command(context, name)
        assert command is not None
        if isinstance(command, click.Group):
            if command.invoke_without_command:
                yield name, command
            for sub in command.list_commands(context):
                one = command.get_command(context, sub)
                assert one is not None
                yield f"{name} {sub}", one
        else:
            yield name, command


def test_every_command_is_run_by_a_test() -> None:
    assert set(RUNS) == {name for name, _ in leaves()}


@pytest.mark.parametrize("name", RUNS)
def test_command_runs(name: str, call: Call, served: Served, tmp_path: Path) -> None:
    words = [word.format(tmp=tmp_path) for word in RUNS[name]]
    result = call("--project", served.folder, "--store", "embedded", *words)
    assert result.code == 0, result.err
    assert SAYS.get(name, "") in result.out + result.err


@pytest.mark.parametrize("name", [n for n in RUNS if n not in NO_FORMAT])
def test_json_is_all_that_is_on_stdout(name: str, call: Call, served: Served) -> None:
    result = call("--project", served.folder, "--store", "embedded", *RUNS[name], "--format", "json")
    assert result.code == 0
    json.loads(result.out)


@pytest.mark.parametrize(("name", "command"), list(leaves()), ids=lambda value: value if isinstance(value, str) else "")
def test_command_is_documented_with_its_options(name: str, command: click.Command) -> None:
    text = (ROOT / "docs/cli.md").read_text(encoding="utf-8")
    found = re.search(rf"^#+ `graphkit {name}`$(.*?)(?=^#+ |\Z)", text, re.MULTILINE | re.DOTALL)
    assert found, f"docs/cli.md has no heading `graphkit {name}`"
    shared = {"--format", "--as-of", "--known-on", "--audience", "--from-store", "--data"}  # told once, for all
    if name.startswith("analyze "):
        shared |= {"--operating", "--map"}
    assert all(f"`{option}" in text for option in shared)
    for parameter in command.params:
        if isinstance(parameter, click.Option):
            long = max(parameter.opts, key=len)
            assert long in shared or long in found.group(1), f"{name}: {long} is not documented"


@pytest.mark.parametrize("name", ANALYSES)
def test_an_analysis_has_a_section_of_its_page(name: str) -> None:
    assert f"\n## {name}\n" in (ROOT / "docs/analysis.md").read_text(encoding="utf-8")


def test_global_options_are_documented() -> None:
    text = (ROOT / "docs/cli.md").read_text(encoding="utf-8")
    for parameter in cli.params:
        assert max(parameter.opts, key=len) in text


def test_version(call: Call) -> None:
    assert re.fullmatch(r"graphkit, version \d+\.\d+\.\d+\S*\n", call("--version").out)


def test_help_imports_no_heavy_module() -> None:
    import subprocess
    import sys

    code = (
        "import sys; from graphkit.cli import run; run(['--help']); "
        "print(sorted({'neo4j', 'networkx', 'rich', 'pydantic', 'pyvis'} & set(sys.modules)), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stderr.strip() == "[]"


def test_unknown_command_suggests_the_near_one(call: Call) -> None:
    result = call("lod")
    assert result.code == 2
    assert "Did you mean load?" in result.err


def test_a_query_as_command_is_told_how_to_run(on: Call) -> None:
    result = on("query", "who-makes")
    assert result.code == 2
    assert "graphkit query run who-makes" in result.err


def test_help_of_a_query_lists_its_parameters(on: Call) -> None:
    result = on("query", "run", "lines-by-status", "--help")
    assert "-p status=" in result.out
    assert "capacity_gwh" in result.out
    assert "query list" in on("query", "run", "--help").out


def test_a_stray_word_is_told_how_parameters_are_given(on: Call) -> None:
    result = on("query", "run", "who-makes", "lithium-sulfide")
    assert result.code == 2
    assert "-p NAME=VALUE" in result.err


def test_verbose_tells_project_facts_and_time(folder: Path, call: Call) -> None:
    quiet = call("--project", folder, "find", "acme")
    told = call("--project", folder, "--verbose", "find", "acme")
    assert quiet.err == ""
    assert told.out == quiet.out
    for part in (str(folder), "claims", "graph built in", "as of 2025-11-12"):
        assert part in told.err


def test_verbose_tells_which_setting_names_the_store(served: Served, call: Call) -> None:
    told = call("--project", served.folder, "--store", "embedded", "-v", "status")
    assert "named by --store" in told.err


def test_init_fills_the_folder_one_stands_in(tmp_path: Path, call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "电池").mkdir()
    monkeypatch.chdir(tmp_path / "电池")
    assert call("init", ".").code == 0
    assert call("check").code == 0
    assert call("init", ".").code == 1
    assert not list(Path.cwd().glob(".*partial"))


def test_status_without_a_store(on: Call) -> None:
    result = on("--store", "embedded", "status")
    assert result.code == 0
    assert "not made yet" in result.err and "graphkit load" in result.err
    assert on("--store", "embedded", "status", "--format", "csv").out == "type,count\n"
    assert json.loads(on("--store", "embedded", "status", "--format", "json").out)["loaded"] is False


@pytest.mark.parametrize("words", [("show", "acme-line-1"), ("why", "acme-line-1"), ("find", "acme")], ids="-".join)
@pytest.mark.parametrize(
    "clock",
    [
        (),
        ("--as-of", "2025-11-10"),
        ("--known-on", "2025-06"),
        ("--as-of", "2025-10", "--known-on", "2025-03"),
        ("--audience", "public"),
    ],
    ids="".join,
)
def test_the_same_bytes_from_the_store(
    words: tuple[str, ...], clock: tuple[str, ...], call: Call, served: Served
) -> None:
    base = ("--project", served.folder, "--store", "embedded", *words, *clock)
    for form in ("table", "json"):
        facts, store = call(*base, "--format", form), call(*base, "--format", form, "--from-store")
        assert (facts.code, facts.out) == (store.code, store.out)


def test_from_an_empty_store(on: Call, tmp_path: Path) -> None:
    result = on("--store", f"embedded:{tmp_path / 'empty'}", "show", "acme-line-1", "--from-store")
    assert result.code == 1
    assert "is empty" in result.err and "graphkit load" in result.err


def test_both_clocks_and_the_audience(on: Call, folder: Path) -> None:
    before = on("why", "acme-line-1", "production_start", "--known-on", "2025-06", "--format", "json")
    (planned,) = json.loads(before.out)
    assert (planned["chosen"], planned["state"]) == ("2025-10", "planned")
    sources = folder / "loaders/example/sources.csv"
    sources.write_text(sources.read_text("utf-8").replace("public", "internal").replace(",press,,", ",press,internal,"))
    hidden = on("find", "acme", "--audience", "public")
    assert hidden.code == 1
    assert "9 claims of sources that are not public were left out" in hidden.err
