# Turns the files of vocab/ into sources of the libraries: an image for each vocabulary, a source file for each
# encoding, and the rows of the tables.

set(TOKMILL_VOCAB_DIR ${PROJECT_SOURCE_DIR}/vocab)

set(TOKMILL_ENCODINGS all CACHE STRING "Encodings to build, separated by semicolons, or all")

include(${CMAKE_CURRENT_LIST_DIR}/embed.cmake)

# tokmill_read_encodings(): reads vocab/encodings.tsv and sets in the caller's scope
#   TOKMILL_KNOWN_ENCODINGS         the names of all encodings
#   TOKMILL_BUILT_ENCODINGS         those that TOKMILL_ENCODINGS selects, in the order of the table
#   TOKMILL_BUILT_VOCABULARIES      the vocabularies that these use
#   TOKMILL_VOCABULARY_OF_<name>, TOKMILL_PATTERN_OF_<name>
#   TOKMILL_NUMBER_OF_<vocabulary>  from 1, in the order of the table, whatever is selected
function(tokmill_read_encodings)
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${TOKMILL_VOCAB_DIR}/encodings.tsv)
  file(STRINGS ${TOKMILL_VOCAB_DIR}/encodings.tsv rows REGEX "^[^#]")
  set(known "")
  set(vocabularies "")
  foreach(row IN LISTS rows)
    if(NOT row MATCHES "^([A-Za-z][A-Za-z0-9_]*)\t([A-Za-z0-9_]+)\t([a-z0-9_]+)$")
      message(FATAL_ERROR "vocab/encodings.tsv: expected a name, a vocabulary and a pattern, got '${row}'")
    endif()
    set(name ${CMAKE_MATCH_1})
    set(vocabulary ${CMAKE_MATCH_2})
    list(APPEND known ${name})
    set(TOKMILL_VOCABULARY_OF_${name} ${vocabulary} PARENT_SCOPE)
    set(vocabulary_of_${name} ${vocabulary})
    set(TOKMILL_PATTERN_OF_${name} ${CMAKE_MATCH_3} PARENT_SCOPE)
    if(NOT vocabulary IN_LIST vocabularies)
      list(APPEND vocabularies ${vocabulary})
      list(LENGTH vocabularies number)
      set(TOKMILL_NUMBER_OF_${vocabulary} ${number} PARENT_SCOPE)
    endif()
  endforeach()
  list(LENGTH vocabularies count)
  if(NOT count LESS 1024)
    message(FATAL_ERROR "vocab/encodings.tsv: ${count} vocabularies; numbers from 1024 on are those made at run time")
  endif()

  set(selected ${TOKMILL_ENCODINGS})
  if(selected STREQUAL "all")
    set(selected ${known})
  endif()
  list(JOIN known ", " known_names)
  if(NOT selected)
    message(FATAL_ERROR "TOKMILL_ENCODINGS is empty; expected all, or some of: ${known_names}")
  endif()
  foreach(name IN LISTS selected)
    if(NOT name IN_LIST known)
      message(FATAL_ERROR "TOKMILL_ENCODINGS: unknown encoding '${name}' (known: ${known_names})")
    endif()
  endforeach()
  set(built "")
  set(built_vocabularies "")
  foreach(name IN LISTS known)
    if(name IN_LIST selected)
      list(APPEND built ${name})
      list(APPEND built_vocabularies ${vocabulary_of_${name}})
    endif()
  endforeach()
  list(REMOVE_DUPLICATES built_vocabularies)
  set(TOKMILL_KNOWN_ENCODINGS ${known} PARENT_SCOPE)
  set(TOKMILL_BUILT_ENCODINGS ${built} PARENT_SCOPE)
  set(TOKMILL_BUILT_VOCABULARIES ${built_vocabularies} PARENT_SCOPE)
endfunction()

# tokmill_add_vocabularies(TARGET NAME…): embeds the image of vocab/NAME.tiktoken in TARGET, as the symbol
# tokmill_image_NAME. The build fails if the SHA-256 of the file is not the one in vocab/SHA256SUMS.
function(tokmill_add_vocabularies target)
  foreach(name IN LISTS ARGN)
    if(TOKMILL_EMBED STREQUAL "incbin")
      set(output ${CMAKE_CURRENT_BINARY_DIR}/images/${name}.image)
    else()
      set(output ${CMAKE_CURRENT_BINARY_DIR}/images/${name}.cpp)
    endif()
    add_custom_command(
      OUTPUT ${output}
      COMMAND tokmill_generate_vocabulary
        ${TOKMILL_VOCAB_DIR}/${name}.tiktoken ${TOKMILL_VOCAB_DIR}/SHA256SUMS ${output}
      DEPENDS tokmill_generate_vocabulary
        ${TOKMILL_VOCAB_DIR}/${name}.tiktoken ${TOKMILL_VOCAB_DIR}/SHA256SUMS
      COMMENT "Generating the vocabulary image of ${name}"
      VERBATIM)
    tokmill_embed_image(${target} ${name} ${output})
  endforeach()
