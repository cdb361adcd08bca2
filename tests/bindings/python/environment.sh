#!/bin/bash
# Builds the wheel of the Python package if it is stale, installs it and what its tests need in a clean virtual
# environment, and runs a command of that environment:
#
#     tests/bindings/python/environment.sh python -m pytest tests/bindings/python
#
# TOKMILL_PYTHON is the interpreter, by default the newest one that pythons.sh finds. Everything is in
# build/python/VERSION/. TIKTOKEN_CACHE_DIR is that of tests/oracle_environment.sh. With TOKMILL_FULL=1, the environment
# also has full_requirements.txt. Otherwise, if TOKMILL_BUILD is a build of static libraries, the wheel is made with these,
# with little optimization and without the program, which takes a fifth of the time. So it is with the generators that were
# built already, if TOKMILL_HOST_TOOLS is their folder; this takes half the time.
#
# With TOKMILL_WHEELS, a folder of wheels, the wheel of that folder which fits the interpreter is installed instead. Its
# environment is in build/python/VERSION-wheels/.
#
# With TOKMILL_SANITIZED=1, the package is built with GCC, AddressSanitizer and UndefinedBehaviorSanitizer, and the command
# runs with them. Its folder is build/python/VERSION-sanitized/. Leaks are not looked for: Python and its modules do not
# free everything at exit.
#
# If Python, pip or the network is missing, prints one line with the reason and exits with status 77, which CTest
# reports as skipped. If the wheel cannot be built for another reason, prints why and exits with status 1.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../../.." && pwd)
here=$root/tests/bindings/python
requirements=$here/requirements.txt

skip() {
  echo "skipped: $1"
  exit 77
}

