# tokmill_embed_icu_data(TARGET): links TARGET with a copy of ICU's data without the parts that the program does not
# use: collation, transliteration, numbers in words, time zones, currencies and units. That is 17 of 31 MB. Does
# nothing unless ICU is static and its tools are installed (Debian: icu-devtools, which libicu-dev requires).
find_program(TOKMILL_ICUPKG icupkg)
mark_as_advanced(TOKMILL_ICUPKG)

function(tokmill_embed_icu_data target)
  if(NOT TOKMILL_ICU_data OR NOT TOKMILL_ICUPKG OR NOT CMAKE_OBJCOPY OR NOT TOKMILL_CAN_INCBIN OR CMAKE_CROSSCOMPILING)
    return()
  endif()
  execute_process(COMMAND ${CMAKE_AR} t ${TOKMILL_ICU_data} OUTPUT_VARIABLE members)
  if(NOT members MATCHES "^icudt([0-9]+)l_dat\\.a?o\n$")
    return()
  endif()
  set(version ${CMAKE_MATCH_1})
  set(data ${CMAKE_CURRENT_BINARY_DIR}/icu/icudt${version}l.dat)
  add_custom_command(
    OUTPUT ${data}
    COMMAND ${CMAKE_COMMAND}
      -DAR=${CMAKE_AR} -DOBJCOPY=${CMAKE_OBJCOPY} -DICUPKG=${TOKMILL_ICUPKG} -DLIBRARY=${TOKMILL_ICU_data}
      -DOUTPUT=${data}
      -P ${CMAKE_CURRENT_FUNCTION_LIST_DIR}/trim_icu_data.cmake
    DEPENDS ${TOKMILL_ICU_data} ${CMAKE_CURRENT_FUNCTION_LIST_DIR}/trim_icu_data.cmake
    COMMENT "Trimming ICU's data"
    VERBATIM)
  # The linker takes this definition, and leaves the archive with the whole data alone.
  set(source ${CMAKE_CURRENT_BINARY_DIR}/icu/icu_data.cpp)
  configure_file(${CMAKE_CURRENT_FUNCTION_LIST_DIR}/icu_data.cpp.in ${source} @ONLY)
  set_source_files_properties(${source} PROPERTIES OBJECT_DEPENDS ${data} COMPILE_OPTIONS "${TOKMILL_NO_LTO}")
  target_sources(${target} PRIVATE ${source} ${data})
endfunction()
