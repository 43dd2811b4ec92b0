"""Runs something in processes that are killed at random moments, as the system or a power cut would."""

from __future__ import annotations

import os
import subprocess
import sys
import textwrap
from pathlib import Path

_ROUNDS = """
    import os, random, signal, sys, time
    from pathlib import Path
    {setup}
    def child(whole):
        pid = os.fork()
        if pid == 0:
            try:
                work(whole)
                os._exit(0)
            finally:
                os._exit(1)
        return pid
    began = time.monotonic()
    _, status = os.waitpid(child(True), 0)
    if status:
        sys.exit("the run that is not killed failed")
    takes, chance, killed = time.monotonic() - began, random.Random({seed}), 0
    while killed < {times}:
        pid = child(False)
        time.sleep(takes * chance.random())
        os.kill(pid, signal.SIGKILL)
        _, status = os.waitpid(pid, 0)
        check()
        if os.WIFSIGNALED(status):
            killed += 1
        else:
            afresh()
"""


def killed_at_random(setup: str, *, times: int, seed: int, path: Path) -> None:
    """Kill a run again and again.

    Parameters
    ----------
    setup
        Python that defines ``work(whole)``, which is run once to its end (somewhere else) to know how long it takes and
        then in processes that are killed, each going on from what the one before left; ``check()``, called after
        each and raising where anything is amiss; and ``afresh()``, called where one came to its end.
    times, seed
        How often, and for the moments.
    path
        A folder whose modules the processes can import.
    """
    script = textwrap.dedent(_ROUNDS).format(setup=textwrap.dedent(setup), times=times, seed=seed)
    root = Path(__file__).resolve().parents[1]
    environment = os.environ | {"PYTHONDONTWRITEBYTECODE": "1", "PYTHONPATH": os.pathsep.join([str(root), str(path)])}
    done = subprocess.run([sys.executable, "-c", script], env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
