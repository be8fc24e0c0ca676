"""Install a built wheel into a fresh environment and use it as a newcomer would, away from the checkout.

    python scripts/smoke_wheel.py dist/graphkit_chain-0.1.0-py3-none-any.whl

Everything happens in one temporary directory, which is also HOME and the place for temporary files meanwhile. It is an
error if a command fails, if the checkout can be imported, or if anything in the checkout, in the new environment or in
HOME has changed afterwards: a user's graphkit writes to the working directory and nowhere else.
"""

from __future__ import annotations

import argparse
import json
import os
import shlex
import subprocess
import sys
import tempfile
import time
import venv
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parent.parent
CHANGES_BY_ITSELF = {".git", ".mypy_cache", ".pytest_cache", ".ruff_cache", ".venv", "__pycache__"}


class Failed(Exception):
    """A step did not do what it must."""


def main() -> int:
    """Run all steps; 0 if each did what it must."""
    parser = argparse.ArgumentParser(description="smoke-test a built wheel away from the checkout")
    parser.add_argument("wheel", type=Path)
    wheel: Path = parser.parse_args().wheel.resolve(strict=True)
    sys.stdout.reconfigure(line_buffering=True)  # type: ignore[union-attr]
    with tempfile.TemporaryDirectory(prefix="graphkit-smoke-", ignore_cleanup_errors=True) as name:
        scratch = Path(name).resolve()
        try:
            smoke(wheel, scratch)
        except Failed as failure:
            print(f"smoke test of {wheel.name} FAILED: {failure}", file=sys.stderr)
            return 1
    print(f"smoke test of {wheel.name} passed")
    return 0


def smoke(wheel: Path, scratch: Path) -> None:
    """Install `wheel` below `scratch` and run the commands there."""
    if scratch.is_relative_to(CHECKOUT):
        raise Failed(f"the temporary directory {scratch} is inside the checkout")
    home, work, temporary = (scratch / part for part in ("home", "work", "tmp"))
    for directory in (home, work, temporary):
        directory.mkdir()
    venv.create(scratch / "venv", with_pip=True)
    scripts = scratch / "venv" / ("Scripts" if os.name == "nt" else "bin")
    python = str(scripts / "python")
    pip = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*pip, str(wheel)], check=True, cwd=work)

    environment = clean_environment(home, temporary, scripts)
    before = {place: snapshot(place) for place in (CHECKOUT, scratch / "venv")}

    def run(line: str) -> str:
        begin = time.monotonic()
        done = subprocess.run(
            shlex.split(line),
            check=False,
            cwd=work,
            env=environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
        )
        print(f"  {time.monotonic() - begin:5.1f} s  {line}")
        if done.returncode != 0 or "Traceback" in done.stderr:
            raise Failed(f"`{line}` ended with {done.returncode}\n{done.stdout[-2000:]}\n{done.stderr[-4000:]}")
        return done.stdout

    check_import(python, work, environment, scratch)
    expect("0." in run("graphkit --version"), "--version prints no version")
    expect("Usage" in run("graphkit --help"), "--help prints no usage")
    run("graphkit check")
    run("graphkit --store embedded load")
    expect(len(run("graphkit query list").splitlines()) >= 3, "query list names no queries")
    run("graphkit map -o x.html")
    expect((work / "x.html").read_text(encoding="utf-8").lstrip()[:9].lower() == "<!doctype", "x.html is no HTML page")
    run("graphkit export claims -o c.jsonl")
    claims = [json.loads(line) for line in (work / "c.jsonl").read_text(encoding="utf-8").splitlines()]
    expect(bool(claims) and all("id" in claim and "source" in claim for claim in claims), "c.jsonl holds no claims")
    run("graphkit init p")
    run("graphkit --project p check")

    expect({path.name for path in work.iterdir()} == {".graphkit", "x.html", "c.jsonl", "p"}, f"{list(work.iterdir())}")
    left = [str(path) for path in home.rglob("*")]
    expect(not left, f"files were written to HOME: {left[:5]}")
    for place, old in before.items():
        new = snapshot(place)
        changed = sorted(str(path) for path in old.keys() | new.keys() if old.get(path) != new.get(path))
        expect(not changed, f"files were written outside the working directory: {changed[:5]}")


def check_import(python: str, work: Path, environment: dict[str, str], scratch: Path) -> None:
    """graphkit comes whole from the new environment, and the checkout is not importable."""
    code = "import json, sys, graphkit; print(json.dumps([graphkit.__file__, sys.path]))"
    done = subprocess.run([python, "-c", code], cwd=work, env=environment, check=True, capture_output=True, text=True)
    file, search_path = json.loads(done.stdout)
    package = Path(file).resolve().parent
    expect(package.is_relative_to(scratch), f"graphkit is imported from {package}, not from the new environment")
    inside = [entry for entry in search_path if entry and Path(entry).resolve().is_relative_to(CHECKOUT)]
    expect(not inside, f"the checkout is on sys.path: {inside}")
    content = (f"_content/{part}" for part in ("graphkit.toml", "schema", "loaders", "queries", "views"))
    for part in ("py.typed", *content):
        expect((package / part).exists(), f"the wheel lacks graphkit/{part}")


def clean_environment(home: Path, temporary: Path, scripts: Path) -> dict[str, str]:
    """The environment less what names a database, a project or a Python, with all places to write redirected."""
    unwanted = ("NEO4J_", "GRAPHKIT_", "PYTHON", "XDG_", "VIRTUAL_ENV", "COVERAGE_")
    environment = {name: value for name, value in os.environ.items() if not name.upper().startswith(unwanted)}
    environment.update(
        dict.fromkeys(("HOME", "USERPROFILE", "APPDATA", "LOCALAPPDATA"), str(home)),
        PATH=os.pathsep.join((str(scripts), os.environ["PATH"])),
        PYTHONDONTWRITEBYTECODE="1",
        PYTHONUTF8="1",
    )
    environment.update(dict.fromkeys(("TMPDIR", "TEMP", "TMP"), str(temporary)))
    return environment


def snapshot(place: Path) -> dict[Path, tuple[int, int]]:
    """Each file below `place` with its size and time of change, less what tools keep changing by themselves."""
    found = {}
    for directory, names, files in os.walk(place):
        skip = CHANGES_BY_ITSELF if place == CHECKOUT else {"__pycache__"}
        names[:] = [name for name in names if name not in skip]
        for name in files:
            path = Path(directory, name)
            state = path.lstat()
            found[path] = (state.st_size, state.st_mtime_ns)
    return found


def expect(holds: bool, otherwise: str) -> None:
    """Raise Failed with `otherwise` unless `holds`."""
    if not holds:
        raise Failed(otherwise)


if __name__ == "__main__":
    sys.exit(main())
