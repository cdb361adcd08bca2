# Run by CPack on the installed files before it packs them: changes what Debian's policy has in other places or forms.
if(NOT CPACK_GENERATOR STREQUAL "DEB")
  return()
endif()

set(prefix ${CPACK_TEMPORARY_INSTALL_DIRECTORY}/program/usr)
set(program ${prefix}/bin/tokmill)
if(NOT CPACK_TEMPORARY_INSTALL_DIRECTORY OR NOT EXISTS ${program})
  message(FATAL_ERROR "no program in CPACK_TEMPORARY_INSTALL_DIRECTORY: '${CPACK_TEMPORARY_INSTALL_DIRECTORY}'")
endif()
set(share ${prefix}/share)

function(run)
  execute_process(COMMAND ${ARGN} COMMAND_ERROR_IS_FATAL ANY)
endfunction()

file(GLOB pages ${share}/man/man1/*.1)
run(gzip -9n ${pages})

file(MAKE_DIRECTORY ${share}/zsh/vendor-completions)
file(RENAME ${share}/zsh/site-functions/_tokmill ${share}/zsh/vendor-completions/_tokmill)
file(REMOVE_RECURSE ${share}/zsh/site-functions)

# One file with all licenses.
file(READ ${share}/doc/tokmill/LICENSE license)
file(READ ${share}/doc/tokmill/third_party_notices.txt notices)
file(WRITE ${share}/doc/tokmill/copyright "tokmill\n\n${license}\n${notices}")
file(REMOVE ${share}/doc/tokmill/LICENSE ${share}/doc/tokmill/third_party_notices.txt)

file(COPY ${TOKMILL_CHANGELOG} DESTINATION ${share}/doc/tokmill)
run(gzip -9n ${share}/doc/tokmill/changelog)

if(TOKMILL_STATIC_PROGRAM)
  file(MAKE_DIRECTORY ${share}/lintian/overrides)
  file(COPY_FILE ${TOKMILL_PACKAGE_SOURCE}/lintian_overrides ${share}/lintian/overrides/tokmill)
endif()

file(GLOB_RECURSE files LIST_DIRECTORIES true ${prefix}/*)
foreach(file IN LISTS files ITEMS ${prefix})
  if(IS_DIRECTORY ${file} OR file STREQUAL program)
    file(CHMOD ${file} PERMISSIONS
      OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE WORLD_READ WORLD_EXECUTE)
  else()
    file(CHMOD ${file} PERMISSIONS OWNER_READ OWNER_WRITE GROUP_READ WORLD_READ)
  endif()
endforeach()
