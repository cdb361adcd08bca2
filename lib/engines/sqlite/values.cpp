#include "engines/sqlite/values.hpp"

#include <cstddef>
#include <new>
#include <string>

#include "engines/functions/handles.hpp"

namespace tokmill::engines::sqlite {

std::optional<std::string_view> text_of(sqlite3_value* value) {
  const int type = sqlite3_value_type(value);
  if (type == SQLITE_NULL) return std::nullopt;
  // SQLite says to ask for the text before its size.
  const void* const data =
      type == SQLITE_BLOB ? sqlite3_value_blob(value) : static_cast<const void*>(sqlite3_value_text(value));
  const int size = sqlite3_value_bytes(value);
  if (data == nullptr && (type != SQLITE_BLOB || size > 0)) throw std::bad_alloc();
  if (size == 0) return std::string_view("", 0);
  return std::string_view(static_cast<const char*>(data), static_cast<std::size_t>(size));
}

std::optional<std::int64_t> whole_number_of(std::string_view name, sqlite3_value* value) {
  switch (sqlite3_value_numeric_type(value)) {
    case SQLITE_NULL: return std::nullopt;
    case SQLITE_INTEGER: return sqlite3_value_int64(value);
    default: break;
  }
  throw Failure(std::string(name) + ": expected a whole number, got " + std::string(text_of(value).value_or("")));
}

}  // namespace tokmill::engines::sqlite
