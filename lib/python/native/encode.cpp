#include "python/native/encode.hpp"

#include <span>
#include <vector>

#include "python/native/errors.hpp"
#include "python/native/ids.hpp"

namespace tokmill::python {

const SpecialPolicy& policy_or_ordinary(const SpecialPolicy* policy) {
  static const SpecialPolicy ordinary = SpecialPolicy::ordinary();
  return policy == nullptr ? ordinary : *policy;
}

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
  if (text.size() >= long_text) return list_of_ids(encode_to_vector(encoding, text, nullptr));
  nanobind::object list;
  encode_ordinary(encoding, text, [&](std::span<const TokenId> ids) { list = list_of_ids(ids); });
  return list;
}

}  // namespace tokmill::python
