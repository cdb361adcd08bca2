#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "c/arguments.hpp"
#include "c/error.hpp"
#include "c/objects.hpp"
#include "tokmill/batch.hpp"
#include "tokmill/tokmill.h"

namespace tokmill::inline TOKMILL_ABI::c {
namespace {

struct Free {
  void operator()(void* memory) const noexcept { std::free(memory); }
};

/// Rows as views, or the row at which the column is not valid.
struct Rows {
  std::vector<std::string_view> texts;
  std::optional<std::size_t> invalid = std::nullopt;
};

Rows rows_of(const tokmill_text* texts, std::size_t count) {
  Rows rows;
  rows.texts.reserve(count);
  for (std::size_t i = 0; i < count; ++i) {
    rows.texts.push_back(texts[i].data != nullptr ? view(texts[i].data, texts[i].size) : std::string_view("", 0));
  }
  return rows;
}

bool is_null(const tokmill_column& column, std::size_t row) {
  if (column.validity == nullptr) return false;
  const std::size_t bit = column.first + row;
  return (column.validity[bit / 8] >> (bit % 8) & 1) == 0;
}

template <class Offset>
Rows rows_of(const tokmill_column& column) {
  Rows rows;
  if (column.count == 0) return rows;  // the offsets of an empty array may be missing
  rows.texts.reserve(column.count);
  const char* const offsets = static_cast<const char*>(column.offsets);
  const auto offset = [&](std::size_t row) {
    Offset value;  // memory of Arrow need not be aligned
    std::memcpy(&value, offsets + (column.first + row) * sizeof value, sizeof value);
    return value;
  };
  Offset start = offset(0);
  for (std::size_t i = 0; i < column.count; ++i) {
    const Offset end = offset(i + 1);
    if (start < 0 || end < start) {
      rows.invalid = i;
      return rows;
    }
    rows.texts.push_back(is_null(column, i) ? std::string_view("", 0)
                                            : view(column.data + start, static_cast<std::size_t>(end - start)));
    start = end;
  }
  return rows;
}

/// Calls use(rows) with the rows of a column.
template <class Use>
tokmill_status with_rows(const tokmill_column& column, tokmill_error** error, const Use& use) {
  if (column.offset_size != sizeof(std::int32_t) && column.offset_size != sizeof(std::int64_t)) {
    return fail(error, {ErrorCode::invalid_argument,
                        "expected an offset size of 4 or 8, got " + std::to_string(column.offset_size), 0});
  }
  const Rows rows = column.offset_size == sizeof(std::int32_t) ? rows_of<std::int32_t>(column)
                                                               : rows_of<std::int64_t>(column);
  if (rows.invalid) {
    return fail(error, {ErrorCode::invalid_argument, "expected offsets in ascending order, none less than 0", 0},
                *rows.invalid);
  }
  return use(rows);
}

tokmill_status count_rows(const tokmill_encoding& encoding, const Rows& rows, const BatchOptions& options,
                          std::uint64_t* counts, tokmill_error** error) {
  std::size_t failed = 0;
  const Result<void> counted =
      count_batch(encoding.encoding, rows.texts, std::span(counts, rows.texts.size()), options, &failed);
  return counted ? TOKMILL_OK : fail(error, counted.error(), failed);
}

tokmill_status encode_rows(const tokmill_encoding& encoding, const Rows& rows, const BatchOptions& options,
                           std::uint32_t** ids, std::uint64_t* offsets, tokmill_error** error) {
  std::size_t failed = 0;
  std::unique_ptr<TokenId, Free> memory;
  const auto allocate_ids = [&memory](std::size_t count) {
    memory.reset(allocate<TokenId>(count));
    return memory.get();
  };
  const Result<void> encoded = encode_batch(encoding.encoding, rows.texts, std::span(offsets, rows.texts.size() + 1),
                                            allocate_ids, options, &failed);
  if (!encoded) return fail(error, encoded.error(), failed);
  *ids = memory.release();
  return TOKMILL_OK;
}

BatchOptions options_of(const tokmill_special_policy* policy, std::uint32_t flags, std::size_t threads) {
  return {policy_of(policy), ill_formed(flags), threads};
}

}  // namespace
}  // namespace tokmill::c

using namespace tokmill;

extern "C" {

tokmill_status tokmill_count_column(const tokmill_encoding* encoding, const tokmill_column* column,
                                    const tokmill_special_policy* policy, uint32_t flags, size_t threads,
                                    uint64_t* counts, tokmill_error** error) {
  return c::guarded(error, [&] {
    return c::with_rows(*column, error, [&](const c::Rows& rows) {
      return c::count_rows(*encoding, rows, c::options_of(policy, flags, threads), counts, error);
    });
  });
}

tokmill_status tokmill_count_texts(const tokmill_encoding* encoding, const tokmill_text* texts, size_t count,
                                   const tokmill_special_policy* policy, uint32_t flags, size_t threads,
                                   uint64_t* counts, tokmill_error** error) {
  return c::guarded(error, [&] {
    return c::count_rows(*encoding, c::rows_of(texts, count), c::options_of(policy, flags, threads), counts, error);
  });
}

tokmill_status tokmill_encode_column(const tokmill_encoding* encoding, const tokmill_column* column,
                                     const tokmill_special_policy* policy, uint32_t flags, size_t threads,
                                     uint32_t** ids, uint64_t* offsets, tokmill_error** error) {
  return c::guarded(error, [&] {
    return c::with_rows(*column, error, [&](const c::Rows& rows) {
      return c::encode_rows(*encoding, rows, c::options_of(policy, flags, threads), ids, offsets, error);
    });
  });
}

tokmill_status tokmill_encode_texts(const tokmill_encoding* encoding, const tokmill_text* texts, size_t count,
                                    const tokmill_special_policy* policy, uint32_t flags, size_t threads,
                                    uint32_t** ids, uint64_t* offsets, tokmill_error** error) {
  return c::guarded(error, [&] {
    return c::encode_rows(*encoding, c::rows_of(texts, count), c::options_of(policy, flags, threads), ids, offsets,
                          error);
  });
}

}  // extern "C"
