#include "engines/duckdb/extension.hpp"

#include <exception>

#include "engines/duckdb/handles.hpp"
#include "engines/functions/handles.hpp"

#if defined(_WIN32)
#define TOKMILL_DUCKDB_EXPORT __declspec(dllexport)
#else
#define TOKMILL_DUCKDB_EXPORT __attribute__((visibility("default")))
#endif

namespace tokmill::engines::duckdb {

/// How an extension reaches DuckDB while it is loaded.
struct ExtensionAccess {
  void (*set_error)(ExtensionInfo, const char* message);
  Database* (*get_database)(ExtensionInfo);
  const void* (*get_api)(ExtensionInfo, const char* version);
};

}  // namespace tokmill::engines::duckdb

/// What DuckDB calls after it has loaded tokmill.duckdb_extension.
extern "C" TOKMILL_DUCKDB_EXPORT bool tokmill_init_c_api(tokmill::engines::duckdb::ExtensionInfo info,
                                                         const tokmill::engines::duckdb::ExtensionAccess* access) {
  using namespace tokmill::engines::duckdb;
  const void* const functions = access->get_api(info, api_version);
  if (functions == nullptr) return false;  // DuckDB has set an error
  try {
    set_api(functions);
    Connection connection = nullptr;
    if (api().connect(*access->get_database(info), &connection) != success) {
      throw tokmill::engines::Failure("cannot connect to the database");
    }
    const OwnedConnection owner(connection);
    add_functions(connection);
    add_chunk_table(connection);
    return true;
  } catch (const std::exception& error) {
    access->set_error(info, error.what());
    return false;
  }
}
