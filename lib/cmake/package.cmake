# `cmake --install`: the library, its headers, and how CMake and pkg-config find them. All of it can be moved
# after it was installed: nothing holds an absolute path.

include(CMakePackageConfigHelpers)

set(TOKMILL_INSTALL_CMAKEDIR ${CMAKE_INSTALL_LIBDIR}/cmake/tokmill)

set(libraries tokmill)
foreach(library IN ITEMS tokmill_pricing tokmill_icu tokmill_formats tokmill_chat tokmill_analysis)
  if(TARGET ${library})
    list(APPEND libraries ${library})
  endif()
endforeach()
install(TARGETS ${libraries}
  EXPORT tokmill
  FILE_SET HEADERS)
install(EXPORT tokmill
  NAMESPACE tokmill::
  FILE tokmillTargets.cmake
  DESTINATION ${TOKMILL_INSTALL_CMAKEDIR})

configure_package_config_file(cmake/tokmillConfig.cmake.in tokmillConfig.cmake
  INSTALL_DESTINATION ${TOKMILL_INSTALL_CMAKEDIR}
  NO_SET_AND_CHECK_MACRO)
# Before 1.0 a minor version may change the interface.
write_basic_package_version_file(tokmillConfigVersion.cmake COMPATIBILITY SameMinorVersion)
install(
  FILES
    ${CMAKE_CURRENT_BINARY_DIR}/tokmillConfig.cmake
    ${CMAKE_CURRENT_BINARY_DIR}/tokmillConfigVersion.cmake
  DESTINATION ${TOKMILL_INSTALL_CMAKEDIR})

# pkg-config knows where it found the file, so the prefix is said relative to that.
cmake_path(RELATIVE_PATH CMAKE_INSTALL_PREFIX
  BASE_DIRECTORY ${CMAKE_INSTALL_FULL_LIBDIR}/pkgconfig
  OUTPUT_VARIABLE TOKMILL_PKGCONFIG_TO_PREFIX)
configure_file(cmake/tokmill.pc.in tokmill.pc @ONLY)
install(FILES ${CMAKE_CURRENT_BINARY_DIR}/tokmill.pc DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig)
