# What a wheel consists of. With ICU: the tokenizer with its vocabularies as a shared library, the extension modules, which
# link it, and the program, which does so too and also needs CLI11 and fmt. Without ICU: one file with all of them except
# the program.

find_package(CLI11 QUIET)
find_package(fmt QUIET)
find_package(ICU QUIET COMPONENTS i18n uc data)
if(ICU_FOUND AND NOT TOKMILL_ICU STREQUAL "OFF")
  set(TOKMILL_CORE_TYPE SHARED)
  set(TOKMILL_ONE_MODULE OFF)
else()
  set(TOKMILL_CORE_TYPE STATIC)
  set(TOKMILL_ONE_MODULE ON)
endif()
if(CLI11_FOUND AND fmt_FOUND AND NOT TOKMILL_ONE_MODULE)
  set(TOKMILL_BUILD_CLI ON)
else()
  message(STATUS "The wheel has no program: it needs CLI11, fmt and ICU")
  set(TOKMILL_BUILD_CLI OFF)
endif()
