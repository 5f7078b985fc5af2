"""Peak memory of the running process.

`ru_maxrss` will not do in a child process: on Linux it starts with what the parent held when it made the child.
"""

from __future__ import annotations

import sys
from pathlib import Path


def spitze_mb() -> int:
    """Return the most memory that this process has held so far, in MB."""
    status = Path("/proc/self/status")
    if status.exists():
        (zeile,) = [z for z in status.read_text(encoding="ascii").splitlines() if z.startswith("VmHWM:")]
        return int(zeile.split()[1]) // 1024
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // (1024 if sys.platform != "darwin" else 1024**2)