endfunction()

# tokmill_add_encodings(TARGET NAME…): adds a source file for each encoding, tokmill/encodings.hpp, which declares
# a function for each, and the rows of the registry. Call tokmill_read_encodings first.
function(tokmill_add_encodings target)
  set(declarations "")
  set(names "")
  set(functions "")
  foreach(name IN LISTS ARGN)
    set(vocabulary ${TOKMILL_VOCABULARY_OF_${name}})
    set(pattern ${TOKMILL_PATTERN_OF_${name}})
    set(number ${TOKMILL_NUMBER_OF_${vocabulary}})
    configure_file(${PROJECT_SOURCE_DIR}/lib/core/registry/encoding.cpp.in
      ${CMAKE_CURRENT_BINARY_DIR}/generated/encodings/${name}.cpp @ONLY)
    target_sources(${target} PRIVATE ${CMAKE_CURRENT_BINARY_DIR}/generated/encodings/${name}.cpp)
    string(APPEND declarations "[[nodiscard]] TOKMILL_EXPORT const Encoding& ${name}();\n")
    string(APPEND names "    \"${name}\",\n")
    string(APPEND functions "    &${name},\n")
  endforeach()
  configure_file(${PROJECT_SOURCE_DIR}/lib/include/tokmill/encodings.hpp.in
    ${TOKMILL_GENERATED_INCLUDE}/tokmill/encodings.hpp @ONLY)
  configure_file(${PROJECT_SOURCE_DIR}/lib/core/registry/encoding_rows.inc.in
    ${CMAKE_CURRENT_BINARY_DIR}/generated/encoding_rows.inc @ONLY)
  target_sources(${target} PUBLIC FILE_SET HEADERS FILES ${TOKMILL_GENERATED_INCLUDE}/tokmill/encodings.hpp)
  tokmill_add_rows(${target} registry registry_rows encodings.tsv special_tokens.tsv models.tsv)
endfunction()

# tokmill_add_rows(TARGET GENERATOR NAME TABLE…): runs tokmill_generate_GENERATOR on tables of vocab/, which writes
# NAME.inc on the include path of TARGET.
function(tokmill_add_rows target generator name)
  set(rows ${CMAKE_CURRENT_BINARY_DIR}/generated/${name}.inc)
  list(TRANSFORM ARGN PREPEND ${TOKMILL_VOCAB_DIR}/ OUTPUT_VARIABLE tables)
  add_custom_command(
    OUTPUT ${rows}
    COMMAND tokmill_generate_${generator} ${tables} ${rows}
    DEPENDS tokmill_generate_${generator} ${tables}
    COMMENT "Generating ${name}.inc"
    VERBATIM)
  target_sources(${target} PRIVATE ${rows})
  target_include_directories(${target} PRIVATE ${CMAKE_CURRENT_BINARY_DIR}/generated)
endfunction()

# tokmill_generate_prices(TARGET): the rows of vocab/prices/ as price_rows.inc.
function(tokmill_generate_prices target)
  tokmill_add_rows(${target} prices price_rows prices/models.tsv prices/prices.tsv)
endfunction()

# tokmill_generate_model_names(TARGET): the rows of vocab/prices/ about names as model_name_rows.inc.
function(tokmill_generate_model_names target)
  tokmill_add_rows(${target} model_names model_name_rows prices/providers.tsv prices/name_rules.tsv)
endfunction()

# tokmill_generate_chat_rules(TARGET): the rows of vocab/chat_rules.tsv as chat_rule_rows.inc.
function(tokmill_generate_chat_rules target)
  tokmill_add_rows(${target} chat_rules chat_rule_rows chat_rules.tsv)
endfunction()

# tokmill_generate_known_vocabularies(TARGET): the digests of vocabularies as known_vocabulary_rows.inc.
function(tokmill_generate_known_vocabularies target)
  tokmill_add_rows(${target} known_vocabularies known_vocabulary_rows
    encodings.tsv SHA256SUMS known_vocabularies.tsv model_vocabularies.tsv prices/models.tsv)
endfunction()
