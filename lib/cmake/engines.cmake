# Sets TOKMILL_BUILD_ENGINES to the extensions of database engines to build; lib/engines has a folder for each.

set(TOKMILL_KNOWN_ENGINES sqlite duckdb postgresql)
set(TOKMILL_BUILD_ENGINES "" CACHE STRING "Extensions of database engines to build: sqlite;duckdb;postgresql")
foreach(engine IN LISTS TOKMILL_BUILD_ENGINES)
  if(NOT engine IN_LIST TOKMILL_KNOWN_ENGINES)
    list(JOIN TOKMILL_KNOWN_ENGINES ", " known)
    message(FATAL_ERROR "TOKMILL_BUILD_ENGINES: unknown engine '${engine}' (known: ${known})")
  endif()
endforeach()

# The tests need all, except for those with sanitizers, which the engines do not have.
if(TOKMILL_BUILD_TESTS AND NOT TOKMILL_SANITIZE)
  set(TOKMILL_BUILD_ENGINES ${TOKMILL_KNOWN_ENGINES})
  # Its headers are installed for tests/run --full only.
  include(${CMAKE_CURRENT_LIST_DIR}/postgresql.cmake)
  if(NOT TOKMILL_POSTGRESQL_INCLUDE)
    list(REMOVE_ITEM TOKMILL_BUILD_ENGINES postgresql)
  endif()
endif()
