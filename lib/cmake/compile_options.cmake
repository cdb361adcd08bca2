# How this project's own files are compiled. The libraries link this interface target inside $<BUILD_INTERFACE:…>, so
# that none of it reaches the projects that use them.

include(CheckCXXCompilerFlag)

add_library(tokmill_compile_options INTERFACE)
target_compile_features(tokmill_compile_options INTERFACE cxx_std_20)

# tokmill_supported_flags(VARIABLE FLAG…): those flags that the C++ compiler accepts.
function(tokmill_supported_flags variable)
  set(supported "")
  foreach(flag IN LISTS ARGN)
    string(MAKE_C_IDENTIFIER "TOKMILL_HAS${flag}" name)
    check_cxx_compiler_flag(${flag} ${name})
    if(${name})
      list(APPEND supported ${flag})
    endif()
  endforeach()
  set(${variable} ${supported} PARENT_SCOPE)
endfunction()

if(TOKMILL_WARNINGS)
  tokmill_supported_flags(warnings
    -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion -Wold-style-cast -Wnon-virtual-dtor
    -Woverloaded-virtual -Wundef)
  target_compile_options(tokmill_compile_options INTERFACE ${warnings})
endif()
if(TOKMILL_WARNINGS_AS_ERRORS)
  tokmill_supported_flags(werror -Werror)
  target_compile_options(tokmill_compile_options INTERFACE ${werror})
endif()

# In a unity build, GCC takes the unnamed namespaces of the joined files for those of a header, and for clang, locals hide
# the names of the other files.
if(CMAKE_UNITY_BUILD AND CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  target_compile_options(tokmill_compile_options INTERFACE $<$<COMPILE_LANGUAGE:CXX>:-Wno-subobject-linkage>)
elseif(CMAKE_UNITY_BUILD AND CMAKE_CXX_COMPILER_ID MATCHES "Clang")
  target_compile_options(tokmill_compile_options INTERFACE $<$<COMPILE_LANGUAGE:CXX>:-Wno-shadow>)
endif()

# A library's calls of its own exported functions need not go through the dynamic linker.
if(CMAKE_POSITION_INDEPENDENT_CODE)
  tokmill_supported_flags(no_interposition -fno-semantic-interposition)
  target_compile_options(tokmill_compile_options INTERFACE ${no_interposition})
endif()

if(TOKMILL_SANITIZE)
  list(JOIN TOKMILL_SANITIZE "," sanitizers)
  target_compile_options(tokmill_compile_options INTERFACE
    $<$<COMPILE_LANGUAGE:CXX>:-fsanitize=${sanitizers} -fno-omit-frame-pointer -fno-sanitize-recover=all>)
  target_link_options(tokmill_compile_options INTERFACE -fsanitize=${sanitizers})
  target_compile_definitions(tokmill_compile_options INTERFACE TOKMILL_SANITIZED)  # for the tests
endif()

# For the program and the tests, whose time under a sanitizer is mostly the compiler's: no optimization, and without the
# checks of each pointer for null and alignment, which take a quarter of GCC's time. Null pointers still end the program.
# The libraries have all checks, and so has everything that is built with clang.
add_library(tokmill_quick_sanitizer_options INTERFACE)
if(TOKMILL_SANITIZE)
  target_compile_options(tokmill_quick_sanitizer_options INTERFACE -O0 -g0)
  if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND "undefined" IN_LIST TOKMILL_SANITIZE)
    target_compile_options(tokmill_quick_sanitizer_options INTERFACE -fno-sanitize=null,alignment,vptr)
  endif()
endif()
