# A CMake toolchain file: compiles for other systems with the Python package ziglang, a clang that brings the C and C++
# libraries of its targets.
#
#     cmake -B build/cross --toolchain lib/cmake/zig.cmake -DTOKMILL_ZIG_TARGET=x86_64-linux-gnu.2.17
#       -DTOKMILL_HOST_TOOLS=… -DTOKMILL_BUILD_CLI=OFF -DTOKMILL_ICU=OFF -DTOKMILL_RE2=OFF
#
# TOKMILL_ZIG_TARGET is a target of zig: PROCESSOR-SYSTEM or PROCESSOR-SYSTEM-ABI, with versions.
# TOKMILL_ZIG_PYTHON is a Python with that package (default: python3).

list(APPEND CMAKE_TRY_COMPILE_PLATFORM_VARIABLES TOKMILL_ZIG_TARGET TOKMILL_ZIG_PYTHON)
if(NOT TOKMILL_ZIG_PYTHON)
  set(TOKMILL_ZIG_PYTHON python3)
endif()
if(NOT TOKMILL_ZIG_TARGET MATCHES "^([a-z0-9_]+)-([a-z]+)")
  message(FATAL_ERROR "TOKMILL_ZIG_TARGET: expected a target such as x86_64-linux-musl, got '${TOKMILL_ZIG_TARGET}'")
endif()
set(CMAKE_SYSTEM_PROCESSOR ${CMAKE_MATCH_1})
if(CMAKE_MATCH_2 STREQUAL "linux")
  set(CMAKE_SYSTEM_NAME Linux)
elseif(CMAKE_MATCH_2 STREQUAL "macos")
  set(CMAKE_SYSTEM_NAME Darwin)
elseif(CMAKE_MATCH_2 STREQUAL "windows")
  set(CMAKE_SYSTEM_NAME Windows)
else()
  message(FATAL_ERROR "TOKMILL_ZIG_TARGET: expected linux, macos or windows, got '${CMAKE_MATCH_2}'")
endif()

# CMake calls an archiver by one name, without arguments.
foreach(tool IN ITEMS "c++ -target ${TOKMILL_ZIG_TARGET}" "cc -target ${TOKMILL_ZIG_TARGET}" ar ranlib rc)
  string(REGEX MATCH "^[^ ]+" name "${tool}")
  set(script ${CMAKE_BINARY_DIR}/zig-tools/${name})
  file(WRITE ${script} "#!/bin/sh\nexec \"${TOKMILL_ZIG_PYTHON}\" -m ziglang ${tool} \"$@\"\n")
  file(CHMOD ${script} PERMISSIONS OWNER_READ OWNER_WRITE OWNER_EXECUTE)
endforeach()
# CMake requires these for macOS and Windows. Nothing that the project builds with this file needs the first.
if(CMAKE_SYSTEM_NAME STREQUAL "Darwin")
  set(CMAKE_INSTALL_NAME_TOOL ${CMAKE_BINARY_DIR}/zig-tools/install_name_tool CACHE FILEPATH "Changes paths in libraries")
  file(WRITE ${CMAKE_INSTALL_NAME_TOOL} "#!/bin/sh\necho 'install_name_tool: zig has none' >&2\nexit 1\n")
  file(CHMOD ${CMAKE_INSTALL_NAME_TOOL} PERMISSIONS OWNER_READ OWNER_WRITE OWNER_EXECUTE)
elseif(CMAKE_SYSTEM_NAME STREQUAL "Windows")
  set(CMAKE_RC_COMPILER ${CMAKE_BINARY_DIR}/zig-tools/rc CACHE FILEPATH "Compiler of resources")
endif()
set(CMAKE_C_COMPILER ${CMAKE_BINARY_DIR}/zig-tools/cc)
set(CMAKE_CXX_COMPILER ${CMAKE_BINARY_DIR}/zig-tools/c++)
set(CMAKE_AR ${CMAKE_BINARY_DIR}/zig-tools/ar CACHE FILEPATH "Archiver")
set(CMAKE_RANLIB ${CMAKE_BINARY_DIR}/zig-tools/ranlib CACHE FILEPATH "Indexer of archives")
