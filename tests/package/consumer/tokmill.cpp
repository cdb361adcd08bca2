#include <tokmill/tokmill.hpp>

#include <cstdio>
#include <string>
#include <vector>

int main() {
  const auto encoding = tokmill::find_encoding("cl100k_base");
  if (!encoding || *encoding != &tokmill::cl100k_base()) return 1;
  const std::string text = "Hello, world!";
  std::vector<tokmill::TokenId> ids;
  (*encoding)->encode_ordinary(text, ids);
  const auto bytes = (*encoding)->decode(ids);
  std::printf("tokmill %s: %zu tokens\n", TOKMILL_VERSION, ids.size());
  return (*encoding)->count(text) == ids.size() && ids.size() == 4 && bytes && *bytes == text ? 0 : 1;
}
