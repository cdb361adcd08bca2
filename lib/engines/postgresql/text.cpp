#include "engines/postgresql/text.hpp"

#include <cstring>

namespace tokmill::engines::postgresql {
namespace {

std::string_view contents(FunctionCallInfo call, int index) {
  const varlena* const value = PG_DETOAST_DATUM_PACKED(call->args[index].value);
  return {VARDATA_ANY(value), VARSIZE_ANY_EXHDR(value)};
}

/// `converted` is what PostgreSQL made of `original`: the same pointer, or a string that ends in NUL.
std::string_view with_size(const char* converted, std::string_view original) {
  return {converted, converted == original.data() ? original.size() : std::strlen(converted)};
}

}  // namespace

std::string_view text_argument(FunctionCallInfo call, int index) {
  const std::string_view original = contents(call, index);
  if (GetDatabaseEncoding() == PG_SQL_ASCII) return original;  // PostgreSQL would refuse what is not UTF-8
  return with_size(pg_server_to_any(original.data(), static_cast<int>(original.size()), PG_UTF8), original);
}

std::string_view bytes_argument(FunctionCallInfo call, int index) { return contents(call, index); }

text* text_result(std::string_view utf8) {
  const std::string_view converted =
      with_size(pg_any_to_server(utf8.data(), static_cast<int>(utf8.size()), PG_UTF8), utf8);
  return cstring_to_text_with_len(converted.data(), static_cast<int>(converted.size()));
}

}  // namespace tokmill::engines::postgresql
