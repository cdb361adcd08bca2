# Finds RE2 and defines TokmillRE2::TokmillRE2, an interface target. For TOKMILL_STATIC_DEPENDENCIES see
# FindTokmillICU.cmake; newer versions of RE2 also need Abseil, so their own CMake package goes first.

include(FindPackageHandleStandardArgs)
include(CMakeFindDependencyMacro)

if(NOT DEFINED TOKMILL_STATIC_DEPENDENCIES)
  if(BUILD_SHARED_LIBS)
    set(TOKMILL_STATIC_DEPENDENCIES OFF)
  else()
    set(TOKMILL_STATIC_DEPENDENCIES ON)
  endif()
endif()

find_path(TOKMILL_RE2_INCLUDE re2/re2.h)
mark_as_advanced(TOKMILL_RE2_INCLUDE)
set(TokmillRE2_LIBRARIES "")
find_package(re2 CONFIG QUIET)
if(TARGET re2::re2)
  set(TokmillRE2_LIBRARIES re2::re2)
else()
  if(TOKMILL_STATIC_DEPENDENCIES)
    find_library(TOKMILL_RE2_LIBRARY NAMES libre2.a re2)
  else()
    find_library(TOKMILL_RE2_SHARED_LIBRARY re2)
    set(TOKMILL_RE2_LIBRARY ${TOKMILL_RE2_SHARED_LIBRARY})
  endif()
  mark_as_advanced(TOKMILL_RE2_LIBRARY TOKMILL_RE2_SHARED_LIBRARY)
  if(TOKMILL_RE2_LIBRARY)
    find_package(Threads QUIET)
    set(TokmillRE2_LIBRARIES ${TOKMILL_RE2_LIBRARY} Threads::Threads)
  endif()
endif()

find_package_handle_standard_args(TokmillRE2
  REQUIRED_VARS TokmillRE2_LIBRARIES TOKMILL_RE2_INCLUDE
  REASON_FAILURE_MESSAGE "install the development files of RE2 (Debian: libre2-dev)")

if(TokmillRE2_FOUND AND NOT TARGET TokmillRE2::TokmillRE2)
  add_library(TokmillRE2::TokmillRE2 INTERFACE IMPORTED)
  target_include_directories(TokmillRE2::TokmillRE2 INTERFACE ${TOKMILL_RE2_INCLUDE})
  target_link_libraries(TokmillRE2::TokmillRE2 INTERFACE ${TokmillRE2_LIBRARIES})
endif()
