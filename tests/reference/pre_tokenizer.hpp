#pragma once

#include <memory>
#include <string_view>
#include <vector>

namespace tokmill::reference {

/// The patterns of tiktoken 0.14.0, each named by the encoding that had it first.
enum class Pattern { gpt2, cl100k, o200k };

/// Cuts text with ICU's regular expressions and nothing else: slow, and obviously the pattern.
///
/// Not safe for concurrent use: an object keeps ICU's matcher between calls.
class PreTokenizer {
 public:
  explicit PreTokenizer(Pattern pattern);
  ~PreTokenizer();
  PreTokenizer(const PreTokenizer&) = delete;
  PreTokenizer& operator=(const PreTokenizer&) = delete;

  /// The pieces of `text`, as views into it. Precondition: `text` is UTF-8. Throws std::runtime_error where
  /// ICU gives up or the pieces have a gap: no pattern of these leaves a character out.
  [[nodiscard]] std::vector<std::string_view> pieces(std::string_view text) const;

 private:
  struct Matcher;
  std::unique_ptr<Matcher> matcher_;
};

/// Whether ICU's Unicode version knows each character of `text`: all are assigned in it, or never will be in
/// any (the noncharacters). Where it does not, ICU's answer is that of an older Unicode than tiktoken's 16.0.
/// Precondition: `text` is UTF-8.
[[nodiscard]] bool icu_knows(std::string_view text);

/// icu_knows() of one code point; surrogates are not known, since no text has them.
[[nodiscard]] bool icu_knows(char32_t code_point);

}  // namespace tokmill::reference
