"""What schema/ declares reads the same in every process: plans and reloads compare digests of it."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

from graphkit.model import read_model

ROOT = Path(__file__).parents[2]
CODE = "import sys, hashlib; from pathlib import Path; from graphkit.model import read_model; " \
       "print(hashlib.sha256(repr(read_model(Path(sys.argv[1]))).encode()).hexdigest())"  # fmt: skip


def test_a_model_is_told_alike_by_every_process() -> None:
    assert not re.search(r"\bat 0x[0-9a-f]+", repr(read_model(ROOT / "schema")))
    told = {
        subprocess.run(
            [sys.executable, "-c", CODE, str(ROOT / "schema")],
            check=True, capture_output=True, text=True, cwd=ROOT, env={**os.environ, "PYTHONHASHSEED": seed},
        ).stdout
        for seed in ("1", "2")
    }  # fmt: skip
    assert len(told) == 1
