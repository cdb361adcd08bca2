#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include <sqlite3ext.h>

SQLITE_EXTENSION_INIT3

namespace tokmill::engines::sqlite {

/// A text, number or blob as UTF-8, or nothing for NULL. A blob is taken as UTF-8 as it is. Valid until another text of
/// the value is asked for.
std::optional<std::string_view> text_of(sqlite3_value* value);

/// A number of tokens, or nothing for NULL. Throws a Failure that names the parameter `name` if it is no whole number.
std::optional<std::int64_t> whole_number_of(std::string_view name, sqlite3_value* value);

}  // namespace tokmill::engines::sqlite
