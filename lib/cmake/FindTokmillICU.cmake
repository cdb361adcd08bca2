# Finds ICU and defines TokmillICU::TokmillICU, an interface target.
#
# TOKMILL_STATIC_DEPENDENCIES (default: on unless BUILD_SHARED_LIBS is) takes the static libraries if they are
# installed: shared libraries would slow down every start of a program. Otherwise, and where a distribution has only
# shared libraries, CMake's own find module decides.

include(FindPackageHandleStandardArgs)

if(NOT DEFINED TOKMILL_STATIC_DEPENDENCIES)
  if(BUILD_SHARED_LIBS)
    set(TOKMILL_STATIC_DEPENDENCIES OFF)
  else()
    set(TOKMILL_STATIC_DEPENDENCIES ON)
  endif()
endif()

set(TokmillICU_LIBRARIES "")
if(TOKMILL_STATIC_DEPENDENCIES)
  find_path(TOKMILL_ICU_INCLUDE unicode/ubrk.h)
  mark_as_advanced(TOKMILL_ICU_INCLUDE)
  foreach(component IN ITEMS i18n uc data)
    find_library(TOKMILL_ICU_${component} libicu${component}.a)
    mark_as_advanced(TOKMILL_ICU_${component})
    list(APPEND TokmillICU_LIBRARIES ${TOKMILL_ICU_${component}})
  endforeach()
  if(TOKMILL_ICU_INCLUDE AND NOT TokmillICU_LIBRARIES MATCHES "NOTFOUND")
    list(APPEND TokmillICU_LIBRARIES ${CMAKE_DL_LIBS})
    set(TokmillICU_INCLUDE_DIR ${TOKMILL_ICU_INCLUDE})
  else()
    set(TokmillICU_LIBRARIES "")
  endif()
endif()

if(NOT TokmillICU_LIBRARIES)
  find_package(ICU QUIET COMPONENTS i18n uc data)
  if(ICU_FOUND)
    set(TokmillICU_LIBRARIES ICU::i18n ICU::uc ICU::data)
    set(TokmillICU_INCLUDE_DIR ${ICU_INCLUDE_DIRS})
  endif()
endif()

find_package_handle_standard_args(TokmillICU
  REQUIRED_VARS TokmillICU_LIBRARIES TokmillICU_INCLUDE_DIR
  REASON_FAILURE_MESSAGE "install the development files of ICU (Debian: libicu-dev)")

if(TokmillICU_FOUND AND NOT TARGET TokmillICU::TokmillICU)
  add_library(TokmillICU::TokmillICU INTERFACE IMPORTED)
  target_include_directories(TokmillICU::TokmillICU INTERFACE ${TokmillICU_INCLUDE_DIR})
  target_link_libraries(TokmillICU::TokmillICU INTERFACE ${TokmillICU_LIBRARIES})
endif()
