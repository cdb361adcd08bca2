# tokmill_library(TARGET [HEADERS FILE…]): sets on an existing library what all libraries of the project share. FILE is
# relative to lib/include.
function(tokmill_library target)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "HEADERS")
  string(REGEX REPLACE "^tokmill_" "" short ${target})
  add_library(tokmill::${short} ALIAS ${target})
  list(TRANSFORM arg_HEADERS PREPEND ${PROJECT_SOURCE_DIR}/lib/include/)
  target_sources(${target}
    PUBLIC
      FILE_SET HEADERS
      BASE_DIRS ${PROJECT_SOURCE_DIR}/lib/include ${TOKMILL_GENERATED_INCLUDE}
      FILES ${arg_HEADERS})
  tokmill_common_properties(${target})
  set_target_properties(${target} PROPERTIES
    EXPORT_NAME ${short}
    VERIFY_INTERFACE_HEADER_SETS ON
    VERSION ${PROJECT_VERSION}
    SOVERSION ${TOKMILL_ABI_VERSION})
  # The shared libraries find each other in their folder.
  if(NOT DEFINED CMAKE_INSTALL_RPATH)
    if(APPLE)
      set_target_properties(${target} PROPERTIES INSTALL_RPATH "@loader_path")
    else()
      set_target_properties(${target} PROPERTIES INSTALL_RPATH "$ORIGIN")
    endif()
  endif()
  target_compile_features(${target} PUBLIC cxx_std_20)
endfunction()

# tokmill_common_properties(TARGET): how the sources of every library are compiled.
function(tokmill_common_properties target)
  target_include_directories(${target} PRIVATE ${PROJECT_SOURCE_DIR}/lib)
  target_link_libraries(${target} PRIVATE $<BUILD_INTERFACE:tokmill_compile_options>)
  set_target_properties(${target} PROPERTIES
    CXX_EXTENSIONS OFF
    CXX_VISIBILITY_PRESET hidden
    VISIBILITY_INLINES_HIDDEN ON)
endfunction()
