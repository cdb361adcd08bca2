#pragma once

#include <nanobind/nanobind.h>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "python/native/batch.hpp"

namespace tokmill::python {

/// An Arrow column of results, which other libraries take by the Arrow PyCapsule interface without copying it.
class ArrowColumn {
 public:
  /// A column of int64. `nulls`: the indexes of the rows that are missing, in order.
  ArrowColumn(std::vector<std::int64_t> numbers, std::span<const std::size_t> nulls);

  /// A column of large_list<uint32>: the ids of texts.
  ArrowColumn(EncodedTexts texts, std::span<const std::size_t> nulls);

  /// The number of rows.
  [[nodiscard]] std::size_t size() const noexcept;

  /// The capsules of `__arrow_c_array__`: a schema and an array, which share the memory of the column.
  [[nodiscard]] nanobind::object capsules() const;

  struct Data;

 private:
  std::shared_ptr<const Data> data_;
};

}  // namespace tokmill::python
