"""ClickHouse as a Python package, with the functions of lib/engines/clickhouse, in a process for each script."""

import pathlib
import subprocess
import sys
import tempfile

from program import TOKMILL

FUNCTIONS = pathlib.Path(__file__).resolve().parents[3] / "lib" / "engines" / "clickhouse" / "tokmill_function.xml"

# Writes the results of the statements: columns are separated by "|". An error ends it.
SCRIPT = """
import sys, chdb
folder, *statements = sys.argv[1:]
for statement in statements:
    try:
        result = chdb.query(statement, "TSV", udf_path=folder)
    except Exception as error:
        sys.exit(str(error))
    sys.stdout.buffer.write(result.bytes().replace(b"\\t", b"|"))
    sys.stdout.flush()
"""


def run(*statements, change=lambda functions: functions):
    """Return the lines that statements print and the error, "" if there is none.

    `change` takes the XML of the functions and returns what to use instead.
    """
    with tempfile.TemporaryDirectory() as folder:
        pathlib.Path(folder, "tokmill").symlink_to(pathlib.Path(TOKMILL).resolve())
        # The name that chdb expects.
        pathlib.Path(folder, "udf_config.xml").write_text(change(FUNCTIONS.read_text(encoding="utf-8")), encoding="utf-8")
        done = subprocess.run([sys.executable, "-c", SCRIPT, folder, *statements], capture_output=True, timeout=600,
                              check=False)
    return done.stdout.decode().splitlines(), done.stderr.decode() if done.returncode else ""


def value(expression):
    """Return the value of an expression."""
    lines, error = run(f"SELECT {expression}")
    assert not error, error
    return "\n".join(lines)
