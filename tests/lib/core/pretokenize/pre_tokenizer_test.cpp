#include "core/pretokenize/pre_tokenizer.hpp"

#include <doctest/doctest.h>

#include <string>
#include <string_view>

namespace {

using tokmill::pretokenize::SplitFunction;

// The pieces, separated by bars. Requests only two at a time, to test continuing.
std::string split(SplitFunction pre_tokenizer, std::string_view text) {
  std::string joined;
  const char* ends[2];
  const char* at = text.data();
  const char* const end = at + text.size();
  while (const std::size_t count = pre_tokenizer(at, end, ends, 2)) {
    for (std::size_t i = 0; i < count; ++i) {
      if (at != text.data()) joined += '|';
      joined.append(at, ends[i]);
      at = ends[i];
    }
  }
  return joined;
}

std::string gpt2(std::string_view text) { return split(tokmill::pretokenize::pre_tokenize_gpt2, text); }
std::string cl100k(std::string_view text) { return split(tokmill::pretokenize::pre_tokenize_cl100k, text); }
std::string o200k(std::string_view text) { return split(tokmill::pretokenize::pre_tokenize_o200k, text); }

}  // namespace

// Documents the behavior of each pattern by example. The golden and differential tests compare with tiktoken on far
// more text.

TEST_CASE("the last white space character belongs to the next piece unless the text ends or the run has a newline") {
  CHECK(gpt2("a  b") == "a| | b");
  CHECK(gpt2("a \n b") == "a| \n| b");
  CHECK(gpt2("a \n ") == "a| \n ");
  CHECK(cl100k("a \n  b") == "a| \n| | b");
  CHECK(cl100k("a\n  ") == "a|\n  ");
  CHECK(o200k("a\n  ") == "a|\n|  ");
  CHECK(o200k("a \n\n \n b") == "a| \n\n \n| b");
  CHECK(o200k("   ") == "   ");
}

TEST_CASE("contractions") {
  CHECK(gpt2("it's IT'S") == "it|'s| IT|'|S");
  CHECK(cl100k("it's IT'S") == "it|'s| IT|'S");
  CHECK(cl100k("'\u017Fx") == "'\u017F|x");
  CHECK(cl100k("'llama 'save") == "'ll|ama| '|save");
  CHECK(o200k("'llama it'sx don't's") == "'llama| it's|x| don't|'s");
}

TEST_CASE("except in gpt2, numbers have no leading space and at most three digits") {
  CHECK(gpt2(" 12345") == " 12345");
  CHECK(cl100k(" 12345") == " |123|45");
  CHECK(o200k("1234567") == "123|456|7");
}

TEST_CASE("words of o200k: an upper phase, then a lower phase") {
  CHECK(o200k("HTMLParser") == "HTMLParser");
  CHECK(o200k("ABCdEF") == "ABCd|EF");
  CHECK(o200k("中AB!") == "中|AB|!");
  CHECK(o200k("A中B") == "A中|B");
  CHECK(o200k("AB") == "AB");
  CHECK(o200k("\u01C5a") == "\u01C5a");
}

TEST_CASE("marks are punctuation in cl100k; prefix, letter or punctuation in o200k") {
  CHECK(cl100k("a\u0301b") == "a|\u0301b");
  CHECK(o200k("a\u0301b") == "a\u0301b");
  CHECK(o200k("!!\u0301") == "!!\u0301");
  CHECK(o200k("!\u0301!") == "!\u0301|!");
  CHECK(o200k("\u0301A!") == "\u0301|A|!");
}

TEST_CASE("punctuation includes newlines that follow it, in o200k also slashes") {
  CHECK(cl100k("!\n\n/") == "!\n\n|/");
  CHECK(o200k("!\n/") == "!\n/");
  CHECK(o200k("a !//\n b") == "a| !//\n| b");
}

TEST_CASE("letters are those of Unicode 16.0") {
  CHECK(cl100k("a\U0002EBF0\u1C89\U000105C0") == "a\U0002EBF0\u1C89\U000105C0");
  CHECK(cl100k("a\U00011DB0") == "a|\U00011DB0");
}
