# Sets TOKMILL_COMPONENTS to the libraries to build, besides tokmill::tokmill, each after those that it uses, and
# TOKMILL_BUILD_ENGINES to the extensions of database engines.

foreach(engine IN LISTS TOKMILL_BUILD_ENGINES)
  if(NOT engine IN_LIST TOKMILL_KNOWN_ENGINES)
    list(JOIN TOKMILL_KNOWN_ENGINES ", " known)
    message(FATAL_ERROR "TOKMILL_BUILD_ENGINES: unknown engine '${engine}' (known: ${known})")
  endif()
endforeach()
# No engine is built with the sanitizers, which its extension would need.
if(TOKMILL_BUILD_TESTS AND NOT TOKMILL_SANITIZE)
  set(TOKMILL_BUILD_ENGINES ${TOKMILL_KNOWN_ENGINES})
endif()

# The components that each component uses directly.
set(TOKMILL_USED_BY_pricing "")
set(TOKMILL_USED_BY_icu "")
set(TOKMILL_USED_BY_formats pricing)
set(TOKMILL_USED_BY_vocabularies formats)
set(TOKMILL_USED_BY_chat formats)
set(TOKMILL_USED_BY_analysis chat icu)
set(TOKMILL_USED_BY_c analysis vocabularies)

set(needed ${TOKMILL_COMPONENTS})
if(TOKMILL_BUILD_TESTS OR TOKMILL_BUILD_FUZZERS)
  set(needed ${TOKMILL_KNOWN_COMPONENTS})
elseif(TOKMILL_BUILD_CLI OR TOKMILL_BUILD_PYTHON)
  list(APPEND needed analysis vocabularies)
endif()
if(TOKMILL_BUILD_ENGINES)
  list(APPEND needed c)
endif()
foreach(component IN LISTS needed)
  if(NOT component IN_LIST TOKMILL_KNOWN_COMPONENTS)
    list(JOIN TOKMILL_KNOWN_COMPONENTS ", " known)
    message(FATAL_ERROR "TOKMILL_COMPONENTS: unknown component '${component}' (known: ${known})")
  endif()
endforeach()

# TOKMILL_KNOWN_COMPONENTS has each component after those that it uses, so one pass from the end finds all.
set(reversed ${TOKMILL_KNOWN_COMPONENTS})
list(REVERSE reversed)
set(TOKMILL_COMPONENTS "")
foreach(component IN LISTS reversed)
  if(component IN_LIST needed)
    list(PREPEND TOKMILL_COMPONENTS ${component})
    list(APPEND needed ${TOKMILL_USED_BY_${component}})
  endif()
endforeach()
