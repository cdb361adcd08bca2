# Finds ICU and defines TokmillICU::TokmillICU, an interface target. Where the static libraries are not chosen or not
# installed, CMake's own find module decides.

include(${CMAKE_CURRENT_LIST_DIR}/TokmillDependency.cmake)

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

tokmill_found_dependency(TokmillICU ICU libicu-dev)
