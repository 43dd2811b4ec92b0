"""Make the virtual environment of the clone from the lock, with nothing but Python itself.

Usage: ``python3 scripts/make_venv.py .venv``. Standard library only.
"""

from __future__ import annotations

import hashlib
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PIP = ROOT / "scripts" / "vendor" / "pip-26.3-py3-none-any.whl"
PIP_SHA256 = "f3b60b20ffaadd4415ed7957212a38ac63fa4c5fa375bd0f4a797777940fad13"
LOCK = ROOT / "requirements.lock"


def main(folder: Path) -> int:
    """Make or refresh the environment; the exit code is that of the step that failed."""
    found = hashlib.sha256(PIP.read_bytes()).hexdigest()
    if found != PIP_SHA256:
        sys.stderr.write(f"{PIP.name}: expected sha256 {PIP_SHA256}, found {found}; check the clone out again\n")
        return 1
    python = folder / "bin" / "python"
    if not python.exists():
        sys.stderr.write(f"making {folder} with Python {sys.version.split()[0]} (once; needs the network)\n")
        # Debian's Python has no ensurepip: pip is put there from the vendored wheel instead.
        venv.create(folder, with_pip=False, symlinks=True)
    pip = [str(python), f"{PIP}/pip", "--disable-pip-version-check", "--quiet"]
    steps = (
        [*pip, "install", "--no-index", str(PIP)],
        [*pip, "install", "--require-hashes", "--no-deps", "--requirement", str(LOCK)],
        # The build backend is in the lock, so nothing unlocked is fetched to build ourselves.
        [*pip, "install", "--no-deps", "--no-build-isolation", "--no-index", "--editable", str(ROOT)],
    )
    for step in steps:
        code = subprocess.run(step, check=False).returncode
        if code:
            sys.stderr.write(
                f"{folder}: expected the locked dependencies to install, found pip's exit code {code}; "
                "check the network (the first run needs it) and run make again\n"
            )
            return code
    return 0


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: make_venv.py FOLDER")
    sys.exit(main(Path(sys.argv[1])))
