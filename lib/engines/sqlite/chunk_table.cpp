// The table-valued function token_chunks(text, max_tokens [, overlap [, encoding]]): a virtual table that exists
// without CREATE, whose hidden columns are the arguments.

#include <array>
#include <cstdint>
#include <exception>
#include <memory>
#include <new>
#include <optional>
#include <string_view>

#include "engines/functions/chunks.hpp"
#include "engines/functions/encoding.hpp"
#include "engines/sqlite/extension.hpp"
#include "engines/sqlite/values.hpp"

namespace tokmill::engines::sqlite {
namespace {

constexpr const char* declaration =
    "CREATE TABLE token_chunks(text TEXT, tokens INTEGER, start INTEGER, \"end\" INTEGER,"
    " input HIDDEN, max_tokens HIDDEN, overlap HIDDEN, encoding HIDDEN)";

enum Column { text_column, tokens_column, start_column, end_column, first_argument };
constexpr int argument_count = 4;
constexpr int required_arguments = 2;

struct FreeValue {
  void operator()(sqlite3_value* value) const noexcept { sqlite3_value_free(value); }
};
using Value = std::unique_ptr<sqlite3_value, FreeValue>;

struct ChunkCursor : sqlite3_vtab_cursor {
  std::array<Value, argument_count> arguments;  // empty: not given
  std::optional<Chunks> chunks;                 // views of the first argument
  std::size_t row = 0;
};

ChunkCursor& cursor_of(sqlite3_vtab_cursor* cursor) { return *static_cast<ChunkCursor*>(cursor); }

int set_message(sqlite3_vtab* table, const char* message) {
  sqlite3_free(table->zErrMsg);
  table->zErrMsg = sqlite3_mprintf("%s", message);
  return SQLITE_ERROR;
}

/// Calls body(), whose exceptions are errors of the table.
template <class Body>
int guarded_table(sqlite3_vtab* table, const Body& body) noexcept {
  try {
    return body();
  } catch (const std::bad_alloc&) {
    return SQLITE_NOMEM;
  } catch (const std::exception& error) {
    return set_message(table, error.what());
  }
}

int connect(sqlite3* connection, void*, int, const char* const*, sqlite3_vtab** table, char**) {
  const int status = sqlite3_declare_vtab(connection, declaration);
  if (status != SQLITE_OK) return status;
  sqlite3_vtab_config(connection, SQLITE_VTAB_INNOCUOUS);
  *table = new (std::nothrow) sqlite3_vtab{};
  return *table == nullptr ? SQLITE_NOMEM : SQLITE_OK;
}

int disconnect(sqlite3_vtab* table) {
  delete table;
  return SQLITE_OK;
}

/// Asks for the arguments, in order. `idxNum` is the set of those that are given.
int choose_plan(sqlite3_vtab* table, sqlite3_index_info* plan) {
  std::array<int, argument_count> constraints;
  constraints.fill(-1);
  for (int i = 0; i < plan->nConstraint; ++i) {
    const auto& constraint = plan->aConstraint[i];
    const int argument = constraint.iColumn - first_argument;
    if (argument < 0 || constraint.op != SQLITE_INDEX_CONSTRAINT_EQ) continue;
    // Another order of the tables in the query may give the value.
    if (constraint.usable == 0) return SQLITE_CONSTRAINT;
    constraints[static_cast<std::size_t>(argument)] = i;
  }
  int given = 0;
  int next = 0;
  for (int argument = 0; argument < argument_count; ++argument) {
    const int constraint = constraints[static_cast<std::size_t>(argument)];
    if (constraint < 0) {
      if (argument < required_arguments) return set_message(table, "token_chunks() needs a text and max_tokens");
      continue;
    }
    given |= 1 << argument;
    plan->aConstraintUsage[constraint].argvIndex = ++next;
    plan->aConstraintUsage[constraint].omit = 1;
  }
  plan->idxNum = given;
  plan->estimatedCost = 100;
  plan->estimatedRows = 10;
  return SQLITE_OK;
}

int open(sqlite3_vtab*, sqlite3_vtab_cursor** cursor) {
  *cursor = new (std::nothrow) ChunkCursor();
  return *cursor == nullptr ? SQLITE_NOMEM : SQLITE_OK;
}

int close(sqlite3_vtab_cursor* cursor) {
  delete &cursor_of(cursor);
  return SQLITE_OK;
}

/// Starts a scan with these arguments. A NULL gives no rows.
int filter(sqlite3_vtab_cursor* base, int given, const char*, int, sqlite3_value** values) {
  return guarded_table(base->pVtab, [&] {
    ChunkCursor& cursor = cursor_of(base);
    cursor.chunks.reset();
    cursor.row = 0;
    bool is_null = false;
    for (std::size_t argument = 0; argument < argument_count; ++argument) {
      cursor.arguments[argument].reset();
      if ((given >> argument & 1) == 0) continue;
      // The chunks are parts of the text, which must outlive this call.
      cursor.arguments[argument].reset(sqlite3_value_dup(*values++));
      if (cursor.arguments[argument] == nullptr) throw std::bad_alloc();
      is_null = is_null || sqlite3_value_type(cursor.arguments[argument].get()) == SQLITE_NULL;
    }
    if (is_null) return SQLITE_OK;
    const auto number = [&](std::size_t argument, std::string_view name) -> std::int64_t {
      sqlite3_value* const value = cursor.arguments[argument].get();
      return value == nullptr ? 0 : *whole_number_of(name, value);
    };
    sqlite3_value* const name = cursor.arguments[3].get();
    const EncodingHandle encoding = open_encoding(name == nullptr ? default_encoding : *text_of(name));
    cursor.chunks.emplace(*encoding, *text_of(cursor.arguments[0].get()), number(1, "max_tokens"),
                          number(2, "overlap"));
    return SQLITE_OK;
  });
}

int next(sqlite3_vtab_cursor* cursor) {
  ++cursor_of(cursor).row;
  return SQLITE_OK;
}

int is_at_end(sqlite3_vtab_cursor* base) {
  const ChunkCursor& cursor = cursor_of(base);
  return !cursor.chunks || cursor.row >= cursor.chunks->all().size() ? 1 : 0;
}

int column(sqlite3_vtab_cursor* base, sqlite3_context* context, int index) {
  const ChunkCursor& cursor = cursor_of(base);
  const tokmill_chunk& chunk = cursor.chunks->all()[cursor.row];
  switch (index) {
    case text_column: {
      const std::string_view text = cursor.chunks->text_of(chunk);
      sqlite3_result_text64(context, text.data(), text.size(), SQLITE_TRANSIENT, SQLITE_UTF8);
      break;
    }
    case tokens_column: sqlite3_result_int64(context, static_cast<sqlite3_int64>(chunk.tokens)); break;
    case start_column: sqlite3_result_int64(context, static_cast<sqlite3_int64>(chunk.start)); break;
    case end_column: sqlite3_result_int64(context, static_cast<sqlite3_int64>(chunk.end)); break;
    default: {
      sqlite3_value* const argument = cursor.arguments[static_cast<std::size_t>(index - first_argument)].get();
      if (argument != nullptr) sqlite3_result_value(context, argument);
    }
  }
  return SQLITE_OK;
}

int row_id(sqlite3_vtab_cursor* cursor, sqlite3_int64* id) {
  *id = static_cast<sqlite3_int64>(cursor_of(cursor).row);
  return SQLITE_OK;
}

const sqlite3_module& module() {
  static const sqlite3_module module = [] {
    sqlite3_module functions{};
    functions.xConnect = connect;  // without xCreate, the table exists in every database
    functions.xBestIndex = choose_plan;
    functions.xDisconnect = disconnect;
    functions.xOpen = open;
    functions.xClose = close;
    functions.xFilter = filter;
    functions.xNext = next;
    functions.xEof = is_at_end;
    functions.xColumn = column;
    functions.xRowid = row_id;
    return functions;
  }();
  return module;
}

}  // namespace

int add_chunk_table(sqlite3* connection) {
  return sqlite3_create_module_v2(connection, "token_chunks", &module(), nullptr, nullptr);
}

}  // namespace tokmill::engines::sqlite
