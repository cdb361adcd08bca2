#include "engines/postgresql/encodings.hpp"

#include <functional>
#include <map>
#include <string>

#include "engines/functions/encoding.hpp"

namespace tokmill::engines::postgresql {

const tokmill_encoding& encoding_named(std::string_view name) {
  // Names of models may come from a column.
  constexpr std::size_t most = 64;
  static std::map<std::string, EncodingHandle, std::less<>> encodings;
  const auto found = encodings.find(name);
  if (found != encodings.end()) return *found->second;
  EncodingHandle encoding = open_encoding(name);
  if (encodings.size() >= most) encodings.clear();
  return *encodings.emplace(name, std::move(encoding)).first->second;
}

}  // namespace tokmill::engines::postgresql
