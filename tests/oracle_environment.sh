#!/usr/bin/env bash
# Creates the environment of the oracle in build/: a Python virtual environment with the pinned tiktoken and tokenizers,
# and a folder from which tiktoken takes the vocabularies of vocab/, so that it downloads none. With arguments, runs them
# with that Python:
#
#     tests/oracle_environment.sh tests/golden/make_golden.py
#
# Silent and fast if the environment exists. If Python, pip or the network is missing, prints one line with the reason and
# exits with status 77, which CTest reports as skipped.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
venv=$root/build/oracle-venv
cache=$root/build/oracle-tables
requirements=$root/tests/oracle_requirements.txt

skip() {
  echo "skipped: $1"
  exit 77
}

make_environment() {
  command -v python3 > /dev/null || skip "python3 is not installed"
  local log=$root/build/oracle-venv.log
  rm -rf "$venv"
  python3 -m venv "$venv" > "$log" 2>&1 || skip "python3 cannot create a virtual environment; is python3-venv installed?"
  "$venv/bin/pip" install --quiet --disable-pip-version-check --retries 1 -r "$requirements" >> "$log" 2>&1 ||
    skip "pip cannot install tiktoken and tokenizers: $(grep -i error "$log" | tail -n 1)"
}

# tiktoken looks for a vocabulary under the SHA-1 of its URL, and checks its SHA-256.
make_tables() {
  rm -rf "$cache"
  mkdir -p "$cache.new"
  local table name
  for table in "$root"/vocab/*.tiktoken; do
    name=$(printf 'https://openaipublic.blob.core.windows.net/encodings/%s' "${table##*/}" | sha1sum | cut -d' ' -f1)
    cp "$table" "$cache.new/$name"
  done
  mv "$cache.new" "$cache"
}

mkdir -p "$root/build"
exec 9> "$root/build/oracle-venv.lock"
flock 9 # two tests may run at the same time
if ! cmp -s "$requirements" "$venv/made-from"; then
  make_environment
  cp "$requirements" "$venv/made-from"
fi
[[ -d $cache ]] || make_tables
exec 9>&-

if [[ $# -gt 0 ]]; then
  export TIKTOKEN_CACHE_DIR=$cache
  exec "$venv/bin/python" "$@"
fi