python=${TOKMILL_PYTHON:-}
[[ -n $python ]] || read -r python < <("$here/pythons.sh") || skip "there is no CPython of version 3.10 or later with venv"
version=$("$python" -c 'import sys, sysconfig
print("%d.%d" % sys.version_info[:2] + ("t" if sysconfig.get_config_var("Py_GIL_DISABLED") else ""))')
folder=$root/build/python/$version${TOKMILL_SANITIZED:+-sanitized}${TOKMILL_WHEELS:+-wheels}
log=$folder/log
mkdir -p "$folder"

"$root/tests/oracle_environment.sh"
cat "$requirements" "$root/tests/oracle_requirements.txt" > "$folder/requirements.new"

pip_install() {
  "$folder/venv/bin/pip" install --quiet --disable-pip-version-check --retries 1 "$@" >> "$log" 2>&1
}

make_environment() {
  rm -rf "$folder/venv"
  "$python" -m venv "$folder/venv" > "$log" 2>&1 || skip "$python cannot create a virtual environment"
  # tokenizers is for other tests.
  grep -v '^tokenizers' "$folder/requirements.new" > "$folder/needed"
  pip_install -r "$folder/needed" || skip "pip cannot install what the tests need: $(grep -i error "$log" | tail -n 1)"
}

kind=released
build_type=Release
if [[ -n ${TOKMILL_SANITIZED:-} ]]; then
  sanitizer_library=$(g++ -print-file-name=libasan.so 2> /dev/null) || skip "g++ is not installed"
  [[ $sanitizer_library == /* ]] || skip "g++ has no AddressSanitizer"
  kind=sanitized
  build_type=RelWithDebInfo # nanobind strips other builds
  export CXX=g++ CMAKE_ARGS="-DCMAKE_CXX_FLAGS_RELWITHDEBINFO='-O1 -g1' -DTOKMILL_SANITIZE=address;undefined"
  CMAKE_ARGS+=" -DCMAKE_DISABLE_FIND_PACKAGE_CLI11=ON" # no program
  CMAKE_ARGS+=${TOKMILL_HOST_TOOLS:+ -DTOKMILL_HOST_TOOLS=$TOKMILL_HOST_TOOLS}
elif [[ -z ${TOKMILL_FULL:-} && -n ${TOKMILL_BUILD:-} ]]; then
  kind=linked
  export CMAKE_ARGS="-DCMAKE_CXX_FLAGS_RELEASE=-O1 -DTOKMILL_INSTALLED_LIBRARIES=$folder/libraries -DCMAKE_DISABLE_FIND_PACKAGE_CLI11=ON"
elif [[ -z ${TOKMILL_FULL:-} && -n ${TOKMILL_HOST_TOOLS:-} ]]; then
  kind=quick
  export CMAKE_ARGS="-DCMAKE_CXX_FLAGS_RELEASE=-O1 -DTOKMILL_HOST_TOOLS=$TOKMILL_HOST_TOOLS -DCMAKE_DISABLE_FIND_PACKAGE_CLI11=ON"
fi

# Whether the wheel was built in another way, or a source is newer.
is_stale() {
  [[ ! -e $folder/built || $(< "$folder/built") != "$kind" ]] || [[ -n $(find "$root/lib" "$root/vocab" "$root/CMakeLists.txt" "$root/pyproject.toml" \
    -newer "$folder/built" -type f -print -quit) ]]
}

build_wheel() {
  [[ ! -e $folder/built || $(< "$folder/built") == "$kind" ]] || rm -rf "$folder/cmake"
  echo "$kind" > "$folder/started"
  rm -rf "$folder/wheel"
  if [[ $kind == linked ]]; then
    rm -rf "$folder/libraries"
    cmake --install "$TOKMILL_BUILD" --component dev --prefix "$folder/libraries" > "$log" 2>&1 || { cat "$log"; exit 1; }
  fi
  if ! "$folder/venv/bin/pip" wheel --quiet --disable-pip-version-check --retries 1 --no-deps \
    --wheel-dir "$folder/wheel" --config-settings=build-dir="$folder/cmake" \
    --config-settings=cmake.build-type="$build_type" "$root" > "$log" 2>&1; then
    grep -qiE 'no matching distribution|connection|temporary failure|network' "$log" &&
      skip "pip cannot get what the build needs: $(grep -i error "$log" | tail -n 1)"
    cat "$log"
    exit 1
  fi
  pip_install --force-reinstall --no-index "$folder"/wheel/*.whl || { cat "$log"; exit 1; }
  mv "$folder/started" "$folder/built"
}

# Copies the wheel that pip chooses, and installs it.
install_from() {
  rm -rf "$folder/wheel"
  mkdir "$folder/wheel"
  "$folder/venv/bin/pip" download --quiet --disable-pip-version-check --no-index --no-deps --find-links "$1" \
    --dest "$folder/wheel" tokmill > "$log" 2>&1 &&
    pip_install --force-reinstall --no-index "$folder"/wheel/*.whl || { cat "$log"; exit 1; }
}

exec 9> "$folder/lock"
flock 9 # two tests may run at the same time
if ! cmp -s "$folder/requirements.new" "$folder/made-from"; then
  make_environment
  rm -f "$folder/built" "$folder/full"
  cp "$folder/requirements.new" "$folder/made-from"
fi
if [[ -n ${TOKMILL_WHEELS:-} ]]; then
  install_from "$TOKMILL_WHEELS"
elif is_stale; then
  build_wheel
fi
if [[ -n ${TOKMILL_FULL:-} ]] && ! cmp -s "$here/full_requirements.txt" "$folder/full"; then
  pip_install -r "$here/full_requirements.txt" ||
    skip "pip cannot install what the tests need: $(grep -i error "$log" | tail -n 1)"
  cp "$here/full_requirements.txt" "$folder/full"
fi
exec 9>&-

if [[ $# -gt 0 ]]; then
  export TIKTOKEN_CACHE_DIR=$root/build/oracle-tables TOKMILL_WHEEL
  TOKMILL_WHEEL=$(echo "$folder"/wheel/*.whl)
  command=$1
  shift
  cd "$root"
  if [[ $kind == sanitized ]]; then
    # The interpreter links neither of the two libraries. AddressSanitizer looks for the functions of the second one when it
    # starts. Memory that pymalloc hands out is not checked.
    LD_PRELOAD=$sanitizer_library:$(g++ -print-file-name=libstdc++.so)
    export LD_PRELOAD PYTHONMALLOC=malloc
    export ASAN_OPTIONS=detect_leaks=0:allocator_may_return_null=1
  fi
  exec "$folder/venv/bin/$command" "$@"
fi
