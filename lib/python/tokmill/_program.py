"""The console script `tokmill`: runs the program that the wheel contains."""

import os
import sys
from pathlib import Path


def main() -> int:
    """Replace this process by the program, with the same arguments.

    Returns the exit status where a process cannot be replaced, and if the wheel was built without the program.
    """
    program = Path(__file__).parent / "bin" / ("tokmill.exe" if os.name == "nt" else "tokmill")
    if not program.exists():
        print("tokmill: this package was built without the program; install CLI11, fmt and ICU, and build it again",
              file=sys.stderr)
        return 1
    if os.name == "nt":
        import subprocess

        return subprocess.call([program, *sys.argv[1:]])
    os.execv(program, ["tokmill", *sys.argv[1:]])
