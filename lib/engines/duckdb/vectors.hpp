#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "engines/duckdb/api.hpp"
#include "tokmill/tokmill.h"

// Columns of a data chunk of DuckDB.

namespace tokmill::engines::duckdb {

/// One column of values of type T, as DuckDB stores them, of which some may be NULL.
template <class T>
class Column {
 public:
  explicit Column(Vector vector)
      : values_(static_cast<const T*>(api().vector_get_data(vector))), validity_(api().vector_get_validity(vector)) {}

  [[nodiscard]] bool is_null(std::size_t row) const noexcept {
    return validity_ != nullptr && (validity_[row / 64] >> (row % 64) & 1) == 0;
  }
  /// The value of a row that is not NULL.
  [[nodiscard]] const T& operator[](std::size_t row) const noexcept { return values_[row]; }

 private:
  const T* values_;
  const std::uint64_t* validity_;  // null: no row is NULL
};

inline std::string_view view(const String& string) noexcept {
  return {string.size <= sizeof string.inlined.bytes ? string.inlined.bytes : string.pointer.bytes, string.size};
}

/// Makes rows of a result NULL.
class NullRows {
 public:
  explicit NullRows(Vector vector) : vector_(vector) {}

  void add(std::size_t row) {
    if (validity_ == nullptr) {
      api().vector_ensure_validity_writable(vector_);
      validity_ = api().vector_get_validity(vector_);
    }
    validity_[row / 64] &= ~(std::uint64_t{1} << (row % 64));
  }

 private:
  Vector vector_;
  std::uint64_t* validity_ = nullptr;
};

/// The vectors of the columns of token_chunks.
class ChunkVectors {
 public:
  explicit ChunkVectors(Vector text, Vector tokens, Vector start, Vector end)
      : text_(text), tokens_(numbers(tokens)), start_(numbers(start)), end_(numbers(end)) {}

  void set(std::size_t row, const tokmill_chunk& chunk, std::string_view text) const {
    api().vector_assign_string_element_len(text_, row, text.data(), text.size());
    tokens_[row] = static_cast<std::int64_t>(chunk.tokens);
    start_[row] = static_cast<std::int64_t>(chunk.start);
    end_[row] = static_cast<std::int64_t>(chunk.end);
  }

 private:
  static std::int64_t* numbers(Vector vector) { return static_cast<std::int64_t*>(api().vector_get_data(vector)); }

  Vector text_;
  std::int64_t* tokens_;
  std::int64_t* start_;
  std::int64_t* end_;
};

}  // namespace tokmill::engines::duckdb
