# How a vocabulary image becomes read-only data of the library. TOKMILL_EMBED is
#   incbin  an assembler statement that includes the file: takes no time; ELF with GNU as, or clang's assembler
#   cpp     a string literal of 3 times its size: any compiler that takes a literal of 16 MB
if(NOT DEFINED TOKMILL_CAN_INCBIN)
  set(probe ${CMAKE_CURRENT_BINARY_DIR}/embed_probe)
  set(TOKMILL_IMAGE_NAME probe)
  set(TOKMILL_IMAGE_PATH ${probe}/image)
  file(WRITE ${probe}/image "probe")
  configure_file(cmake/image.cpp.in ${probe}/image.cpp @ONLY)
  file(WRITE ${probe}/main.cpp
    "extern \"C\" const unsigned char tokmill_image_probe[];\nint main() { return tokmill_image_probe[0]; }\n")
  try_compile(TOKMILL_CAN_INCBIN ${probe} SOURCES ${probe}/image.cpp ${probe}/main.cpp)
  message(STATUS "The compiler can include binary files: ${TOKMILL_CAN_INCBIN}")
endif()

if(TOKMILL_CAN_INCBIN)
  set(TOKMILL_EMBED incbin CACHE STRING "How to embed vocabulary images: incbin or cpp")
else()
  set(TOKMILL_EMBED cpp CACHE STRING "How to embed vocabulary images: incbin or cpp")
endif()
set_property(CACHE TOKMILL_EMBED PROPERTY STRINGS incbin cpp)
if(NOT TOKMILL_EMBED MATCHES "^(incbin|cpp)$")
  message(FATAL_ERROR "TOKMILL_EMBED: expected incbin or cpp, got '${TOKMILL_EMBED}'")
endif()
if(TOKMILL_EMBED STREQUAL "incbin" AND NOT TOKMILL_CAN_INCBIN)
  message(FATAL_ERROR "TOKMILL_EMBED=incbin: the compiler cannot embed a file for this target; use cpp")
endif()

# Link-time optimization does not see the symbols of assembler statements.
tokmill_supported_flags(TOKMILL_NO_LTO -fno-lto)

# tokmill_embed_image(TARGET NAME FILE): adds FILE, an image or the source of one, to TARGET as tokmill_image_NAME.
function(tokmill_embed_image target name file)
  set(source ${file})
  if(TOKMILL_EMBED STREQUAL "incbin")
    set(source ${CMAKE_CURRENT_BINARY_DIR}/images/${name}_incbin.cpp)
    set(TOKMILL_IMAGE_NAME ${name})
    set(TOKMILL_IMAGE_PATH ${file})
    configure_file(${PROJECT_SOURCE_DIR}/lib/cmake/image.cpp.in ${source} @ONLY)
    set_source_files_properties(${source} PROPERTIES OBJECT_DEPENDS ${file})
  endif()
  set_source_files_properties(${source} PROPERTIES COMPILE_OPTIONS "${TOKMILL_NO_LTO}")
  target_sources(${target} PRIVATE ${source})
endfunction()

# tokmill_embed_file(TARGET NAME FILE): adds a file to TARGET as the bytes tokmill_image_NAME. Sets NAME_SIZE in the scope
# of the caller to their number.
function(tokmill_embed_file target name file)
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${file})
  file(SIZE ${file} size)
  set(${name}_SIZE ${size} PARENT_SCOPE)
  set(embedded ${file})
  if(NOT TOKMILL_EMBED STREQUAL "incbin")
    file(READ ${file} bytes HEX)
    string(REGEX REPLACE "(..)" "0x\\1," bytes "${bytes}")
    set(embedded ${CMAKE_CURRENT_BINARY_DIR}/images/${name}.cpp)
    file(CONFIGURE OUTPUT ${embedded} CONTENT
      "extern \"C\" const unsigned char tokmill_image_${name}[] = {${bytes}};\n" @ONLY)
  endif()
  tokmill_embed_image(${target} ${name} ${embedded})
endfunction()
