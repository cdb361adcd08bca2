# How this project's own files are compiled. Interface targets that the libraries link inside
# $<BUILD_INTERFACE:…>, so that nothing here reaches whoever uses the library.

add_library(tokmill_compile_options INTERFACE)
target_compile_features(tokmill_compile_options INTERFACE cxx_std_20)

if(TOKMILL_WARNINGS)
  target_compile_options(tokmill_compile_options INTERFACE
    -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion -Wold-style-cast -Wnon-virtual-dtor
    -Woverloaded-virtual -Wundef)
endif()
if(TOKMILL_WARNINGS_AS_ERRORS)
  target_compile_options(tokmill_compile_options INTERFACE -Werror)
endif()

if(TOKMILL_SANITIZE)
  list(JOIN TOKMILL_SANITIZE "," sanitizers)
  target_compile_options(tokmill_compile_options INTERFACE
    $<$<COMPILE_LANGUAGE:CXX>:-fsanitize=${sanitizers} -fno-omit-frame-pointer -fno-sanitize-recover=all>)
  target_link_options(tokmill_compile_options INTERFACE -fsanitize=${sanitizers})
endif()
