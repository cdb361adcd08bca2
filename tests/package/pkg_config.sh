#!/bin/sh
# Builds the consumers with the flags that pkg-config gives for the package installed at PREFIX, and runs them.
#
#     pkg_config.sh PKG-CONFIG COMPILER PREFIX SOURCES OUTPUT COMPONENT…
set -eu

pkg_config=$1 compiler=$2 prefix=$3 sources=$4 output=$5
shift 5

file=$(find "$prefix" -name tokmill.pc)
PKG_CONFIG_PATH=$(dirname "$file")
export PKG_CONFIG_PATH
mkdir -p "$output"

# build NAME PACKAGE
build() {
  # shellcheck disable=SC2046  # flags are separate arguments
  "$compiler" -std=c++20 "$sources/$1.cpp" -o "$output/$1" $("$pkg_config" --cflags --libs "$2")
  LD_LIBRARY_PATH=$("$pkg_config" --variable=libdir tokmill) "$output/$1"
}

build tokmill tokmill
build one_encoding tokmill
for component; do
  build "$component" "tokmill-$component"
done
