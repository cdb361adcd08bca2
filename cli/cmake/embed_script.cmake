# tokmill_embed_script(TARGET NAME FILE): joins a module of JavaScript and those that it imports into one script, which is
# embedded in TARGET as the constant tokmill::cli::embedded::NAME of the header "embedded/NAME.hpp".
#
# The files are modules for node and for type checks, and are joined without a bundler: each module comes after those that
# it imports, import lines are removed, and so is the word `export`. So names are unique in all files of a script, and an
# import is one line: import { NAME, … } from "./FILE.js"; or from "../FOLDER/FILE.js";
function(tokmill_embed_script target name file)
  set(modules "")
  tokmill_collect_modules(${CMAKE_CURRENT_SOURCE_DIR}/${file} "")
  set(text "\"use strict\";\n")
  foreach(module IN LISTS modules)
    file(READ ${module} source)
    if(source MATCHES "</script|\\)embedded\"|\nexport (default|{|\\*)|\nimport [^{]")
      message(FATAL_ERROR "${module}: '${CMAKE_MATCH_0}' cannot be embedded")
    endif()
    string(REGEX REPLACE "(^|\n)import {[^\n]*" "\\1" source "${source}")
    string(REGEX REPLACE "(^|\n)export " "\\1" source "${source}")
    string(APPEND text "${source}")
    set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${module})
  endforeach()
  configure_file(${CMAKE_CURRENT_FUNCTION_LIST_DIR}/embedded_text.hpp.in
    ${CMAKE_CURRENT_BINARY_DIR}/embedded/${name}.hpp @ONLY)
endfunction()

# Appends a module to the caller's `modules`, after those that it imports, unless it is there. `importers`: the modules that
# led to it.
function(tokmill_collect_modules module importers)
  if(module IN_LIST modules)
    return()
  endif()
  if(module IN_LIST importers)
    message(FATAL_ERROR "${module} imports itself, by ${importers}")
  endif()
  file(STRINGS ${module} lines REGEX "^import {.*} from \"\\.\\.?/[a-z0-9_./]+\\.js\";$")
  get_filename_component(folder ${module} DIRECTORY)
  foreach(line IN LISTS lines)
    string(REGEX REPLACE "^.*\"(.*)\";$" "\\1" imported "${line}")
    get_filename_component(imported ${folder}/${imported} ABSOLUTE)
    tokmill_collect_modules(${imported} "${importers};${module}")
  endforeach()
  set(modules ${modules} ${module} PARENT_SCOPE)
endfunction()
