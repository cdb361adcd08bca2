# Installs the build tree BUILD at PREFIX, by way of another folder, and checks the installed files.
#
#     cmake -DBUILD=… -DPREFIX=… -DPROGRAM=ON|OFF -P install.cmake

file(REMOVE_RECURSE ${PREFIX} ${PREFIX}-before)
execute_process(
  COMMAND ${CMAKE_COMMAND} --install ${BUILD} --prefix ${PREFIX}-before
  COMMAND_ERROR_IS_FATAL ANY)
file(RENAME ${PREFIX}-before ${PREFIX})

if(PROGRAM)
  execute_process(COMMAND ${PREFIX}/bin/tokmill --version OUTPUT_VARIABLE version COMMAND_ERROR_IS_FATAL ANY)
  if(NOT version MATCHES "^tokmill [0-9]+\\.[0-9]+\\.[0-9]+\n$")
    message(FATAL_ERROR "unexpected output of the installed program: ${version}")
  endif()
  file(SIZE ${PREFIX}/bin/tokmill size)
  message(STATUS "the program has ${size} bytes")
  file(STRINGS ${BUILD}/CMakeCache.txt release REGEX "^CMAKE_BUILD_TYPE:.*=Release$")
  if(release AND size GREATER 70000000)
    message(FATAL_ERROR "the program has ${size} bytes; expected at most 70000000")
  endif()
  foreach(file IN ITEMS
      man/man1/tokmill.1 man/man1/tokmill-count.1 bash-completion/completions/tokmill zsh/site-functions/_tokmill
      fish/vendor_completions.d/tokmill.fish doc/tokmill/LICENSE doc/tokmill/third_party_notices.txt)
    file(GLOB found ${PREFIX}/share/${file})
    if(NOT found)
      message(FATAL_ERROR "share/${file} is not installed")
    endif()
    file(SIZE ${found} size)
    if(size EQUAL 0)
      message(FATAL_ERROR "share/${file} is empty")
    endif()
  endforeach()
endif()

# This project's compiler options and folders must not reach its users.
file(GLOB_RECURSE files ${PREFIX}/*.cmake ${PREFIX}/*.pc)
if(NOT files)
  message(FATAL_ERROR "no files for CMake or pkg-config are installed")
endif()
foreach(file IN LISTS files)
  file(READ ${file} text)
  foreach(leak IN ITEMS -fsanitize -Wall -Werror compile_options ${BUILD} ${PREFIX})
    string(FIND "${text}" ${leak} found)
    if(NOT found EQUAL -1)
      message(FATAL_ERROR "${file} contains ${leak}")
    endif()
  endforeach()
endforeach()
