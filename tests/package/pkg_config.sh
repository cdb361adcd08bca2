#!/bin/sh
# Builds the consumer with what pkg-config says of the package installed at PREFIX, and runs it.
#     pkg_config.sh PKG-CONFIG COMPILER PREFIX SOURCE PROGRAM
set -eu

pkg_config=$1 compiler=$2 prefix=$3 source=$4 program=$5

file=$(find "$prefix" -name tokmill.pc)
PKG_CONFIG_LIBDIR=$(dirname "$file")
export PKG_CONFIG_LIBDIR

mkdir -p "$(dirname "$program")"
# shellcheck disable=SC2046  # one word an option
"$compiler" -std=c++20 "$source" -o "$program" $("$pkg_config" --cflags --libs tokmill)
LD_LIBRARY_PATH=$("$pkg_config" --variable=libdir tokmill) "$program"
