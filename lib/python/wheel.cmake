# What a wheel consists of: the tokenizer with its vocabularies as a shared library, the extension, and the program, which
# both link that library. The program is left out if CLI11, fmt or ICU is not installed.

set(TOKMILL_CORE_TYPE SHARED)

find_package(CLI11 QUIET)
find_package(fmt QUIET)
find_package(ICU QUIET COMPONENTS i18n uc data)
if(CLI11_FOUND AND fmt_FOUND AND ICU_FOUND AND NOT TOKMILL_ICU STREQUAL "OFF")
  set(TOKMILL_BUILD_CLI ON)
else()
  message(STATUS "The wheel has no program: it needs CLI11, fmt and ICU")
  set(TOKMILL_BUILD_CLI OFF)
endif()
