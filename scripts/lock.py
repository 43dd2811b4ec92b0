"""Resolve the dependencies of ``pyproject.toml`` into ``requirements.lock``: every platform, hashes, no index.

Usage: ``python scripts/lock.py [--upgrade]``. Needs the network.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
HEADER = "# Made by `make lock` from pyproject.toml: every dependency, for every platform, with its hashes.\n"


def main(arguments: list[str]) -> int:
    """Write the lock; it stays as it was where resolving fails."""
    new = ROOT / "requirements.lock.new"
    lock = ROOT / "requirements.lock"
    if lock.exists() and "--upgrade" not in arguments:
        new.write_bytes(lock.read_bytes())  # uv keeps the versions an output file already has
    command = [
        *(sys.executable, "-m", "uv", "pip", "compile", "--quiet", "--universal", "--generate-hashes", "--all-extras"),
        *("--no-emit-index-url", "--no-emit-find-links", "--no-header", "--no-config", "--output-file", str(new)),
        *("--upgrade",) * ("--upgrade" in arguments),
        "pyproject.toml",
    ]
    try:
        code = subprocess.run(command, cwd=ROOT, check=False).returncode
        if code == 0:
            text = new.read_text("utf-8").removeprefix(HEADER)
            new.write_text(HEADER + text, "utf-8")
            new.replace(lock)
    finally:
        new.unlink(missing_ok=True)
    return code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
