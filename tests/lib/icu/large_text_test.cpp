// Texts of more than 2 GiB, whose offsets do not fit in 32 bits. Needs 3 GB of free memory and about a minute.

#include <doctest/doctest.h>
#include <unistd.h>

#include <string>
#include <vector>

#include "tokmill/icu/boundaries.hpp"
#include "tokmill/icu/languages.hpp"

TEST_CASE("boundaries after 2 GiB") {
  constexpr long needed = 3'000'000'000;
  if (::sysconf(_SC_AVPHYS_PAGES) < needed / ::sysconf(_SC_PAGESIZE)) {
    MESSAGE("skipped: less than 3 GB of memory are free");
    return;
  }
  constexpr std::size_t sentences = 2200;
  constexpr std::size_t words = 100'000;  // in each sentence
  std::string sentence;
  for (std::size_t i = 0; i < words; ++i) sentence += "w\u00F6rds and";
  sentence += ". A";
  std::string text;
  text.reserve(sentences * sentence.size());
  for (std::size_t i = 0; i < sentences; ++i) text += sentence;
  REQUIRE(text.size() > (std::size_t{1} << 31));

  std::vector<std::size_t> ends;
  tokmill::icu::sentence_finder()(text, text.size(), ends);
  REQUIRE(ends.size() == sentences + 1);
  for (std::size_t i = 0; i < sentences; ++i) REQUIRE(ends[i] == (i + 1) * sentence.size() - 1);
  CHECK(ends.back() == text.size());
  // `and` joins the next word, so a sentence has one word more than spaces.
  CHECK(tokmill::icu::count_words(text) == sentences * (words + 1) + 1);
}
