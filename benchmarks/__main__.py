"""All benchmarks, one after the other, with the same options: `python -m benchmarks --help`."""

from __future__ import annotations

import subprocess
import sys

from benchmarks.harness import HOME

if __name__ == "__main__":
    for name in ("build", "load", "start", "layout"):
        command = [sys.executable, "-m", f"benchmarks.{name}", *sys.argv[1:]]
        if status := subprocess.run(command, check=False, cwd=HOME).returncode:
            sys.exit(status)
        if {"-h", "--help"} & set(sys.argv[1:]):
            break
