"""Other people's tables to claims: seconds and peak memory, beside reading the same file with csv.DictReader.

A made-up table of relations (supplier, buyer, item, since) is read by a mapping of three entities and one claim. Each
run is a process of its own.
"""

from __future__ import annotations

import csv
import json
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.harness import HOME, RESULTS, Report, clean_environment, peak_memory, spread

MAPPING = """title = "Relations"
[source]
publisher = "The maker of the table"
published = "2025-01-31"

[[table]]
file = "relations.*"
key = ["supplier", "buyer", "item", "since"]

[[table.entity]]
as = "supplier"
type = "Firm"
name = "{supplier}"

[[table.entity]]
as = "buyer"
type = "Firm"
name = "{buyer}"

[[table.entity]]
as = "item"
type = "Material"
name = "{item}"

[[table.claim]]
subject = "@supplier"
predicate = "SUPPLIES"
value = "@buyer"
qualifiers = { item = "@item" }
when = "from {since}"
"""


#: Rows a second of csv.DictReader on a quiet core, as the target supposes: at most four times as long is allowed.
SUPPOSED = 100_000
#: Relations of which, with as many names of firms as there are, about a million claims are made.
MILLION = 765_000


def write(folder: Path, relations: int, firms: int, kind: str = "csv") -> Path:
    """A project with one loader of so many relations between so many firms, the same each time, as CSV or Parquet.

    The CSV is there of either kind, for csv.DictReader; beside a Parquet file it lies outside the loader.
    """
    pick = random.Random(1)
    loader = folder / "loaders" / "relations"
    loader.mkdir(parents=True)
    shutil.copytree(HOME / "schema", folder / "schema")
    (folder / "graphkit.toml").write_text('name = "tables"\n', encoding="utf-8")
    (loader / "loader.toml").write_text(MAPPING, encoding="utf-8")
    path = (loader if kind == "csv" else folder) / "relations.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file)
        table.writerow(["supplier", "buyer", "item", "since", "remark"])
        for k in range(relations):
            one, other = pick.sample(range(firms), 2)
            month = f"20{pick.randrange(10, 25)}-0{pick.randrange(1, 10)}"
            table.writerow([f"Firm {one} Ltd", f"Firm {other} Ltd", f"Part {pick.randrange(500)}", month, f"row {k}"])
    if kind == "parquet":
        _as_parquet(path, loader / "relations.parquet")
    return path


def _as_parquet(path: Path, out: Path) -> None:
    import pyarrow.csv
    import pyarrow.parquet

    texts = pyarrow.csv.ConvertOptions(
        column_types=dict.fromkeys(("supplier", "buyer", "item", "since", "remark"), pyarrow.string())
    )
    pyarrow.parquet.write_table(pyarrow.csv.read_csv(path, convert_options=texts), out)


def once(folder: Path) -> dict[str, float]:
    """One run in this process: processor seconds of both, claims, and the most memory held, in MiB."""
    (path,) = folder.rglob("relations.csv")
    begun = time.process_time()
    with path.open(encoding="utf-8", newline="") as file:
        rows = sum(1 for _ in csv.DictReader(file))
    plain = time.process_time() - begun

    from graphkit.api import open_project

    project = open_project(folder)
    _ = project.model
    begun = time.process_time()
    reading = project.read()
    took = time.process_time() - begun
    (count,) = reading.counts["relations"].values()
    assert (count.rows, count.claimed) == (rows, rows)
    return {"rows": rows, "csv": plain, "claims": len(reading.facts.claims), "read": took, "memory": peak_memory()}


def _runs(relations: int, firms: int, kind: str, repeat: int) -> list[dict[str, float]]:
    with tempfile.TemporaryDirectory(prefix="graphkit-bench-") as scratch:
        write(Path(scratch) / "project", relations, firms, kind)
        command = [sys.executable, "-m", "benchmarks.tables", "--once", str(Path(scratch) / "project")]
        runs = []
        for _ in range(repeat):
            said = subprocess.run(
                command, cwd=HOME, env=clean_environment(), check=True, text=True, stdout=subprocess.PIPE
            )
            runs.append(json.loads(said.stdout))
    return runs


def _row(kind: str, runs: list[dict[str, float]]) -> dict[str, str]:
    read = statistics.median([run["read"] for run in runs])
    rows = runs[0]["rows"]
    return {
        "file": kind,
        "rows": f"{rows:,}",
        "claims": f"{runs[0]['claims']:,}",
        "csv.DictReader, s": spread([run["csv"] for run in runs]),
        "tables to claims, s": spread([run["read"] for run in runs]),
        "ratio to csv.DictReader": spread([run["read"] / run["csv"] for run in runs]),
        "rows a second": f"{rows / read:,.0f}",
        f"ratio to {SUPPOSED:,} rows a second": f"{read * SUPPOSED / rows:.1f}",
        "peak memory, MiB": f"{max(run['memory'] for run in runs):.0f}",
    }


def main() -> None:
    """Runs, prints, writes build/benchmarks/tables.json and .md."""
    import argparse

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--relations", type=int, default=412_000)
    parser.add_argument("--firms", type=int, default=63_000)
    parser.add_argument("--repeat", type=int, default=3)
    parser.add_argument("--kinds", nargs="+", choices=("csv", "parquet"), default=["csv", "parquet"])
    parser.add_argument("--million", action="store_true", help="also once with a million claims, for the memory")
    parser.add_argument("--out", type=Path, default=RESULTS, metavar="DIR", help="where JSON and Markdown go")
    parser.add_argument("--once", type=Path, metavar="PROJECT", help="one run over this project, as JSON")
    given = parser.parse_args()
    if given.once:
        print(json.dumps(once(given.once)))
        return
    runs = {kind: _runs(given.relations, given.firms, kind, given.repeat) for kind in given.kinds}
    if given.million:
        firms = MILLION * given.firms // given.relations
        runs |= {f"{kind}, a million claims": _runs(MILLION, firms, kind, 1) for kind in given.kinds}
    report = Report("tables", {"relations": given.relations, "firms": given.firms, "runs": given.repeat})
    report.add("Other people's tables to claims", [_row(kind, done) for kind, done in runs.items()])
    report.raw["runs"] = runs
    report.write(given.out)


if __name__ == "__main__":
    main()
