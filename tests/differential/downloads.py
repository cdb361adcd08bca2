"""Run a client of a package registry."""

import subprocess


class Unavailable(Exception):
    """A package cannot be downloaded."""


def run(command, what, folder):
    """Run a command in a folder. Raises Unavailable, with `what` and the first error, if it fails."""
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=900, cwd=folder)
    except (OSError, subprocess.TimeoutExpired) as error:
        raise Unavailable(f"{what}: {error}") from error
    if done.returncode != 0:
        lines = [line for line in done.stderr.splitlines() if "error" in line.lower()]
        raise Unavailable(f"{what}: {lines[0] if lines else 'failed'}")
