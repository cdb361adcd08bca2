# Compares the consumer of one encoding with the consumer of all in FOLDER.
#
#     cmake -DFOLDER=… -P size.cmake

file(SIZE ${FOLDER}/one_encoding_consumer one)
file(SIZE ${FOLDER}/tokmill_consumer all)
message(STATUS "one encoding: ${one} bytes; all encodings: ${all} bytes")
# The image of gpt2 has 4.5 MB, all images have 33.7 MB.
if(one GREATER 6000000)
  message(FATAL_ERROR "the program with one encoding has ${one} bytes; expected at most 6000000")
endif()
if(all LESS 33000000)
  message(FATAL_ERROR "the program with all encodings has ${all} bytes; expected at least 33000000")
endif()
