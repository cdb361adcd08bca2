#!/bin/bash
# Builds the wheel for each interpreter that pythons.sh finds, and runs the tests that depend on the version of Python. The
# wheel of the newest is built as by pip, like that of the other tests with TOKMILL_FULL; the others are built with little
# optimization if TOKMILL_HOST_TOOLS is set (environment.sh):
#
#     tests/bindings/python/versions.sh
set -uo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
status=77
full=1
for python in $("$here/pythons.sh"); do
  echo "== $python"
  TOKMILL_FULL=$full TOKMILL_PYTHON=$python "$here/environment.sh" python -m pytest -q -rs -p no:cacheprovider \
    "$here/package_test.py" "$here/encoding_test.py" "$here/tiktoken/core_test.py"
  result=$?
  full=
  case $result in
    0) [[ $status = 1 ]] || status=0 ;;
    77) ;;
    *) status=1 ;;
  esac
done
[[ $status != 77 ]] || echo "skipped: no environment can be made"
exit "$status"
