#pragma once

#include <memory>
#include <string_view>
#include <vector>

namespace tokmill::reference {

/// The patterns of tiktoken 0.14.0, each named after the first encoding that used it.
enum class Pattern { gpt2, cl100k, o200k };

/// Splits text into pieces by running the pattern through ICU's regular expressions. Slow, but easy to verify.
///
/// Not thread-safe: each object keeps one ICU matcher between calls.
class PreTokenizer {
 public:
  explicit PreTokenizer(Pattern pattern);
  ~PreTokenizer();
  PreTokenizer(const PreTokenizer&) = delete;
  PreTokenizer& operator=(const PreTokenizer&) = delete;

  /// The pieces of `text`, as views into it. Precondition: `text` is valid UTF-8. Throws std::runtime_error if ICU
  /// fails or if the pieces do not cover the text (each of these patterns matches every character).
  [[nodiscard]] std::vector<std::string_view> pieces(std::string_view text) const;

 private:
  struct Matcher;
  std::unique_ptr<Matcher> matcher_;
};

/// Whether ICU's Unicode version covers every character of `text`: each one is either assigned in that version or a
/// noncharacter, which no version will ever assign. For other texts ICU's result may differ from tiktoken's, which
/// uses Unicode 16.0. Precondition: `text` is valid UTF-8.
[[nodiscard]] bool icu_knows(std::string_view text);

/// icu_knows() for one code point. False for surrogates, which cannot occur in UTF-8.
[[nodiscard]] bool icu_knows(char32_t code_point);

}  // namespace tokmill::reference
