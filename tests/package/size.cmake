# Compares the consumer of one encoding with the consumer of all in FOLDER.
#
#     cmake -DFOLDER=… -P size.cmake

file(SIZE ${FOLDER}/one_encoding_consumer one)
file(SIZE ${FOLDER}/tokmill_consumer all)
math(EXPR difference "${all} - ${one}")
message(STATUS "one encoding: ${one} bytes; all encodings: ${all} bytes")
# The image of gpt2 has 4.5 MB, all images have 33.7 MB. The rest of a program is larger with debug information.
if(difference LESS 29000000)
  message(FATAL_ERROR "the programs differ by ${difference} bytes; expected at least 29000000")
endif()
