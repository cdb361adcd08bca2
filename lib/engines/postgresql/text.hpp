#pragma once

#include "engines/postgresql/server.hpp"

namespace tokmill::engines::postgresql {

/// Argument `index` of a call, as UTF-8, or as it is if the database has no encoding. Valid until the end of the call.
/// Reports errors of PostgreSQL, for example if Unicode lacks a character.
std::string_view text_argument(FunctionCallInfo call, int index);

/// Argument `index` of a call, a bytea, as it is.
std::string_view bytes_argument(FunctionCallInfo call, int index);

/// A text of UTF-8 in the encoding of the database. Reports errors of PostgreSQL.
text* text_result(std::string_view utf8);

}  // namespace tokmill::engines::postgresql
