#include "python/native/ids.hpp"

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <limits>
#include <optional>
#include <string_view>

#include "python/native/errors.hpp"

namespace tokmill::python {

namespace nb = nanobind;

namespace {

constexpr std::string_view out_of_range = "out of range integral type conversion attempted";

TokenId checked_id(long value) {
  if (value < 0 || static_cast<unsigned long>(value) > std::numeric_limits<TokenId>::max()) {
    raise(PyExc_OverflowError, out_of_range);
  }
  return static_cast<TokenId>(value);
}

// A buffer of an array, released at the end.
class Buffer {
 public:
  explicit Buffer(nb::handle object) noexcept {
    has_view_ = PyObject_CheckBuffer(object.ptr()) != 0 &&
                PyObject_GetBuffer(object.ptr(), &view_, PyBUF_C_CONTIGUOUS | PyBUF_FORMAT) == 0;
    if (!has_view_) PyErr_Clear();
  }
  ~Buffer() {
    if (has_view_) PyBuffer_Release(&view_);
  }
  Buffer(const Buffer&) = delete;
  Buffer& operator=(const Buffer&) = delete;

  // The format of a one-dimensional array in the byte order of the machine; 0 if it is something else.
  [[nodiscard]] char format() const noexcept {
    if (!has_view_ || view_.ndim != 1 || view_.format == nullptr) return 0;
    return view_.format[0] != 0 && view_.format[1] == 0 ? view_.format[0] : '\0';
  }

  template <class Integer>
  [[nodiscard]] std::vector<TokenId> ids() const {
    const auto count = static_cast<std::size_t>(view_.len) / sizeof(Integer);
    std::vector<TokenId> ids(count);
    const char* at = static_cast<const char*>(view_.buf);
    for (TokenId& id : ids) {
      Integer value;
      std::memcpy(&value, at, sizeof value);
      at += sizeof value;
      if constexpr (std::numeric_limits<Integer>::is_signed) {
        if (value < 0) raise(PyExc_OverflowError, out_of_range);
      }
      if constexpr (sizeof(Integer) > sizeof(TokenId)) {
        if (static_cast<std::uint64_t>(value) > std::numeric_limits<TokenId>::max()) {
          raise(PyExc_OverflowError, out_of_range);
        }
      }
      id = static_cast<TokenId>(value);
    }
    return ids;
  }

 private:
  Py_buffer view_;
  bool has_view_ = false;
};

std::optional<std::vector<TokenId>> ids_of_buffer(nb::handle array) {
  const Buffer buffer(array);
  switch (buffer.format()) {
    case 'b':
      return buffer.ids<signed char>();
    case 'B':
      return buffer.ids<unsigned char>();
    case 'h':
      return buffer.ids<short>();
    case 'H':
      return buffer.ids<unsigned short>();
    case 'i':
      return buffer.ids<int>();
    case 'I':
      return buffer.ids<unsigned int>();
    case 'l':
      return buffer.ids<long>();
    case 'L':
      return buffer.ids<unsigned long>();
    case 'q':
      return buffer.ids<long long>();
    case 'Q':
      return buffer.ids<unsigned long long>();
    default:
      return std::nullopt;
  }
}

std::vector<TokenId> ids_of_list(nb::handle list) {
  std::vector<TokenId> ids;
  ids.reserve(static_cast<std::size_t>(PyList_Size(list.ptr())));
  // Converting an element can run Python code, which can change the list.
  for (Py_ssize_t i = 0; i < PyList_Size(list.ptr()); ++i) {
#ifdef Py_GIL_DISABLED
    const nb::object element = checked(PyList_GetItemRef(list.ptr(), i));
#else
    const nb::object element = nb::borrow(PyList_GetItem(list.ptr(), i));
#endif
    ids.push_back(id_of(element));
  }
  return ids;
}

// Lists share the ints of ids below this, which takes 2 MB, and 32 bytes for each id that occurred.
constexpr TokenId shared_ids = TokenId{1} << 18;

// A new reference to the int of an id. Making an int takes longer than looking it up, and the ints of a text take more
// memory than the list.
PyObject* int_of(TokenId id) noexcept {
#ifndef Py_GIL_DISABLED  // otherwise, threads would wait for each other to count references
  static PyObject* ints[shared_ids];
  if (id < shared_ids) {
    PyObject*& shared = ints[id];
    if (shared == nullptr) shared = PyLong_FromUnsignedLong(id);
    Py_XINCREF(shared);
    return shared;
  }
#endif
  return PyLong_FromUnsignedLong(id);
}

}  // namespace

nb::object list_of_ids(std::span<const TokenId> ids) {
  nb::object list = checked(PyList_New(static_cast<Py_ssize_t>(ids.size())));
  for (std::size_t i = 0; i < ids.size(); ++i) {
    PyObject* const id = int_of(ids[i]);
    if (id == nullptr) throw nb::python_error();
    PyList_SetItem(list.ptr(), static_cast<Py_ssize_t>(i), id);  // takes the reference
  }
  return list;
}

TokenId id_of(nb::handle number) {
  if (PyLong_Check(number.ptr())) [[likely]] {
    const long value = PyLong_AsLong(number.ptr());
    if (value == -1 && PyErr_Occurred() != nullptr) throw nb::python_error();
    return checked_id(value);
  }
  return id_of(checked(PyNumber_Index(number.ptr())));
}

std::vector<TokenId> ids_of(nb::handle sequence) {
  if (PyList_Check(sequence.ptr())) [[likely]]
    return ids_of_list(sequence);
  if (PyUnicode_Check(sequence.ptr())) raise(PyExc_TypeError, "Can't extract `str` to `Vec`");
  if (PySequence_Check(sequence.ptr()) == 0) raise_not_instance(sequence, "Sequence");
  if (auto ids = ids_of_buffer(sequence)) return *std::move(ids);
  std::vector<TokenId> ids;
  for (const nb::handle element : sequence) ids.push_back(id_of(element));
  return ids;
}

}  // namespace tokmill::python
