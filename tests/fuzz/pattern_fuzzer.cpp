// Compiles arbitrary bytes as a pattern in each flavor, splits a text that contains its own bytes, and checks that the
// pieces are parts of the text in order.

#include <cstddef>
#include <cstdint>
#include <iterator>
#include <string>
#include <string_view>

#include "core/pretokenize/pattern/splitter.hpp"
#include "fuzz/require.hpp"
#include "tokmill/utf8.hpp"

namespace {

using namespace tokmill::pretokenize::pattern;
using tokmill::fuzz::require;

std::size_t check_pieces(const Splitter& splitter, std::string_view text) {
  SplitRun run(splitter, text);
  Piece pieces[7];
  const char* at = text.data();
  std::size_t total = 0;
  while (const std::size_t count = run.next(pieces, std::size(pieces))) {
    for (std::size_t i = 0; i < count; ++i) {
      require(pieces[i].start >= at && pieces[i].end > pieces[i].start, "pieces are in order and not empty");
      require(!splitter.keeps_everything() || pieces[i].start == at, "pieces are contiguous");
      at = pieces[i].end;
    }
    total += count;
  }
  require(at <= text.data() + text.size(), "pieces are in the text");
  require(!splitter.keeps_everything() || at == text.data() + text.size(), "pieces are the whole text");
  return total;
}

// Checks a cut of `single`, if it is one.
void check_cut(const Splitter& single, std::string_view text, std::size_t whole, std::size_t cut) {
  if (cut >= text.size()) return;
  require(check_pieces(single, text.substr(0, cut)) + check_pieces(single, text.substr(cut)) == whole,
          "a safe cut does not change the number of pieces");
}

void check(Flavor flavor, Behavior behavior, bool invert, std::string_view pattern, std::string_view text) {
  const auto step = Step::split(pattern, flavor, behavior, invert);
  if (!step) {
    require(step.error().code == tokmill::ErrorCode::malformed_pattern, "the error is that of a pattern");
    require(step.error().position <= pattern.size(), "the position is in the pattern");
    require(!step.error().message.empty(), "the error has a message");
    return;
  }
  const auto splitter = Splitter::make({*step, Step::map_bytes(), *step});
  require(splitter.has_value(), "two steps are not too many");
  check_pieces(*splitter, text);
  const auto single = Splitter::make({*step});
  const std::size_t whole = check_pieces(*single, text);
  const std::size_t cut = single->safe_cut(text, text.size() / 2, text.size());
  const std::size_t last = single->last_safe_cut(text, text.size() / 2);
  require((cut < text.size()) == (last < text.size()), "there is a last cut exactly if there is a first one");
  check_cut(*single, text, whole, cut);
  check_cut(*single, text, whole, last);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  // The first byte chooses the options; a NUL separates the pattern from the text.
  const std::string_view input(reinterpret_cast<const char*>(data) + 1, size - 1);
  const std::string_view pattern = input.substr(0, input.find('\0'));
  std::string text = tokmill::replace_ill_formed(input);
  text += text;
  const auto behavior = static_cast<Behavior>(data[0] / 2 % 5);
  check(data[0] % 2 == 0 ? Flavor::oniguruma : Flavor::fancy_regex, behavior, data[0] >= 128, pattern, text);
  return 0;
}
