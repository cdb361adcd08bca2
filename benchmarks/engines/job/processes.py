"""The processes that another one has started, and their memory over time."""

import os
import pathlib
import threading
import time


def descendants(of):
    """Yield the ids and command lines of the processes that a process has started, and of those that they have started."""
    parents = {}
    for folder in pathlib.Path("/proc").iterdir():
        if folder.name.isdigit():
            try:
                # The name of the program, in parentheses, may contain anything.
                parents[int(folder.name)] = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
            except (FileNotFoundError, ProcessLookupError):
                pass  # it has ended
    for process in parents:
        ancestor = parents[process]
        while ancestor in parents and ancestor != of:
            ancestor = parents[ancestor]
        if ancestor == of:
            try:
                yield process, pathlib.Path(f"/proc/{process}/cmdline").read_bytes().replace(b"\0", b" ").decode()
            except (FileNotFoundError, ProcessLookupError):
                pass


def megabytes(process):
    """Return the memory that a process has to itself: its resident pages without those of files."""
    try:
        for line in pathlib.Path(f"/proc/{process}/status").read_text().splitlines():
            if line.startswith("RssAnon:"):
                return int(line.split()[1]) / 1024
    except (FileNotFoundError, ProcessLookupError):
        pass
    return 0


class MemoryLog:
    """Notes the memory of the processes below this one whose command line contains a text, until it is closed."""

    def __init__(self, command, interval=1.0):
        self.samples = []  # seconds since the start, process, megabytes
        self._command = command
        self._interval = interval
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def close(self):
        self._ended.set()
        self._thread.join()

    def _run(self):
        start = time.monotonic()
        while not self._ended.wait(self._interval):
            for process, command in descendants(os.getpid()):
                if self._command in command:
                    self.samples.append((time.monotonic() - start, process, megabytes(process)))
