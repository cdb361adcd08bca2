#include "engines/postgresql/tokenize.hpp"

#include <cstring>
#include <memory>

#include "engines/functions/handles.hpp"
#include "engines/postgresql/guarded.hpp"

namespace tokmill::engines::postgresql {
namespace {

/// How many bytes are tokenized between two checks for interrupts: a few milliseconds.
constexpr std::size_t part_size = std::size_t{1} << 20;

struct FreeStreamCounter {
  void operator()(tokmill_stream_counter* counter) const noexcept { tokmill_stream_counter_free(counter); }
};
struct FreeStreamEncoder {
  void operator()(tokmill_stream_encoder* encoder) const noexcept { tokmill_stream_encoder_free(encoder); }
};

template <class Take>
void for_each_part(std::string_view text, const Take& take) {
  for (std::size_t start = 0; start < text.size(); start += part_size) {
    check_interrupts();
    take(text.substr(start, part_size));
  }
}

/// Integers whose number is at most `capacity` and is set later.
ArrayType* new_array(std::size_t capacity) {
  // PostgreSQL's limit for arrays of any type.
  if (capacity > MaxArraySize) throw Failure("the text has more ids than fit in an array", TOKMILL_OVERFLOW);
  auto* const array = static_cast<ArrayType*>(allocate(ARR_OVERHEAD_NONULLS(1) + capacity * sizeof(std::int32_t)));
  array->ndim = 1;
  array->dataoffset = 0;
  array->elemtype = INT4OID;
  ARR_DIMS(array)[1] = 1;  // the lower bound of the index
  return array;
}

/// The elements have the same bytes as ids, because the ids of all encodings are below 2³¹.
std::uint32_t* elements(ArrayType* array) {
  return reinterpret_cast<std::uint32_t*>(reinterpret_cast<char*>(array) + ARR_OVERHEAD_NONULLS(1));
}

void set_count(ArrayType* array, std::size_t count) {
  ARR_DIMS(array)[0] = static_cast<int>(count);
  SET_VARSIZE(array, ARR_OVERHEAD_NONULLS(1) + count * sizeof(std::int32_t));
  if (count > 0) return;
  array->ndim = 0;  // how PostgreSQL stores '{}'
  SET_VARSIZE(array, ARR_OVERHEAD_NONULLS(0));
}

ArrayType* array_of_short_text(const tokmill_encoding& encoding, std::string_view text) {
  // Only a text that is not UTF-8 can have more tokens than bytes.
  std::size_t capacity = text.size();
  for (;;) {
    ArrayType* const array = new_array(capacity);
    std::size_t count = 0;
    check([&](tokmill_error** error) {
      return tokmill_encode(&encoding, text.data(), text.size(), nullptr, 0, elements(array), nullptr, capacity, &count,
                            error);
    });
    if (count <= capacity) {
      set_count(array, count);
      return array;
    }
    capacity = count;
  }
}

}  // namespace

std::int64_t count_tokens(const tokmill_encoding& encoding, std::string_view text) {
  if (text.size() <= part_size) {
    std::size_t tokens = 0;
    check([&](tokmill_error** error) {
      return tokmill_count(&encoding, text.data(), text.size(), nullptr, 0, &tokens, error);
    });
    return static_cast<std::int64_t>(tokens);
  }
  tokmill_stream_counter* made = nullptr;
  check([&](tokmill_error** error) { return tokmill_stream_counter_new(&encoding, nullptr, 0, 1, &made, error); });
  const std::unique_ptr<tokmill_stream_counter, FreeStreamCounter> counter(made);
  for_each_part(text, [&](std::string_view part) {
    check([&](tokmill_error** error) {
      return tokmill_stream_counter_append(counter.get(), part.data(), part.size(), error);
    });
  });
  std::uint64_t tokens = 0;
  check([&](tokmill_error** error) { return tokmill_stream_counter_finish(counter.get(), &tokens, error); });
  return static_cast<std::int64_t>(tokens);
}

ArrayType* array_of_ids(const tokmill_encoding& encoding, std::string_view text) {
  if (text.size() <= part_size) return array_of_short_text(encoding, text);
  tokmill_stream_encoder* made = nullptr;
  check([&](tokmill_error** error) { return tokmill_stream_encoder_new(&encoding, nullptr, 0, 1, &made, error); });
  const std::unique_ptr<tokmill_stream_encoder, FreeStreamEncoder> encoder(made);
  std::vector<std::uint32_t> ids;
  const std::uint32_t* next = nullptr;
  std::size_t count = 0;
  for_each_part(text, [&](std::string_view part) {
    check([&](tokmill_error** error) {
      return tokmill_stream_encoder_append(encoder.get(), part.data(), part.size(), &next, nullptr, &count, error);
    });
    ids.insert(ids.end(), next, next + count);
  });
  check([&](tokmill_error** error) {
    return tokmill_stream_encoder_finish(encoder.get(), &next, nullptr, &count, error);
  });
  ids.insert(ids.end(), next, next + count);
  ArrayType* const array = new_array(ids.size());
  std::memcpy(elements(array), ids.data(), ids.size() * sizeof(std::uint32_t));
  set_count(array, ids.size());
  return array;
}

}  // namespace tokmill::engines::postgresql
