# Sets TOKMILL_PG_CONFIG to the program pg_config, and TOKMILL_POSTGRESQL_INCLUDE to the folder of the headers for
# extensions of its server, or to false if they are not installed.

include_guard()
find_program(TOKMILL_PG_CONFIG pg_config)
set(folder "")
if(TOKMILL_PG_CONFIG)
  execute_process(COMMAND ${TOKMILL_PG_CONFIG} --includedir-server
    OUTPUT_VARIABLE folder OUTPUT_STRIP_TRAILING_WHITESPACE)
endif()
find_path(TOKMILL_POSTGRESQL_INCLUDE postgres.h PATHS ${folder} NO_DEFAULT_PATH)
