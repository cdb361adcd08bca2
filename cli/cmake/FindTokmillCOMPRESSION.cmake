# Finds zlib, zstd, bzip2 and liblzma, and defines TokmillCOMPRESSION::TokmillCOMPRESSION, an interface target with all
# of them.

include(${PROJECT_SOURCE_DIR}/lib/cmake/TokmillDependency.cmake)

set(TokmillCOMPRESSION_INCLUDE_DIR "")
set(TokmillCOMPRESSION_LIBRARIES "")
foreach(library IN ITEMS z:zlib.h zstd:zstd.h bz2:bzlib.h lzma:lzma.h)
  string(REGEX MATCH "^([a-z0-9]+):(.*)$" _ ${library})
  find_path(TOKMILL_COMPRESSION_${CMAKE_MATCH_1}_INCLUDE ${CMAKE_MATCH_2})
  if(TOKMILL_STATIC_DEPENDENCIES)
    find_library(TOKMILL_COMPRESSION_${CMAKE_MATCH_1} NAMES lib${CMAKE_MATCH_1}.a ${CMAKE_MATCH_1})
  else()
    find_library(TOKMILL_COMPRESSION_${CMAKE_MATCH_1} ${CMAKE_MATCH_1})
  endif()
  mark_as_advanced(TOKMILL_COMPRESSION_${CMAKE_MATCH_1} TOKMILL_COMPRESSION_${CMAKE_MATCH_1}_INCLUDE)
  list(APPEND TokmillCOMPRESSION_INCLUDE_DIR ${TOKMILL_COMPRESSION_${CMAKE_MATCH_1}_INCLUDE})
  list(APPEND TokmillCOMPRESSION_LIBRARIES ${TOKMILL_COMPRESSION_${CMAKE_MATCH_1}})
endforeach()
list(REMOVE_DUPLICATES TokmillCOMPRESSION_INCLUDE_DIR)
foreach(found IN ITEMS INCLUDE_DIR LIBRARIES)
  if(TokmillCOMPRESSION_${found} MATCHES "NOTFOUND")
    set(TokmillCOMPRESSION_${found} "")
  endif()
endforeach()

tokmill_found_dependency(TokmillCOMPRESSION "zlib, zstd, bzip2 and liblzma"
  "zlib1g-dev libzstd-dev libbz2-dev liblzma-dev")
