#include "python/native/encode.hpp"

#include <array>
#include <span>
#include <vector>

#include "python/native/errors.hpp"
#include "python/native/ids.hpp"

namespace tokmill::python {

std::vector<TokenId> encode_to_vector(const Encoding& encoding, std::string_view text,
                                      const SpecialPolicy* policy) {
  if (policy != nullptr) {
    return value_of(without_lock_if_long(text.size(), [&] { return encoding.encode(text, *policy); }));
  }
  std::vector<TokenId> ids;
  without_lock_if_long(text.size(), [&] { encoding.encode_ordinary(text, ids); });
  return ids;
}

nanobind::object encode_ordinary_to_list(const Encoding& encoding, std::string_view text) {
  // A short text needs no vector: it has at most as many tokens as bytes, unless a normalizer makes it
  // longer.
  std::array<TokenId, 1024> few;
  if (text.size() <= few.size()) {
    const std::size_t count = encoding.encode_ordinary(text, std::span(few));
    if (count <= few.size()) return list_of_ids(std::span(few).first(count));
  }
  return list_of_ids(encode_to_vector(encoding, text, nullptr));
}

}  // namespace tokmill::python
