#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <exception>
#include <iterator>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engines/duckdb/decimal.hpp"
#include "engines/duckdb/extension.hpp"
#include "engines/duckdb/handles.hpp"
#include "engines/duckdb/vectors.hpp"
#include "engines/functions/chunks.hpp"
#include "engines/functions/cost.hpp"
#include "engines/functions/encoding.hpp"

namespace tokmill::engines::duckdb {
namespace {

using Texts = Column<String>;
using Numbers = Column<std::int64_t>;

/// The rows of one call, at most 2048.
struct Rows {
  DataChunk chunk;
  const tokmill_encoding& default_encoding;

  [[nodiscard]] std::size_t count() const { return api().data_chunk_get_size(chunk); }
  [[nodiscard]] std::size_t columns() const { return api().data_chunk_get_column_count(chunk); }
  template <class Values>
  [[nodiscard]] Values column(std::size_t index) const {
    return Values(api().data_chunk_get_vector(chunk, index));
  }

  /// Calls use(encoding, first, count) for each run of rows with one encoding, which is null for rows where it is NULL.
  /// The encodings are those of the column `index`, or all are the default one if there is no such column.
  template <class Use>
  void for_each_encoding(std::size_t index, const Use& use) const {
    const std::size_t rows = count();
    if (index >= columns()) return use(&default_encoding, std::size_t{0}, rows);
    const Texts names = column<Texts>(index);
    const auto is_same = [&](std::size_t a, std::size_t b) {
      if (names.is_null(a) || names.is_null(b)) return names.is_null(a) && names.is_null(b);
      return view(names[a]) == view(names[b]);
    };
    for (std::size_t first = 0, end = 0; first < rows; first = end) {
      for (end = first + 1; end < rows && is_same(first, end);) ++end;
      const EncodingHandle encoding = names.is_null(first) ? nullptr : open_encoding(view(names[first]));
      use(encoding.get(), first, end - first);
    }
  }
};

/// The texts of some rows, and NULL rows of the result where they are NULL.
std::vector<tokmill_text> texts_of(const Texts& column, std::size_t first, std::size_t count, NullRows& nulls) {
  std::vector<tokmill_text> texts(count);
  for (std::size_t i = 0; i < count; ++i) {
    if (column.is_null(first + i)) {
      nulls.add(first + i);
      continue;
    }
    const std::string_view text = view(column[first + i]);
    texts[i] = {text.data(), text.size()};
  }
  return texts;
}

void add_nulls(NullRows& nulls, std::size_t first, std::size_t count) {
  for (std::size_t i = 0; i < count; ++i) nulls.add(first + i);
}

/// tokens(text [, encoding])
void tokens(const Rows& rows, Vector result) {
  const Texts column = rows.column<Texts>(0);
  NullRows nulls(result);
  auto* const counts = static_cast<std::uint64_t*>(api().vector_get_data(result));  // BIGINT: no count has 64 bits
  rows.for_each_encoding(1, [&](const tokmill_encoding* encoding, std::size_t first, std::size_t count) {
    if (encoding == nullptr) return add_nulls(nulls, first, count);
    const std::vector<tokmill_text> texts = texts_of(column, first, count, nulls);
    check([&](tokmill_error** error) {
      return tokmill_count_texts(encoding, texts.data(), count, nullptr, 0, 1, counts + first, error);
    });
  });
}

void reserve(Vector list, std::size_t size) {
  if (api().list_vector_reserve(list, size) != success) throw Failure("cannot make a list of this size");
}

/// token_ids(text [, encoding])
void token_ids(const Rows& rows, Vector result) {
  const Texts column = rows.column<Texts>(0);
  NullRows nulls(result);
  auto* const entries = static_cast<ListEntry*>(api().vector_get_data(result));
  std::uint64_t total = 0;
  rows.for_each_encoding(1, [&](const tokmill_encoding* encoding, std::size_t first, std::size_t count) {
    std::vector<std::uint64_t> offsets(count + 1);
    Memory<std::uint32_t[]> ids;
    if (encoding == nullptr) {
      add_nulls(nulls, first, count);
    } else {
      const std::vector<tokmill_text> texts = texts_of(column, first, count, nulls);
      std::uint32_t* found = nullptr;
      check([&](tokmill_error** error) {
        return tokmill_encode_texts(encoding, texts.data(), count, nullptr, 0, 1, &found, offsets.data(), error);
      });
      ids.reset(found);
    }
    for (std::size_t i = 0; i < count; ++i) entries[first + i] = {total + offsets[i], offsets[i + 1] - offsets[i]};
    if (offsets[count] == 0) return;
    reserve(result, total + offsets[count]);
    auto* const out = static_cast<std::uint32_t*>(api().vector_get_data(api().list_vector_get_child(result)));
    std::memcpy(out + total, ids.get(), offsets[count] * sizeof *out);
    total += offsets[count];
  });
  api().list_vector_set_size(result, total);
}

/// token_chunks(text, max_tokens [, overlap [, encoding]])
void token_chunks(const Rows& rows, Vector result) {
  const Texts texts = rows.column<Texts>(0);
  const Numbers max_tokens = rows.column<Numbers>(1);
  const std::optional<Numbers> overlap = rows.columns() > 2 ? std::optional(rows.column<Numbers>(2)) : std::nullopt;
  NullRows nulls(result);
  auto* const entries = static_cast<ListEntry*>(api().vector_get_data(result));
  std::size_t total = 0;
  rows.for_each_encoding(3, [&](const tokmill_encoding* encoding, std::size_t first, std::size_t count) {
    for (std::size_t row = first; row < first + count; ++row) {
      entries[row] = {total, 0};
      if (encoding == nullptr || texts.is_null(row) || max_tokens.is_null(row) || (overlap && overlap->is_null(row))) {
        nulls.add(row);
        continue;
      }
      const Chunks chunks(*encoding, view(texts[row]), max_tokens[row], overlap ? (*overlap)[row] : 0);
      if (chunks.all().empty()) continue;
      entries[row].length = chunks.all().size();
      reserve(result, total + chunks.all().size());
      const Vector child = api().list_vector_get_child(result);
      const ChunkVectors out(api().struct_vector_get_child(child, 0), api().struct_vector_get_child(child, 1),
                             api().struct_vector_get_child(child, 2), api().struct_vector_get_child(child, 3));
      for (const tokmill_chunk& chunk : chunks.all()) out.set(total++, chunk, chunks.text_of(chunk));
      api().list_vector_set_size(result, total);
    }
  });
  api().list_vector_set_size(result, total);
}

/// token_cost(model, input_tokens [, output_tokens [, cached_tokens [, date]]])
void token_cost(const Rows& rows, Vector result) {
  const Texts models = rows.column<Texts>(0);
  std::vector<Numbers> numbers;
  for (std::size_t i = 1; i < std::min<std::size_t>(rows.columns(), 4); ++i) numbers.push_back(rows.column<Numbers>(i));
  using Dates = Column<std::int32_t>;  // days since 1970
  const std::optional<Dates> dates = rows.columns() > 4 ? std::optional(rows.column<Dates>(4)) : std::nullopt;
  const std::string current_day = today();

  NullRows nulls(result);
  auto* const amounts = static_cast<Integer128*>(api().vector_get_data(result));
  for (std::size_t row = 0; row < rows.count(); ++row) {
    bool is_null = models.is_null(row) || (dates && dates->is_null(row));
    std::int64_t given[3] = {};
    for (std::size_t i = 0; i < numbers.size(); ++i) {
      is_null = is_null || numbers[i].is_null(row);
      if (!is_null) given[i] = numbers[i][row];
    }
    std::optional<std::string> amount;
    if (!is_null) {
      const std::string day = dates ? date_text(Date(std::chrono::days((*dates)[row]))) : current_day;
      amount = cost_of_call(view(models[row]), {given[0], given[1], given[2]}, day);
    }
    if (amount) {
      amounts[row] = decimal_of(*amount);
    } else {
      nulls.add(row);
    }
  }
}

using Body = void (*)(const Rows&, Vector);

/// What DuckDB calls, from several threads at the same time. The encoding is immutable.
template <Body body>
void call(FunctionInfo info, DataChunk chunk, Vector result) {
  try {
    body({chunk, *static_cast<const tokmill_encoding*>(api().scalar_function_get_extra_info(info))}, result);
  } catch (const std::exception& error) {
    api().scalar_function_set_error(info, error.what());
  }
}

/// The overloads of a function.
class FunctionSet {
 public:
  FunctionSet(const char* name, OwnedType result)
      : name_(name), result_(std::move(result)), set_(api().create_scalar_function_set(name)) {}

