#!/bin/bash
# Prints a working interpreter for each version of CPython that the package supports and the machine has, the newest
# first: those in PATH, and those of pyenv.
set -u

# Version managers leave commands in PATH that only report an error, and a Python can lack venv.
works() {
  "$1" -c 'import sys, venv, ensurepip; sys.exit(sys.implementation.name != "cpython")' > /dev/null 2>&1
}

pyenv_versions=$(pyenv root 2> /dev/null)/versions
for version in 3.14t 3.14 3.13t 3.13 3.12 3.11 3.10; do
  for python in "python$version" "$pyenv_versions/${version%t}".*/bin/"python$version"; do
    if works "$python"; then
      command -v "$python"
      break
    fi
  done
done
