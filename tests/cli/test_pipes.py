"""Signals, pipes, full disks, locales, completion: what only a process of its own can show."""

from __future__ import annotations

import os
import pty
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.cli.conftest import GRAPHKIT, ROOT, Served

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="POSIX shells, signals and terminals")
CORPUS = [*GRAPHKIT, "--project", str(ROOT)]


def shell(text: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Runs a line of bash in which `$G` is graphkit on the corpus."""
    env = {**os.environ, "G": " ".join(CORPUS), **environment}
    return subprocess.run(
        ["bash", "-c", f"set -o pipefail; {text}"],
        capture_output=True,
        text=True,
        env=env,
        timeout=120,
        cwd=ROOT,
        check=False,
    )


@pytest.mark.parametrize(
    "command",
    ["query list", "show sak-power --format json", "find solid -n 200 --format jsonl", "export claims -o -",
     "export graphml -o -", "--help"],
)  # fmt: skip
def test_a_closed_pipe_is_no_error(command: str) -> None:
    done = shell(f"$G {command} | head -c 1 >/dev/null")
    assert done.returncode == 0
    assert "Traceback" not in done.stderr and "rror" not in done.stderr


@pytest.mark.parametrize("command", ["find byd", "slips", "export claims -o -", "--version"])
def test_no_standard_output_at_all(command: str) -> None:
    done = shell(f"$G {command} >&-")
    assert done.returncode in (0, 1)
    assert "Traceback" not in done.stderr and "a bug" not in done.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
@pytest.mark.parametrize(
    "command",
    ["query list >/dev/full", "export claims -o - >/dev/full", "check --format csv >/dev/full"],
)
def test_a_full_disk(command: str) -> None:
    done = shell(f"$G {command}")
    assert done.returncode == 1
    assert "No space left on device" in done.stderr
    assert "Traceback" not in done.stderr and "Exception" not in done.stderr


def test_a_map_never_replaces_what_is_no_file(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    done = shell(f"$G map -o {tmp_path / 'pipe'}")
    assert done.returncode == 1
    assert "no file" in done.stderr
    assert (tmp_path / "pipe").is_fifo()


@pytest.mark.parametrize("word", ["LC_ALL=C", "LC_ALL=POSIX"])
def test_a_narrow_locale(word: str) -> None:
    done = shell(f"{word} PYTHONUTF8=0 PYTHONCOERCECLOCALE=0 $G show jinhe")
    assert done.returncode == 0
    assert "Jinhé" in done.stdout and "金禾实业" in done.stdout


def test_an_argument_that_is_no_text() -> None:
    done = shell(r"$G find $'\xff\x1b[31m'")
    assert done.returncode == 1
    assert "Traceback" not in done.stderr and "\x1b" not in done.stderr


def terminal(words: list[str], columns: int = 80, **environment: str) -> str:
    """What a command writes to a terminal."""
    import fcntl
    import struct
    import termios

    master, slave = pty.openpty()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 50, columns, 0, 0))
    env = {k: v for k, v in os.environ.items() if k not in ("COLUMNS", "NO_COLOR")} | {"TERM": "xterm"} | environment
    process = subprocess.Popen(words, stdout=slave, stderr=slave, stdin=slave, env=env, cwd=ROOT)
    os.close(slave)
    written = b""
    while True:
        try:
            part = os.read(master, 65536)
        except OSError:
            break
        if not part:
            break
        written += part
    process.wait()
    os.close(master)
    return written.decode()


@pytest.mark.parametrize("columns", [80, 120])
@pytest.mark.parametrize(
    "words",
    [["show", "sak-power"], ["why", "sak-yibin-line-1"], ["find", "solid"], ["query", "list"],
     ["query", "show", "forecasts"]],
    ids="-".join,
)  # fmt: skip
def test_answers_fit_a_terminal(words: list[str], columns: int) -> None:
    from rich.cells import cell_len

    text = re.sub(r"\x1b\[[0-9;]*m", "", terminal([*CORPUS, *words], columns))
    if words[:2] == ["query", "show"]:
        text = text[: text.index("MATCH")]  # the Cypher is printed as it stands
    too_wide = [line for line in text.splitlines() if cell_len(line) > columns and not line.startswith("Sak Power")]
    assert not too_wide


def test_colour_on_a_terminal_alone() -> None:
    words = [*CORPUS, "show", "sak-yibin-line-1"]
    assert "\x1b[" in terminal(words)
    assert "\x1b[" not in terminal(words, NO_COLOR="1")
    assert "\x1b[" not in terminal(words, TERM="dumb")
    assert "\x1b[" not in shell("$G show sak-yibin-line-1").stdout


def test_progress_only_on_a_terminal(tmp_path: Path) -> None:
    store = f"embedded:{tmp_path / 'store'}"
    done = subprocess.run([*CORPUS, "--store", store, "load"], capture_output=True, text=True, check=True)
    assert done.stderr.count("\n") == 1 and "\r" not in done.stderr


def unmeasured() -> dict[str, str]:
    """The environment without coverage, in whose own code a signal may fall."""
    return {name: value for name, value in os.environ.items() if not name.startswith("COVERAGE")}


def engines(marker: str) -> list[str]:
    """Processes that hold the store `marker`."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            text = (folder / "cmdline").read_bytes().decode(errors="replace")
            cwd = str((folder / "cwd").readlink())
        except OSError:
            continue
        if "graphkit" in text and (marker in text or marker in cwd) and "pytest" not in text:
            found.append(text)
    return found


@pytest.mark.skipif(not Path("/proc/self/cmdline").exists(), reason="needs /proc")
@pytest.mark.parametrize("told", ["project ", "store: ", "store open"])
def test_ctrl_c(tmp_path: Path, told: str) -> None:
    """While the tables are read, while the engine starts, while it writes."""
    store = f"embedded:{tmp_path / 'store'}"
    process = subprocess.Popen(
        [*CORPUS, "-v", "--store", store, "load"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=unmeasured(),
    )
    assert process.stderr is not None
    for line in process.stderr:
        if line.startswith(told):
            break
    time.sleep(0.1)
    process.send_signal(signal.SIGINT)
    out, rest = process.communicate(timeout=60)
    if process.returncode == 0:
        pytest.skip("the load was done before Ctrl-C came")
    assert process.returncode == 130, rest
    assert "interrupted" in rest and "Traceback" not in rest
    assert out == ""
    until = time.monotonic() + 30  # a busy machine may need a while to end the engine
    while engines(str(tmp_path)) and time.monotonic() < until:
        time.sleep(0.2)
    assert engines(str(tmp_path)) == []
    again = subprocess.run([*CORPUS, "--store", store, "load"], capture_output=True, text=True, check=False)
    assert again.returncode == 0


def test_ctrl_c_leaves_no_half_written_file(tmp_path: Path) -> None:
    target = tmp_path / "claims.jsonl"
    process = subprocess.Popen(
        [*CORPUS, "-v", "export", "claims", "-o", str(target)], stderr=subprocess.PIPE, text=True, env=unmeasured()
    )
    assert process.stderr is not None
    assert process.stderr.readline().startswith("project ")
    process.send_signal(signal.SIGINT)
    _, told = process.communicate(timeout=60)
    assert "Traceback" not in told
    left = list(tmp_path.iterdir())
    assert left == [] if process.returncode else left == [target]


@pytest.mark.parametrize("kind", ["bash", "zsh", "fish"])
def test_completion_scripts(kind: str) -> None:
    if kind == "bash" and shutil.which("bash") is None:
        pytest.skip("no bash")
    done = shell(f"_GRAPHKIT_COMPLETE={kind}_source $G")
    assert done.returncode == 0
    assert "_GRAPHKIT_COMPLETE" in done.stdout


@pytest.mark.parametrize(
    ("line", "offered"),
    [
        ("graphkit lo", "load"),
        ("graphkit query run who-m", "who-makes"),
        ("graphkit query run lines-by-status -p status=pl", "status=planned"),
        ("graphkit query run who-makes -p item=lithium-sul", "item=lithium-sulfide"),
        ("graphkit query list --group mo", "money"),
        ("graphkit query run who-makes -p ", "item="),
        ("graphkit show sak-yibin-line", "sak-yibin-line-1"),
        ("graphkit why byd PROD", "PRODUCES"),
        ("graphkit check sol", "solid_state"),
        ("graphkit export gra", "graphml"),
    ],
)
def test_completion_offers(line: str, offered: str) -> None:
    words = line.split(" ")
    done = shell(
        "$G",
        _GRAPHKIT_COMPLETE="bash_complete",
        COMP_WORDS=line,
        COMP_CWORD=str(len(words) - 1),
        GRAPHKIT_PROJECT=str(ROOT),
    )
    assert f"plain,{offered}" in done.stdout.splitlines()
    assert done.stderr == ""


def test_serve_prints_a_uri_that_answers(served: Served) -> None:
    from neo4j import GraphDatabase

    assert re.fullmatch(r"bolt://127\.0\.0\.1:\d+", served.uri)
    password = (served.folder / ".graphkit/secret").read_text().strip()
    with GraphDatabase.driver(served.uri, auth=("root", password)) as driver:
        driver.verify_connectivity()
