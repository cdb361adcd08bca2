#!/bin/sh
# Explores with a libFuzzer program for FUZZ_SECONDS (default 120):
#
#     explore.sh PROGRAM CORPUS SEEDS
#
# Keeps new inputs in the folder CORPUS. Writes an input that fails to CORPUS-crash-…
set -eu

program=$1
corpus=$2
seeds=$3
mkdir -p "$corpus"
exec "$program" "-max_total_time=${FUZZ_SECONDS:-120}" -timeout=60 -print_final_stats=1 \
  "-artifact_prefix=$corpus-" "$corpus" "$seeds"
