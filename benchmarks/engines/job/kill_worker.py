"""Run a report in Spark, and kill one of its workers while it counts.

    kill_worker.py [--after SECONDS] python|executor report.py ARGUMENT…

kills a process of Python that counts, or an executor of `local-cluster` with what it has started, SECONDS after the first
one has started. Prints what was killed, and exits with the status of the report.
"""

import argparse
import os
import signal
import subprocess
import sys
import time

from processes import descendants


def python_workers(process):
    """Return the processes that count. Spark starts a daemon, which starts them."""
    daemons = [found for found, command in descendants(process) if "pyspark.daemon" in command]
    return [found for daemon in daemons for found, command in descendants(daemon) if "pyspark.daemon" in command]


def executors(process):
    """Return the executors that have processes of Python."""
    return [found for found, command in descendants(process)
            if "CoarseGrainedExecutorBackend" in command and python_workers(found)]


def kill_one(process, kind, after):
    """Kill a worker of a running process. Return its id, or None if the process has ended before."""
    find = {"python": python_workers, "executor": executors}[kind]
    first = None
    while process.poll() is None:
        found = find(process.pid)
        if found and first is None:
            first = time.monotonic()
        if found and time.monotonic() - first >= after:
            os.kill(found[0], signal.SIGKILL)
            return found[0]
        time.sleep(0.02)
    return None


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Run a report in Spark, and kill one of its workers while it counts.")
    parser.add_argument("kind", choices=["python", "executor"])
    parser.add_argument("--after", type=float, default=0.3, help="in seconds (default: %(default)s)")
    parser.add_argument("script", nargs=argparse.REMAINDER, help="report.py and its arguments")
    arguments = parser.parse_args()
    with subprocess.Popen([sys.executable, *arguments.script]) as started:
        print(f"killed {arguments.kind} {kill_one(started, arguments.kind, arguments.after)}", file=sys.stderr, flush=True)
    sys.exit(started.returncode)
