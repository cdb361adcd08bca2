#include "engines/sqlite/extension.hpp"

#include <exception>
#include <new>

SQLITE_EXTENSION_INIT1

#if defined(_WIN32)
#define TOKMILL_SQLITE_EXPORT __declspec(dllexport)
#else
#define TOKMILL_SQLITE_EXPORT __attribute__((visibility("default")))
#endif

/// What SQLite calls after it has loaded tokmill.so.
extern "C" TOKMILL_SQLITE_EXPORT int sqlite3_tokmill_init(sqlite3* connection, char** message,
                                                          const sqlite3_api_routines* api) {
  using namespace tokmill::engines::sqlite;
  SQLITE_EXTENSION_INIT2(api);
  try {
    const int status = add_functions(connection);
    return status == SQLITE_OK ? add_chunk_table(connection) : status;
  } catch (const std::bad_alloc&) {
    return SQLITE_NOMEM;
  } catch (const std::exception& error) {
    *message = sqlite3_mprintf("%s", error.what());
    return SQLITE_ERROR;
  }
}
