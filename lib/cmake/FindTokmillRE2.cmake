# Finds RE2 and defines TokmillRE2::TokmillRE2, an interface target. Newer versions of RE2 also need Abseil, so their own
# CMake package goes first.

include(${CMAKE_CURRENT_LIST_DIR}/TokmillDependency.cmake)

find_path(TokmillRE2_INCLUDE_DIR re2/re2.h)
mark_as_advanced(TokmillRE2_INCLUDE_DIR)
set(TokmillRE2_LIBRARIES "")
set(TokmillRE2_SHARED_LIBRARIES "")
find_package(re2 CONFIG QUIET)
if(TARGET re2::re2)
  set(TokmillRE2_LIBRARIES re2::re2)
else()
  find_library(TOKMILL_RE2_SHARED_LIBRARY re2)
  if(TOKMILL_STATIC_DEPENDENCIES)
    find_library(TOKMILL_RE2_LIBRARY NAMES libre2.a re2)
    set(TokmillRE2_SHARED_LIBRARIES ${TOKMILL_RE2_SHARED_LIBRARY})
  else()
    set(TOKMILL_RE2_LIBRARY ${TOKMILL_RE2_SHARED_LIBRARY})
  endif()
  mark_as_advanced(TOKMILL_RE2_LIBRARY TOKMILL_RE2_SHARED_LIBRARY)
  if(TOKMILL_RE2_LIBRARY)
    find_package(Threads QUIET)
    set(TokmillRE2_LIBRARIES ${TOKMILL_RE2_LIBRARY} Threads::Threads)
  endif()
endif()

tokmill_found_dependency(TokmillRE2 RE2 libre2-dev)
