# What the find modules of this folder share.
#
# TOKMILL_STATIC_DEPENDENCIES (default: on unless BUILD_SHARED_LIBS is) takes the static libraries if they are
# installed: shared libraries would slow down every start of a program. Shared libraries and modules that contain the
# static libraries of this project always take the shared ones, because distributions do not build the static ones as
# position-independent code.

include(FindPackageHandleStandardArgs)

if(NOT DEFINED TOKMILL_STATIC_DEPENDENCIES)
  if(BUILD_SHARED_LIBS)
    set(TOKMILL_STATIC_DEPENDENCIES OFF)
  else()
    set(TOKMILL_STATIC_DEPENDENCIES ON)
  endif()
endif()

# tokmill_found_dependency(PACKAGE NAME DEBIAN): defines the interface target PACKAGE::PACKAGE from PACKAGE_INCLUDE_DIR,
# PACKAGE_LIBRARIES and, if shared libraries and modules link others, PACKAGE_SHARED_LIBRARIES. If one of the first two is
# missing, the message names the Debian package.
macro(tokmill_found_dependency package name debian)
  find_package_handle_standard_args(${package}
    REQUIRED_VARS ${package}_LIBRARIES ${package}_INCLUDE_DIR
    REASON_FAILURE_MESSAGE "install the development files of ${name} (Debian: ${debian})")
  if(${package}_FOUND AND NOT TARGET ${package}::${package})
    add_library(${package}::${package} INTERFACE IMPORTED)
    target_include_directories(${package}::${package} INTERFACE ${${package}_INCLUDE_DIR})
    if(${package}_SHARED_LIBRARIES)
      set(is_shared "$<OR:$<STREQUAL:$<TARGET_PROPERTY:TYPE>,SHARED_LIBRARY>,$<STREQUAL:$<TARGET_PROPERTY:TYPE>,MODULE_LIBRARY>>")
      target_link_libraries(${package}::${package} INTERFACE
        "$<IF:${is_shared},${${package}_SHARED_LIBRARIES},${${package}_LIBRARIES}>")
    else()
      target_link_libraries(${package}::${package} INTERFACE ${${package}_LIBRARIES})
    endif()
  endif()
endmacro()
