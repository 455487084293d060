"""Run a command and write how much memory it took at most, in bytes, into a file.

usage: python measured.py FILE COMMAND…

Of a command that starts others it is the largest of them all. This process stands in between because
Linux counts to a program's peak what its parent held when it started the program.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path


def main(peak: Path, command: list[str]) -> int:
    # Windows has no such module, and no test that would need it.
    import resource

    done = subprocess.run(command, check=False)
    unit = 1 if sys.platform == "darwin" else 1024
    peak.write_text(str(unit * resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss))
    return done.returncode


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), sys.argv[2:]))
