#!/bin/bash
# Runs a command with the Python package, tiktoken, and the engines that are Python packages, which it installs in build/:
#
#     benchmarks/engines/environment.sh python benchmarks/engines/job/report.py duckdb CORPUS
#
# If Python, pip or the network is missing, prints one line with the reason and exits with status 77, which CTest
# reports as skipped.

set -eu

root=$(CDPATH='' cd -- "$(dirname -- "$(readlink -f -- "$0")")/../.." && pwd)

"$root/tests/engines/environment.sh" benchmarks/engines
# The same version of Python for all.
export TOKMILL_PYTHON=$root/build/oracle-venv/bin/python TOKMILL_FULL=1
"$root/tests/bindings/python/environment.sh" # before PYTHONPATH, which pip would read
export PYTHONPATH=$root/build/engines/benchmarks-engines${PYTHONPATH:+:$PYTHONPATH}
exec "$root/tests/bindings/python/environment.sh" "$@"
