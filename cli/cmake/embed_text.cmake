# tokmill_embed_text(TARGET [FROM FOLDER] FILE…): embeds style sheets, scripts and texts in TARGET. FILE
# `output/page.css` becomes the constant tokmill::cli::embedded::output_page_css of the header
# "embedded/output/page.css.hpp". FOLDER is the folder of the files; the default is the current source folder. CMake
# reads the files when it configures, and configures again when one has changed.
function(tokmill_embed_text target)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "FROM" "")
  if(NOT arg_FROM)
    set(arg_FROM ${CMAKE_CURRENT_SOURCE_DIR})
  endif()
  foreach(file IN LISTS arg_UNPARSED_ARGUMENTS)
    file(READ ${arg_FROM}/${file} text)
    string(REGEX REPLACE "[/.]" "_" name ${file})
    configure_file(
      ${CMAKE_CURRENT_FUNCTION_LIST_DIR}/embedded_text.hpp.in
      ${CMAKE_CURRENT_BINARY_DIR}/embedded/${file}.hpp @ONLY)
    set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${arg_FROM}/${file})
  endforeach()
  target_include_directories(${target} PUBLIC ${CMAKE_CURRENT_BINARY_DIR})
endfunction()
