"""The types of the package, checked with pyright in strict mode."""

import json
import subprocess
import sys

import pytest
from types_test import PROGRAM, WRONG

pytest.importorskip("pyright")


def errors_in(folder):
    """Return the errors of all files of a folder: the name of the file, the line from 1, and the rule."""
    (folder / "pyrightconfig.json").write_text(json.dumps({"typeCheckingMode": "strict"}))
    done = subprocess.run([sys.executable, "-m", "pyright", "--outputjson", "--pythonpath", sys.executable], cwd=folder,
                          capture_output=True, text=True, timeout=600)
    return [(found["file"].rsplit("/")[-1], found["range"]["start"]["line"] + 1, found.get("rule"))
            for found in json.loads(done.stdout)["generalDiagnostics"] if found["severity"] == "error"]


def test_a_program(tmp_path):
    (tmp_path / "program.py").write_text(PROGRAM)
    # Like tiktoken's, the members that users read nevertheless are private by their names.
    assert [error for error in errors_in(tmp_path) if error[2] != "reportPrivateUsage"] == []


def test_errors_are_found(tmp_path):
    for number, line in enumerate(WRONG):
        (tmp_path / f"wrong{number}.py").write_text(f"import tokmill\nfrom tokmill import tiktoken\n\n{line}\n")
    found = {file for file, line, _ in errors_in(tmp_path) if line == 4}
    assert found == {f"wrong{number}.py" for number in range(len(WRONG))}
