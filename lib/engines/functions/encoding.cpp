#include "engines/functions/encoding.hpp"

namespace tokmill::engines {
namespace {

/// The encoding of a model, or none if there is no such model.
EncodingHandle encoding_of_model(std::string_view name) {
  tokmill_encoding* found = nullptr;
  int exact = 0;
  if (tokmill_encoding_for_model(name.data(), name.size(), &found, &exact, nullptr) != TOKMILL_OK) return nullptr;
  EncodingHandle encoding(found);
  // The same call without `exact` fails, and says why.
  if (exact == 0) {
    check([&](tokmill_error** error) {
      return tokmill_encoding_for_model(name.data(), name.size(), &found, nullptr, error);
    });
  }
  return encoding;
}

}  // namespace

EncodingHandle open_encoding(std::string_view name) {
  tokmill_encoding* found = nullptr;
  tokmill_status status = tokmill_encoding_by_name(name.data(), name.size(), &found, nullptr);
  if (status == TOKMILL_OK) return EncodingHandle(found);
  if (EncodingHandle encoding = encoding_of_model(name)) return encoding;
  // The message has the names of all encodings.
  check([&](tokmill_error** error) { return tokmill_encoding_by_name(name.data(), name.size(), &found, error); });
  return EncodingHandle(found);
}

}  // namespace tokmill::engines
