// The functions of tokmill--1.0.sql, which are strict: no argument is NULL.

#include "engines/functions/cost.hpp"
#include "engines/postgresql/encodings.hpp"
#include "engines/postgresql/guarded.hpp"
#include "engines/postgresql/text.hpp"
#include "engines/postgresql/tokenize.hpp"

extern "C" {
PG_MODULE_MAGIC;

PG_FUNCTION_INFO_V1(pg_tokmill_tokens);
PG_FUNCTION_INFO_V1(pg_tokmill_tokens_of_bytes);
PG_FUNCTION_INFO_V1(pg_tokmill_token_ids);
PG_FUNCTION_INFO_V1(pg_tokmill_token_ids_of_bytes);
PG_FUNCTION_INFO_V1(pg_tokmill_token_cost);
}

namespace tokmill::engines::postgresql {
namespace {

Datum count_argument(std::string_view text, std::string_view encoding) {
  return Int64GetDatum(guarded([&] { return count_tokens(encoding_named(encoding), text); }));
}

Datum encode_argument(std::string_view text, std::string_view encoding) {
  return PointerGetDatum(guarded([&] { return array_of_ids(encoding_named(encoding), text); }));
}

/// The first day that PostgreSQL's dates count from.
constexpr Date first_date = std::chrono::year(2000) / 1 / 1;

}  // namespace
}  // namespace tokmill::engines::postgresql

using namespace tokmill::engines;
using namespace tokmill::engines::postgresql;

/// tokens(text, encoding text)
Datum pg_tokmill_tokens(PG_FUNCTION_ARGS) {
  return count_argument(text_argument(fcinfo, 0), text_argument(fcinfo, 1));
}

/// tokens(bytea, encoding text)
Datum pg_tokmill_tokens_of_bytes(PG_FUNCTION_ARGS) {
  return count_argument(bytes_argument(fcinfo, 0), text_argument(fcinfo, 1));
}

/// token_ids(text, encoding text)
Datum pg_tokmill_token_ids(PG_FUNCTION_ARGS) {
  return encode_argument(text_argument(fcinfo, 0), text_argument(fcinfo, 1));
}

/// token_ids(bytea, encoding text)
Datum pg_tokmill_token_ids_of_bytes(PG_FUNCTION_ARGS) {
  return encode_argument(bytes_argument(fcinfo, 0), text_argument(fcinfo, 1));
}

/// token_cost(model text, input_tokens bigint, output_tokens bigint, cached_tokens bigint, date date)
Datum pg_tokmill_token_cost(PG_FUNCTION_ARGS) {
  const std::string_view model = text_argument(fcinfo, 0);
  const DateADT date = PG_GETARG_DATEADT(4);
  if (DATE_NOT_FINITE(date)) {
    ereport(ERROR, errcode(ERRCODE_DATETIME_VALUE_OUT_OF_RANGE), errmsg("the date of prices must not be infinite"));
  }
  const char* const cost = guarded([&]() -> const char* {
    const CallTokens tokens{.input = PG_GETARG_INT64(1), .output = PG_GETARG_INT64(2), .cached = PG_GETARG_INT64(3)};
    const std::optional<std::string> found =
        cost_of_call(model, tokens, date_text(first_date + std::chrono::days(date)));
    return found ? copy_text(*found) : nullptr;
  });
  if (cost == nullptr) PG_RETURN_NULL();
  constexpr std::int32_t any_precision = -1;
  return DirectFunctionCall3(numeric_in, CStringGetDatum(cost), ObjectIdGetDatum(InvalidOid),
                             Int32GetDatum(any_precision));
}
