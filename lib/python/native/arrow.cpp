#include "python/native/arrow.hpp"

#include <cstdint>
#include <cstring>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "python/native/arrow_abi.hpp"
#include "python/native/errors.hpp"

namespace tokmill::python {

namespace nb = nanobind;

namespace {

// Owns a structure, and releases what it refers to.
template <class Structure>
struct Owned {
  Structure value{};

  Owned() = default;
  explicit Owned(Structure& source) noexcept : value(source) { source.release = nullptr; }
  Owned(const Owned&) = delete;
  Owned& operator=(const Owned&) = delete;
  ~Owned() {
    if (value.release != nullptr) value.release(&value);
  }
};

// An element of a utf8_view or binary_view.
struct View {
  std::int32_t size;
  char prefix[4];
  std::int32_t buffer;
  std::int32_t offset;
};

enum class Layout { offsets32, offsets64, views };

Layout layout_of(const ArrowSchema& schema) {
  const std::string_view format = schema.format;
  if (schema.dictionary == nullptr) {
    if (format == "u" || format == "z") return Layout::offsets32;
    if (format == "U" || format == "Z") return Layout::offsets64;
    if (format == "vu" || format == "vz") return Layout::views;
  }
  raise(PyExc_TypeError, "expected an Arrow column of strings, got one of type '" + std::string(format) +
                             "'" + (schema.dictionary == nullptr ? "" : " with a dictionary"));
}

bool is_valid(const ArrowArray& array, std::int64_t i) noexcept {
  const auto* const bits = static_cast<const unsigned char*>(array.buffers[0]);
  return bits == nullptr || (bits[i / 8] >> (i % 8) & 1) != 0;
}

template <class Offset>
std::string_view string_at(const ArrowArray& array, std::int64_t i) noexcept {
  const auto* const offsets = static_cast<const Offset*>(array.buffers[1]);
  return {static_cast<const char*>(array.buffers[2]) + offsets[i],
          static_cast<std::size_t>(offsets[i + 1] - offsets[i])};
}

std::string_view view_at(const ArrowArray& array, std::int64_t i) noexcept {
  const View& view = static_cast<const View*>(array.buffers[1])[i];
  const auto size = static_cast<std::size_t>(view.size);
  if (size <= 12) return {view.prefix, size};  // the bytes are in the view itself
  return {static_cast<const char*>(array.buffers[2 + view.buffer]) + view.offset, size};
}

void add_array(const std::shared_ptr<Owned<ArrowArray>>& owned, Layout layout, Texts& texts) {
  const ArrowArray& array = owned->value;
  texts.keep(owned);
  texts.reserve(texts.views().size() + static_cast<std::size_t>(array.length));
  for (std::int64_t i = array.offset; i < array.offset + array.length; ++i) {
    if (!is_valid(array, i)) {
      texts.add_null();
    } else if (layout == Layout::offsets32) {
      texts.add(string_at<std::int32_t>(array, i));
    } else if (layout == Layout::offsets64) {
      texts.add(string_at<std::int64_t>(array, i));
    } else {
      texts.add(view_at(array, i));
    }
  }
}

template <class Structure>
Structure& structure_of(nb::handle capsule, const char* name) {
  void* const pointer = PyCapsule_GetPointer(capsule.ptr(), name);
  if (pointer == nullptr) throw nb::python_error();
  return *static_cast<Structure*>(pointer);
}

void check_stream(ArrowArrayStream& stream, int status) {
  if (status == 0) return;
  const char* const message = stream.get_last_error(&stream);
  raise(PyExc_ValueError, message == nullptr ? "the Arrow stream failed" : message);
}

void add_stream(ArrowArrayStream& stream, Texts& texts) {
  Owned<ArrowSchema> schema;
  check_stream(stream, stream.get_schema(&stream, &schema.value));
  const Layout layout = layout_of(schema.value);
  while (true) {
    const auto array = std::make_shared<Owned<ArrowArray>>();
    check_stream(stream, stream.get_next(&stream, &array->value));
    if (array->value.release == nullptr) return;
    add_array(array, layout, texts);
  }
}

}  // namespace

bool add_arrow(nb::handle column, Texts& texts) {
  if (nb::hasattr(column, "__arrow_c_stream__")) {
    const nb::object capsule = column.attr("__arrow_c_stream__")();
    Owned<ArrowArrayStream> stream(structure_of<ArrowArrayStream>(capsule, "arrow_array_stream"));
    add_stream(stream.value, texts);
    return true;
  }
  if (!nb::hasattr(column, "__arrow_c_array__")) return false;
  const nb::object capsules = column.attr("__arrow_c_array__")();
  const Layout layout = layout_of(structure_of<ArrowSchema>(capsules[0], "arrow_schema"));
  auto& array = structure_of<ArrowArray>(capsules[1], "arrow_array");
  add_array(std::make_shared<Owned<ArrowArray>>(array), layout, texts);
  return true;
}

}  // namespace tokmill::python
