# Installs the build tree BUILD at PREFIX, by way of another place, and looks at what came out.
#     cmake -DBUILD=… -DPREFIX=… -DPROGRAM=ON|OFF -P install.cmake

file(REMOVE_RECURSE ${PREFIX} ${PREFIX}-before)
execute_process(
  COMMAND ${CMAKE_COMMAND} --install ${BUILD} --prefix ${PREFIX}-before
  COMMAND_ERROR_IS_FATAL ANY)
file(RENAME ${PREFIX}-before ${PREFIX})

if(PROGRAM)
  execute_process(COMMAND ${PREFIX}/bin/tokmill --version OUTPUT_VARIABLE version COMMAND_ERROR_IS_FATAL ANY)
  if(NOT version MATCHES "^tokmill [0-9]+\\.[0-9]+\\.[0-9]+\n$")
    message(FATAL_ERROR "the installed program says: ${version}")
  endif()
  foreach(file IN ITEMS
      man/man1/tokmill.1 man/man1/tokmill-count.1 bash-completion/completions/tokmill zsh/site-functions/_tokmill
      fish/vendor_completions.d/tokmill.fish)
    file(GLOB found ${PREFIX}/share/${file})
    if(NOT found)
      message(FATAL_ERROR "share/${file} was not installed")
    endif()
    file(SIZE ${found} size)
    if(size EQUAL 0)
      message(FATAL_ERROR "share/${file} is empty")
    endif()
  endforeach()
endif()

# How this project compiles its own files is not for those who use it, and neither is where it was built.
file(GLOB_RECURSE said ${PREFIX}/*.cmake ${PREFIX}/*.pc)
if(NOT said)
  message(FATAL_ERROR "nothing was installed for CMake or pkg-config")
endif()
foreach(file IN LISTS said)
  file(READ ${file} text)
  foreach(leak IN ITEMS -fsanitize -Wall -Werror compile_options ${BUILD} ${PREFIX})
    string(FIND "${text}" ${leak} found)
    if(NOT found EQUAL -1)
      message(FATAL_ERROR "${file} holds ${leak}")
    endif()
  endforeach()
endforeach()
