# What lies in vocab/ becomes read-only data of the library: each merge table an image, embedded by the
# assembler (a C array of the same size takes the compiler seconds and hundreds of megabytes); the names
# of encodings, special tokens and models a generated include file.

set(TOKMILL_VOCAB_DIR ${PROJECT_SOURCE_DIR}/vocab)

# tokmill_embed_vocabulary(TARGET NAME…): adds the images of vocab/NAME.tiktoken to TARGET, as the symbols
# tokmill_image_NAME. The build stops where a file's SHA-256 is not the one in vocab/SHA256SUMS.
function(tokmill_embed_vocabulary target)
  foreach(name IN LISTS ARGN)
    set(image ${CMAKE_CURRENT_BINARY_DIR}/images/${name}.image)
    add_custom_command(
      OUTPUT ${image}
      COMMAND tokmill_generate_vocabulary
        ${TOKMILL_VOCAB_DIR}/${name}.tiktoken ${TOKMILL_VOCAB_DIR}/SHA256SUMS ${image}
      DEPENDS tokmill_generate_vocabulary
        ${TOKMILL_VOCAB_DIR}/${name}.tiktoken ${TOKMILL_VOCAB_DIR}/SHA256SUMS
      COMMENT "Vocabulary image ${name}"
      VERBATIM)
    set(TOKMILL_IMAGE_NAME ${name})
    set(TOKMILL_IMAGE_PATH ${image})
    configure_file(${PROJECT_SOURCE_DIR}/lib/cmake/image.S.in ${CMAKE_CURRENT_BINARY_DIR}/images/${name}.S @ONLY)
    set_source_files_properties(${CMAKE_CURRENT_BINARY_DIR}/images/${name}.S PROPERTIES OBJECT_DEPENDS ${image})
    target_sources(${target} PRIVATE ${CMAKE_CURRENT_BINARY_DIR}/images/${name}.S)
  endforeach()
endfunction()

# tokmill_generate_registry(TARGET): the rows of vocab/encodings.tsv, special_tokens.tsv and models.tsv, as
# registry_rows.inc on TARGET's include path.
function(tokmill_generate_registry target)
  set(rows ${CMAKE_CURRENT_BINARY_DIR}/generated/registry_rows.inc)
  set(tables
    ${TOKMILL_VOCAB_DIR}/encodings.tsv ${TOKMILL_VOCAB_DIR}/special_tokens.tsv ${TOKMILL_VOCAB_DIR}/models.tsv)
  add_custom_command(
    OUTPUT ${rows}
    COMMAND tokmill_generate_registry ${tables} ${rows}
    DEPENDS tokmill_generate_registry ${tables}
    COMMENT "Registry of encodings and models"
    VERBATIM)
  target_sources(${target} PRIVATE ${rows})
  target_include_directories(${target} PRIVATE ${CMAKE_CURRENT_BINARY_DIR}/generated)
endfunction()

# tokmill_generate_prices(TARGET): the rows of vocab/prices/ as price_rows.inc, on TARGET's include path.
function(tokmill_generate_prices target)
  set(rows ${CMAKE_CURRENT_BINARY_DIR}/generated/price_rows.inc)
  set(tables ${TOKMILL_VOCAB_DIR}/prices/models.tsv ${TOKMILL_VOCAB_DIR}/prices/prices.tsv)
  add_custom_command(
    OUTPUT ${rows}
    COMMAND tokmill_generate_prices ${tables} ${rows}
    DEPENDS tokmill_generate_prices ${tables}
    COMMENT "Price table"
    VERBATIM)
  target_sources(${target} PRIVATE ${rows})
  target_include_directories(${target} PRIVATE ${CMAKE_CURRENT_BINARY_DIR}/generated)
endfunction()

# tokmill_generate_chat_rules(TARGET): the rows of vocab/chat_rules.tsv as chat_rule_rows.inc, on TARGET's include path.
function(tokmill_generate_chat_rules target)
  set(rows ${CMAKE_CURRENT_BINARY_DIR}/generated/chat_rule_rows.inc)
  set(table ${TOKMILL_VOCAB_DIR}/chat_rules.tsv)
  add_custom_command(
    OUTPUT ${rows}
    COMMAND tokmill_generate_chat_rules ${table} ${rows}
    DEPENDS tokmill_generate_chat_rules ${table}
    COMMENT "Rules of chat requests"
    VERBATIM)
  target_sources(${target} PRIVATE ${rows})
  target_include_directories(${target} PRIVATE ${CMAKE_CURRENT_BINARY_DIR}/generated)
endfunction()
