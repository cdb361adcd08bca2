#!/bin/bash
# Runs a test that needs a Python package, such as that of an engine: in the environment of the oracle, with the packages
# of the requirements.txt in a folder, which it installs in build/engines/:
#
#     tests/engines/environment.sh tests/engines/duckdb tests/engines/duckdb/extension_test.py
#
# A line `# pip OPTION…` of requirements.txt has options of pip that it cannot have otherwise.
# If Python, pip or the network is missing, prints one line with the reason and exits with status 77, which CTest
# reports as skipped.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
requirements=$root/$1/requirements.txt
packages=$root/build/engines/${1//\//-}
shift
"$root/tests/oracle_environment.sh"

mkdir -p "$root/build/engines"
exec 9> "$packages.lock"
flock 9 # two tests may run at the same time
if ! cmp -s "$requirements" "$packages/made-from"; then
  rm -rf "$packages"
  if ! "$root/build/oracle-venv/bin/pip" install --quiet --disable-pip-version-check --retries 1 \
    $(sed -n 's/^# pip //p' "$requirements") --target "$packages" -r "$requirements" > "$packages.log" 2>&1; then
    echo "skipped: pip cannot install what ${requirements#"$root/"} lists: $(grep -i error "$packages.log" | tail -n 1)"
    exit 77
  fi
  cp "$requirements" "$packages/made-from"
fi
exec 9>&-

export PYTHONPATH=$packages:$root/tests/engines${PYTHONPATH:+:$PYTHONPATH}
exec "$root/tests/oracle_environment.sh" "$@"
