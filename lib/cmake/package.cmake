# `cmake --install`: the libraries, their headers, and the files by which CMake and pkg-config find them. The installed
# tree can be moved: no file in it has an absolute path of its own.

include(CMakePackageConfigHelpers)

set(TOKMILL_INSTALL_CMAKEDIR ${CMAKE_INSTALL_LIBDIR}/cmake/tokmill)

install(TARGETS tokmill
  EXPORT tokmill
  FILE_SET HEADERS COMPONENT dev
  LIBRARY COMPONENT libraries NAMELINK_COMPONENT dev
  ARCHIVE COMPONENT dev)
install(EXPORT tokmill
  NAMESPACE tokmill::
  FILE tokmillTargets.cmake
  DESTINATION ${TOKMILL_INSTALL_CMAKEDIR}
  COMPONENT dev)
foreach(component IN LISTS TOKMILL_COMPONENTS)
  install(TARGETS tokmill_${component}
    EXPORT tokmill_${component}
    FILE_SET HEADERS COMPONENT dev
    LIBRARY COMPONENT libraries NAMELINK_COMPONENT dev
    ARCHIVE COMPONENT dev)
  install(EXPORT tokmill_${component}
    NAMESPACE tokmill::
    FILE tokmill_${component}Targets.cmake
    DESTINATION ${TOKMILL_INSTALL_CMAKEDIR}
    COMPONENT dev)
endforeach()

# What a consumer of each component must find as well. Consumers of shared libraries need none of it.
get_target_property(library_type tokmill TYPE)
set(TOKMILL_DEPENDENCIES_pricing "")
set(TOKMILL_DEPENDENCIES_icu "")
set(TOKMILL_LINKED_BY_c ${TOKMILL_USED_BY_c})
if(library_type STREQUAL "STATIC_LIBRARY")
  set(TOKMILL_LINKED_BY_c "")  # it contains them
  if(TOKMILL_HAS_RE2)
    set(TOKMILL_DEPENDENCIES_pricing TokmillRE2)
  endif()
  if(TOKMILL_HAS_ICU)
    set(TOKMILL_DEPENDENCIES_icu TokmillICU)
  endif()
  set(find_modules "")
  foreach(dependency IN LISTS TOKMILL_DEPENDENCIES_pricing TOKMILL_DEPENDENCIES_icu)
    list(APPEND find_modules cmake/Find${dependency}.cmake cmake/TokmillDependency.cmake)
  endforeach()
  list(REMOVE_DUPLICATES find_modules)
  install(FILES ${find_modules} DESTINATION ${TOKMILL_INSTALL_CMAKEDIR} COMPONENT dev)
endif()
configure_package_config_file(cmake/tokmillConfig.cmake.in tokmillConfig.cmake
  INSTALL_DESTINATION ${TOKMILL_INSTALL_CMAKEDIR}
  NO_SET_AND_CHECK_MACRO)
# Before 1.0 a minor version may change the interface.
write_basic_package_version_file(tokmillConfigVersion.cmake COMPATIBILITY SameMinorVersion)
install(
  FILES
    ${CMAKE_CURRENT_BINARY_DIR}/tokmillConfig.cmake
    ${CMAKE_CURRENT_BINARY_DIR}/tokmillConfigVersion.cmake
  DESTINATION ${TOKMILL_INSTALL_CMAKEDIR}
  COMPONENT dev)

# pkg-config knows where it found a file, so the prefix is relative to that.
cmake_path(RELATIVE_PATH CMAKE_INSTALL_PREFIX
  BASE_DIRECTORY ${CMAKE_INSTALL_FULL_LIBDIR}/pkgconfig
  OUTPUT_VARIABLE TOKMILL_PKGCONFIG_TO_PREFIX)

# tokmill_pkg_config(NAME LIBRARY DESCRIPTION FLAGS REQUIRES DEPENDENCIES): writes and installs NAME.pc.
# DEPENDENCIES are what LIBRARY links: a user of a static library must link them, too.
function(tokmill_pkg_config name library description flags requires dependencies)
  set(requires_private "")
  if(library_type STREQUAL "STATIC_LIBRARY")
    string(APPEND requires " ${dependencies}")
  else()
    set(requires_private "${dependencies}")
  endif()
  string(STRIP "${requires}" requires)
  configure_file(cmake/library.pc.in ${name}.pc @ONLY)
  install(FILES ${CMAKE_CURRENT_BINARY_DIR}/${name}.pc
    DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig
    COMPONENT dev)
endfunction()

set(thread_flags "")
if(TOKMILL_THREADS)
  set(thread_flags -pthread)
endif()
tokmill_pkg_config(tokmill tokmill "${PROJECT_DESCRIPTION} (needs C++20)" "${thread_flags}" "" "")
set(description_pricing "Prices of language models")
set(description_icu "Graphemes, sentences, names and charsets")
set(description_formats "JSON and files of other projects")
set(description_vocabularies "Vocabularies from files")
set(description_chat "Token counts of chat requests")
set(description_analysis "Comparison of texts, languages and numbers by tokens")
set(external_pricing "")
set(external_icu "")
if(TOKMILL_HAS_RE2)
  set(external_pricing re2)
endif()
if(TOKMILL_HAS_ICU)
  set(external_icu "icu-i18n icu-uc")
endif()
foreach(component IN LISTS TOKMILL_COMPONENTS)
  if(component STREQUAL "c")
    continue()
  endif()
  list(TRANSFORM TOKMILL_USED_BY_${component} PREPEND tokmill- OUTPUT_VARIABLE requires)
  list(JOIN requires " " requires)
  if(NOT requires)
    set(requires tokmill)
  endif()
  tokmill_pkg_config(tokmill-${component} tokmill_${component} "${description_${component}} (needs C++20)" "" "${requires}"
    "${external_${component}}")
endforeach()

# Users of the C library link nothing else.
if(c IN_LIST TOKMILL_COMPONENTS)
  tokmill_pkg_config(tokmill-c tokmill_c "C interface of tokmill" "" "" "")
endif()
