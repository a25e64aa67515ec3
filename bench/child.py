"""Every measurement runs in a process of its own, so that none warms up or fattens another.

`python -m bench.child NAME JSON` runs `bench.NAME.measure(**JSON)` and prints its figures as one JSON line, with the
process's peak memory in MiB and the CPU seconds of its whole life.
"""

from __future__ import annotations

import importlib
import json
import os
import resource
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent


class Failed(Exception):
    """A measurement that ended without figures; the text is the last line it wrote."""


def figures(name: str, python: str = sys.executable, **arguments: Any) -> dict[str, Any]:
    """What `bench/NAME.py` measures, in a process of its own; raises Failed."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONHASHSEED": "0"}
    done = subprocess.run(
        [python, "-m", "bench.child", name, json.dumps(arguments)],
        cwd=ROOT, env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if done.returncode:
        raise Failed((done.stderr.strip().splitlines() or ["no output"])[-1])
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def peak_mib() -> float:
    """The most memory this process ever had. getrusage would tell of the process that started it as well."""
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main(arguments: list[str]) -> None:
    """Measure and print."""
    name, given = arguments
    found = importlib.import_module(f"bench.{name}").measure(**json.loads(given))
    usage = resource.getrusage(resource.RUSAGE_SELF)
    life = usage.ru_utime + usage.ru_stime
    print(json.dumps({**found, "peak_mib": round(peak_mib(), 1), "life_cpu_s": round(life, 3)}))


if __name__ == "__main__":
    main(sys.argv[1:])
