#!/bin/sh
# Appends the footer by which DuckDB knows an extension to a shared library:
#
#     lib/engines/duckdb/add_footer.sh FILE EXTENSION_VERSION API_VERSION PLATFORM
#
# It is eight fields of 32 bytes, padded with NUL: three empty ones, the kind of interface, the version of the
# extension, that of DuckDB's C API, the platform, and "4", the version of the footer; then 256 bytes for a signature,
# all NUL.

set -eu

field() {
  printf '%s' "$1"
  head -c $((32 - ${#1})) /dev/zero
}

{
  field ''
  field ''
  field ''
  field C_STRUCT
  field "$2"
  field "$3"
  field "$4"
  field 4
  head -c 256 /dev/zero
} >> "$1"
