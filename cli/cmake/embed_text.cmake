# tokmill_embed_text(TARGET FILE…): makes style sheets and scripts a part of the program. FILE `render/page.css`
# becomes the constant tokmill::cli::embedded::render_page_css of the header "embedded/render/page.css.hpp".
# A file is read when CMake configures, which it does again when the file has changed.
function(tokmill_embed_text target)
  foreach(file IN LISTS ARGN)
    file(READ ${file} text)
    string(REGEX REPLACE "[/.]" "_" name ${file})
    configure_file(${CMAKE_CURRENT_FUNCTION_LIST_DIR}/embedded_text.hpp.in ${CMAKE_CURRENT_BINARY_DIR}/embedded/${file}.hpp @ONLY)
    set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/${file})
  endforeach()
  target_include_directories(${target} PRIVATE ${CMAKE_CURRENT_BINARY_DIR})
endfunction()
