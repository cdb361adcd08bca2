# The libraries that the components may use. TOKMILL_ICU and TOKMILL_RE2 are
#   ON    required
#   AUTO  used if it is installed
#   OFF   not used: the components are complete, and say what they cannot do
# Sets TOKMILL_HAS_ICU and TOKMILL_HAS_RE2 to whether the components use it.

# tokmill_use(NAME COMPONENT): sets TOKMILL_HAS_NAME. Only COMPONENT needs it.
macro(tokmill_use name component)
  set(TOKMILL_${name} ON CACHE STRING "Whether to use ${name}: ON, AUTO (if it is installed) or OFF")
  set_property(CACHE TOKMILL_${name} PROPERTY STRINGS ON AUTO OFF)
  if(NOT TOKMILL_${name} MATCHES "^(ON|AUTO|OFF)$")
    message(FATAL_ERROR "TOKMILL_${name}: expected ON, AUTO or OFF, got '${TOKMILL_${name}}'")
  endif()
  set(TOKMILL_HAS_${name} FALSE)
  if(NOT TOKMILL_${name} STREQUAL "OFF" AND "${component}" IN_LIST TOKMILL_COMPONENTS)
    find_package(Tokmill${name})
    if(Tokmill${name}_FOUND)
      set(TOKMILL_HAS_${name} TRUE)
    elseif(NOT TOKMILL_${name} STREQUAL "AUTO")
      message(FATAL_ERROR "${name} was not found. To build without it, set TOKMILL_${name}=OFF.")
    endif()
  endif()
endmacro()

tokmill_use(ICU icu)
tokmill_use(RE2 pricing)

if((TOKMILL_BUILD_CLI OR TOKMILL_BUILD_TESTS OR TOKMILL_BUILD_FUZZERS) AND NOT TOKMILL_HAS_ICU)
  message(FATAL_ERROR "The program and the tests need ICU: set TOKMILL_ICU=ON or TOKMILL_BUILD_CLI=OFF")
endif()
if(TOKMILL_BUILD_TESTS AND NOT TOKMILL_HAS_RE2)
  message(FATAL_ERROR "The tests need RE2: set TOKMILL_RE2=ON")
endif()