  template <Body body>
  void add(std::span<const Type> parameters, bool is_volatile = false) {
    const OwnedScalarFunction function(api().create_scalar_function());
    api().scalar_function_set_name(function.get(), name_);
    for (const Type parameter : parameters) {
      api().scalar_function_add_parameter(function.get(), make_type(parameter).get());
    }
    api().scalar_function_set_return_type(function.get(), result_.get());
    if (is_volatile) api().scalar_function_set_volatile(function.get());
    api().scalar_function_set_extra_info(function.get(), open_encoding(default_encoding).release(), [](void* encoding) {
      tokmill_encoding_free(static_cast<tokmill_encoding*>(encoding));
    });
    api().scalar_function_set_function(function.get(), call<body>);
    if (api().add_scalar_function_to_set(set_.get(), function.get()) != success) fail();
  }

  void register_with(Connection connection) {
    if (api().register_scalar_function_set(connection, set_.get()) != success) fail();
  }

 private:
  [[noreturn]] void fail() const { throw Failure(std::string("cannot add the function ") + name_); }

  const char* name_;
  OwnedType result_;
  OwnedScalarFunctionSet set_;
};

OwnedType list_of(const OwnedType& element) { return OwnedType(api().create_list_type(element.get())); }

OwnedType chunk_type() {
  std::vector<OwnedType> owners;
  std::vector<LogicalType> types;
  std::vector<const char*> names;
  for (const ChunkColumn& column : chunk_columns) {
    owners.push_back(make_type(column.type));
    types.push_back(owners.back().get());
    names.push_back(column.name);
  }
  return OwnedType(api().create_struct_type(types.data(), names.data(), names.size()));
}

/// Adds a function with the given parameters after its text, of which the first `required` ones are not optional. The
/// text may also be a blob.
template <Body body>
void add_text_function(Connection connection, const char* name, OwnedType result, std::span<const Type> parameters,
                       std::size_t required) {
  FunctionSet set(name, std::move(result));
  for (const Type text : {Type::varchar, Type::blob}) {
    std::vector<Type> all{text};
    all.insert(all.end(), parameters.begin(), parameters.end());
    for (std::size_t count = required; count <= parameters.size(); ++count) {
      set.add<body>(std::span(all).first(1 + count));
    }
  }
  set.register_with(connection);
}

}  // namespace

void add_functions(Connection connection) {
  constexpr Type encoding[] = {Type::varchar};
  add_text_function<tokens>(connection, "tokens", make_type(Type::bigint), encoding, 0);
  add_text_function<token_ids>(connection, "token_ids", list_of(make_type(Type::uinteger)), encoding, 0);
  constexpr Type chunk_parameters[] = {Type::bigint, Type::bigint, Type::varchar};
  add_text_function<token_chunks>(connection, "token_chunks", list_of(chunk_type()), chunk_parameters, 1);

  FunctionSet cost("token_cost", OwnedType(api().create_decimal_type(decimal_digits, decimal_places)));
  constexpr Type parameters[] = {Type::varchar, Type::bigint, Type::bigint, Type::bigint, Type::date};
  for (std::size_t count = 2; count <= std::size(parameters); ++count) {
    // Without a date, the prices are those of the day of the query, so DuckDB must not keep the result.
    cost.add<token_cost>(std::span(parameters).first(count), count < std::size(parameters));
  }
  cost.register_with(connection);
}

}  // namespace tokmill::engines::duckdb
