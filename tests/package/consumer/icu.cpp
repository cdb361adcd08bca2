#include <tokmill/icu/graphemes.hpp>

int main() {
  // e and a combining acute accent: one grapheme of three bytes.
  const auto ends = tokmill::icu::grapheme_ends("e\xCC\x81");
  return ends.size() == 1 && ends[0] == 3 ? 0 : 1;
}
