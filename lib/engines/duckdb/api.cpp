#include "engines/duckdb/api.hpp"

#include <cstddef>
#include <cstring>
#include <mutex>

namespace tokmill::engines::duckdb {
namespace {

Api loaded_api;

template <class Function>
void copy_function(Function& function, const void* functions, std::size_t position) {
  std::memcpy(&function, static_cast<const char*>(functions) + position * sizeof function, sizeof function);
}

}  // namespace

const Api& api() noexcept { return loaded_api; }

void set_api(const void* functions) {
  static std::once_flag once;
  std::call_once(once, [functions] {
#define TOKMILL_DUCKDB_COPY(position, name, result, parameters) copy_function(loaded_api.name, functions, position);
    TOKMILL_DUCKDB_FUNCTIONS(TOKMILL_DUCKDB_COPY)
#undef TOKMILL_DUCKDB_COPY
  });
}

}  // namespace tokmill::engines::duckdb
