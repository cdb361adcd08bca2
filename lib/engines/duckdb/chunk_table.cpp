// The table function token_chunks(text, max_tokens [, overlap := …] [, encoding := …]). DuckDB calls table functions
// with constants only; the scalar function of the same name is for columns.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <exception>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "engines/duckdb/extension.hpp"
#include "engines/duckdb/handles.hpp"
#include "engines/duckdb/vectors.hpp"
#include "engines/functions/chunks.hpp"
#include "engines/functions/encoding.hpp"

namespace tokmill::engines::duckdb {
namespace {

constexpr const char* overlap_name = "overlap";
constexpr const char* encoding_name = "encoding";

/// The arguments of a query.
struct ChunkArguments {
  bool has_null = false;
  std::string text;
  std::int64_t max_tokens = 0;
  std::int64_t overlap = 0;
  std::string encoding{default_encoding};
};

/// The rows of a query, and the next one.
struct ChunkScan {
  std::optional<Chunks> chunks;  // of the text of the arguments
  std::size_t next = 0;
};

/// A text, or the bytes of a blob. DuckDB says nothing about the size of a text, so it ends at its first NUL.
std::string text_of(Value value) {
  if (api().get_type_id(api().get_value_type(value)) == Type::blob) {  // the type belongs to the value
    const Bytes bytes = api().get_blob(value);
    const std::unique_ptr<void, FreeByDuckdb> owner(bytes.data);
    return std::string(static_cast<const char*>(bytes.data), bytes.size);
  }
  const std::unique_ptr<char, FreeByDuckdb> text(api().get_varchar(value));
  return text == nullptr ? std::string() : std::string(text.get());
}

template <class T>
void destroy(void* object) {
  delete static_cast<T*>(object);
}

void bind_chunks(BindInfo info) {
  try {
    auto arguments = std::make_unique<ChunkArguments>();
    const auto read = [&](OwnedValue value, const auto& use) {
      if (value == nullptr) return;  // not given
      if (api().is_null_value(value.get())) {
        arguments->has_null = true;
      } else {
        use(value.get());
      }
    };
    read(OwnedValue(api().bind_get_parameter(info, 0)), [&](Value value) { arguments->text = text_of(value); });
    read(OwnedValue(api().bind_get_parameter(info, 1)),
         [&](Value value) { arguments->max_tokens = api().get_int64(value); });
    read(OwnedValue(api().bind_get_named_parameter(info, overlap_name)),
         [&](Value value) { arguments->overlap = api().get_int64(value); });
    read(OwnedValue(api().bind_get_named_parameter(info, encoding_name)),
         [&](Value value) { arguments->encoding = text_of(value); });
    for (const ChunkColumn& column : chunk_columns) {
      api().bind_add_result_column(info, column.name, make_type(column.type).get());
    }
    api().bind_set_bind_data(info, arguments.release(), destroy<ChunkArguments>);
  } catch (const std::exception& error) {
    api().bind_set_error(info, error.what());
  }
}

void start_chunks(InitInfo info) {
  try {
    const auto& arguments = *static_cast<const ChunkArguments*>(api().init_get_bind_data(info));
    auto scan = std::make_unique<ChunkScan>();
    if (!arguments.has_null) {
      const EncodingHandle encoding = open_encoding(arguments.encoding);
      scan->chunks.emplace(*encoding, arguments.text, arguments.max_tokens, arguments.overlap);
    }
    api().init_set_init_data(info, scan.release(), destroy<ChunkScan>);
  } catch (const std::exception& error) {
    api().init_set_error(info, error.what());
  }
}

/// Gives the next rows; none at the end.
void next_chunks(FunctionInfo info, DataChunk output) {
  ChunkScan& scan = *static_cast<ChunkScan*>(api().function_get_init_data(info));
  const std::size_t left = scan.chunks ? scan.chunks->all().size() - scan.next : 0;
  const std::size_t count = std::min<std::size_t>(left, api().vector_size());
  const auto column = [output](Index index) { return api().data_chunk_get_vector(output, index); };
  const ChunkVectors out(column(0), column(1), column(2), column(3));
  for (std::size_t row = 0; row < count; ++row) {
    const tokmill_chunk& chunk = scan.chunks->all()[scan.next++];
    out.set(row, chunk, scan.chunks->text_of(chunk));
  }
  api().data_chunk_set_size(output, count);
}

}  // namespace

void add_chunk_table(Connection connection) {
  const OwnedTableFunction function(api().create_table_function());
  api().table_function_set_name(function.get(), "token_chunks");
  // There are no overloads of table functions, so the text may have any type, and optional parameters have names.
  api().table_function_add_parameter(function.get(), make_type(Type::any).get());
  api().table_function_add_parameter(function.get(), make_type(Type::bigint).get());
  api().table_function_add_named_parameter(function.get(), overlap_name, make_type(Type::bigint).get());
  api().table_function_add_named_parameter(function.get(), encoding_name, make_type(Type::varchar).get());
  api().table_function_set_bind(function.get(), bind_chunks);
  api().table_function_set_init(function.get(), start_chunks);
  api().table_function_set_function(function.get(), next_chunks);
  if (api().register_table_function(connection, function.get()) != success) {
    throw Failure("cannot add the table function token_chunks");
  }
}

}  // namespace tokmill::engines::duckdb
