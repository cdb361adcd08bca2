# What the find modules of this folder share.
#
# TOKMILL_STATIC_DEPENDENCIES (default: on unless BUILD_SHARED_LIBS is) takes the static libraries if they are
# installed: shared libraries would slow down every start of a program.

include(FindPackageHandleStandardArgs)

if(NOT DEFINED TOKMILL_STATIC_DEPENDENCIES)
  if(BUILD_SHARED_LIBS)
    set(TOKMILL_STATIC_DEPENDENCIES OFF)
  else()
    set(TOKMILL_STATIC_DEPENDENCIES ON)
  endif()
endif()

# tokmill_found_dependency(PACKAGE NAME DEBIAN): defines the interface target PACKAGE::PACKAGE from PACKAGE_INCLUDE_DIR
# and PACKAGE_LIBRARIES. If one of them is missing, the message names the Debian package.
macro(tokmill_found_dependency package name debian)
  find_package_handle_standard_args(${package}
    REQUIRED_VARS ${package}_LIBRARIES ${package}_INCLUDE_DIR
    REASON_FAILURE_MESSAGE "install the development files of ${name} (Debian: ${debian})")
  if(${package}_FOUND AND NOT TARGET ${package}::${package})
    add_library(${package}::${package} INTERFACE IMPORTED)
    target_include_directories(${package}::${package} INTERFACE ${${package}_INCLUDE_DIR})
    target_link_libraries(${package}::${package} INTERFACE ${${package}_LIBRARIES})
  endif()
endmacro()
