#include <charconv>
#include <cstdint>
#include <exception>
#include <new>
#include <optional>
#include <string>
#include <string_view>

#include "engines/functions/cost.hpp"
#include "engines/functions/encoding.hpp"
#include "engines/functions/ids.hpp"
#include "engines/sqlite/extension.hpp"
#include "engines/sqlite/values.hpp"

namespace tokmill::engines::sqlite {
namespace {

void free_encoding(void* encoding) noexcept { tokmill_encoding_free(static_cast<tokmill_encoding*>(encoding)); }

/// The arguments of a call.
struct Call {
  sqlite3_context* context;
  int count;
  sqlite3_value** arguments;

  [[nodiscard]] std::optional<std::string_view> text(int index) const { return text_of(arguments[index]); }

  /// The encoding that the argument `index` names, or the default one if there is no such argument; none for NULL.
  /// SQLite keeps that of a constant argument until the end of the statement, and others until the end of the call.
  [[nodiscard]] const tokmill_encoding* encoding(int index) const {
    if (index >= count) return static_cast<tokmill_encoding*>(sqlite3_user_data(context));
    if (const void* const kept = sqlite3_get_auxdata(context, index)) return static_cast<const tokmill_encoding*>(kept);
    const std::optional<std::string_view> name = text(index);
    if (!name) return nullptr;
    sqlite3_set_auxdata(context, index, open_encoding(*name).release(), free_encoding);
    const void* const kept = sqlite3_get_auxdata(context, index);
    if (kept == nullptr) throw std::bad_alloc();  // SQLite has freed it
    return static_cast<const tokmill_encoding*>(kept);
  }
};

/// Calls body(call), whose exceptions are the errors of the function. A body that sets no result returns NULL.
template <class Body>
void guarded(sqlite3_context* context, int count, sqlite3_value** arguments, const Body& body) noexcept {
  try {
    body(Call{context, count, arguments});
  } catch (const std::bad_alloc&) {
    sqlite3_result_error_nomem(context);
  } catch (const std::exception& error) {
    sqlite3_result_error(context, error.what(), -1);
  }
}

void give_text(sqlite3_context* context, const std::string& text) {
  sqlite3_result_text64(context, text.data(), text.size(), SQLITE_TRANSIENT, SQLITE_UTF8);
}

/// tokens(text [, encoding])
void tokens(sqlite3_context* context, int count, sqlite3_value** arguments) {
  guarded(context, count, arguments, [](const Call& call) {
    const tokmill_encoding* const encoding = call.encoding(1);
    const std::optional<std::string_view> text = call.text(0);
    if (encoding == nullptr || !text) return;
    std::size_t found = 0;
    check([&](tokmill_error** error) {
      return tokmill_count(encoding, text->data(), text->size(), nullptr, 0, &found, error);
    });
    sqlite3_result_int64(call.context, static_cast<sqlite3_int64>(found));
  });
}

/// token_ids(text [, encoding])
void token_ids(sqlite3_context* context, int count, sqlite3_value** arguments) {
  guarded(context, count, arguments, [](const Call& call) {
    const tokmill_encoding* const encoding = call.encoding(1);
    const std::optional<std::string_view> text = call.text(0);
    if (encoding == nullptr || !text) return;
    give_text(call.context, ids_as_json(*encoding, *text));
  });
}

/// The exact cost that the arguments of token_cost ask for.
std::optional<std::string> cost(const Call& call) {
  const std::optional<std::string_view> model = call.text(0);
  CallTokens tokens;
  std::string date;
  bool is_null = !model;
  const auto read = [&](int index, std::string_view name, std::int64_t& number) {
    if (index >= call.count) return;
    const std::optional<std::int64_t> value = whole_number_of(name, call.arguments[index]);
    if (value) number = *value;
    is_null = is_null || !value;
  };
  read(1, "input_tokens", tokens.input);
  read(2, "output_tokens", tokens.output);
  read(3, "cached_tokens", tokens.cached);
  if (call.count > 4) {
    const std::optional<std::string_view> day = call.text(4);
    if (day) date = *day;
    is_null = is_null || !day;
  } else {
    date = today();
  }
  return is_null ? std::nullopt : cost_of_call(*model, tokens, date);
}

/// token_cost(model, input_tokens [, output_tokens [, cached_tokens [, date]]])
void token_cost(sqlite3_context* context, int count, sqlite3_value** arguments) {
  guarded(context, count, arguments, [](const Call& call) {
    const std::optional<std::string> exact = cost(call);
    if (!exact) return;
    double nearest = 0;
    std::from_chars(exact->data(), exact->data() + exact->size(), nearest);
    sqlite3_result_double(call.context, nearest);
  });
}

/// The same, all digits as text.
void token_cost_decimal(sqlite3_context* context, int count, sqlite3_value** arguments) {
  guarded(context, count, arguments, [](const Call& call) {
    if (const std::optional<std::string> exact = cost(call)) give_text(call.context, *exact);
  });
}

using Function = void (*)(sqlite3_context*, int, sqlite3_value**);

int add(sqlite3* connection, const char* name, int arguments, bool is_deterministic, Function function) {
  const int flags = SQLITE_UTF8 | SQLITE_INNOCUOUS | (is_deterministic ? SQLITE_DETERMINISTIC : 0);
  // SQLite frees the encoding with the function, and also if it cannot add the function.
  return sqlite3_create_function_v2(connection, name, arguments, flags, open_encoding(default_encoding).release(),
                                    function, nullptr, nullptr, free_encoding);
}

}  // namespace

int add_functions(sqlite3* connection) {
  int status = SQLITE_OK;
  const auto add_with = [&](const char* name, int least, int most, int least_deterministic, Function function) {
    for (int arguments = least; arguments <= most && status == SQLITE_OK; ++arguments) {
      status = add(connection, name, arguments, arguments >= least_deterministic, function);
    }
  };
  add_with("tokens", 1, 2, 1, tokens);
  add_with("token_ids", 1, 2, 1, token_ids);
  // Without a date, the prices are those of today.
  add_with("token_cost", 2, 5, 5, token_cost);
  add_with("token_cost_decimal", 2, 5, 5, token_cost_decimal);
  return status;
}

}  // namespace tokmill::engines::sqlite
