#include "input/lines.hpp"

#include <doctest/doctest.h>
#include <unistd.h>

#include <string>
#include <string_view>

#include "cli/piped_input.hpp"
#include "cli/temporary_folder.hpp"

using tokmill::cli::PipedInput;
using tokmill::cli::TemporaryFolder;
using tokmill::cli::input::Decompress;
using tokmill::cli::input::Lines;

TEST_CASE("lines: with their newlines, blank and long ones, and a last one without a newline") {
  const TemporaryFolder folder;
  const std::string long_line = std::string(100'000, 'x') + '\n';
  Lines lines(folder.file("a", "one\n\n" + long_line + "last"));
  REQUIRE(lines.is_open());
  CHECK(lines.next() == "one\n");
  CHECK(lines.next() == "\n");
  CHECK(lines.next() == long_line);
  CHECK(lines.next() == "last");
  CHECK_FALSE(lines.next());
  CHECK(lines.problem().empty());
}

TEST_CASE("lines: several at a time, as many as can be read without waiting") {
  const TemporaryFolder folder;
  const std::string text = "one\n\n" + std::string(600'000, 'x') + "\ntwo\n" + std::string(300'000, 'y') + "\nlast";
  for (const std::size_t bytes : {std::size_t{1}, std::size_t{5}, std::size_t{300'000}, std::size_t{10'000'000}}) {
    Lines lines(folder.file("a", text));
    std::string whole;
    for (std::string_view some = lines.next_lines(bytes); !some.empty(); some = lines.next_lines(bytes)) {
      whole += some;
      CHECK((some.ends_with('\n') || whole == text));
    }
    CHECK(whole == text);
    CHECK(lines.problem().empty());
  }
  CHECK(Lines(folder.file("b", "one\ntwo\n")).next_lines(1000) == "one\ntwo\n");
}

TEST_CASE("lines: what was returned stays valid while lines are read ahead") {
  const TemporaryFolder folder;
  std::string text;
  for (int i = 0; i < 50'000; ++i) text += std::string(static_cast<std::size_t>(i % 50), 'x') + std::to_string(i) + "\n";
  text += std::string(900'000, 'y') + "\nlast";
  for (const std::size_t bytes : {std::size_t{1}, std::size_t{1000}, std::size_t{300'000}, std::size_t{10'000'000}}) {
    Lines lines(folder.file("a", text));
    std::string whole;
    for (std::string_view some = lines.next_lines(bytes); !some.empty(); some = lines.next_lines(bytes)) {
      const std::string before(some);
      lines.read_ahead(bytes);
      REQUIRE(some == before);
      whole += some;
    }
    CHECK(whole == text);
    CHECK(lines.problem().empty());
  }
}

TEST_CASE("lines: reading ahead does not wait") {
  int ends[2];
  REQUIRE(::pipe(ends) == 0);
  const int saved = ::dup(STDIN_FILENO);
  ::dup2(ends[0], STDIN_FILENO);
  int waits = 0;
  Lines lines("-", Decompress::yes, [&] {
    ++waits;
    ::close(ends[1]);
  });
  REQUIRE(::write(ends[1], "one\ntwo", 7) > 0);
  CHECK(lines.next_lines(1000) == "one\n");
  lines.read_ahead(1000);
  CHECK(waits == 0);
  CHECK(lines.next_lines(1000) == "two");
  CHECK(waits == 1);
  ::dup2(saved, STDIN_FILENO);
  ::close(saved);
  ::close(ends[0]);
}

TEST_CASE("lines: a line is there before more can be read") {
  int ends[2];
  REQUIRE(::pipe(ends) == 0);
  const int saved = ::dup(STDIN_FILENO);
  ::dup2(ends[0], STDIN_FILENO);
  Lines lines("-");
  for (const std::string_view part : {"one\n", "two\nthree\nfo", "ur\n"}) {
    REQUIRE(::write(ends[1], part.data(), part.size()) > 0);
    const std::string_view some = lines.next_lines(1000);
    CHECK(some == (part == "one\n" ? "one\n" : part == "ur\n" ? "four\n" : "two\nthree\n"));
  }
  REQUIRE(::write(ends[1], "last", 4) > 0);
  ::close(ends[1]);
  CHECK(lines.next_lines(1000) == "last");
  CHECK(lines.next_lines(1000).empty());
  ::dup2(saved, STDIN_FILENO);
  ::close(saved);
  ::close(ends[0]);
}

TEST_CASE("lines: UTF-16 and UTF-32 with a byte order mark are converted, wherever a read ends") {
  using namespace std::string_literals;
  struct Case {
    std::string_view charset;
    std::string bytes;
  };
  const Case cases[] = {{"UTF-16", "\xFF\xFE" "a\0\n\0\xAC\x20"s},
                        {"UTF-16", "\xFE\xFF" "\0a\0\n\x20\xAC"s},
                        {"UTF-32", "\xFF\xFE\0\0" "a\0\0\0\n\0\0\0\xAC\x20\0\0"s},
                        {"UTF-32", "\0\0\xFE\xFF" "\0\0\0a\0\0\0\n\0\0\x20\xAC"s}};
  for (const auto& [charset, bytes] : cases) {
    for (std::size_t cut = 0; cut < bytes.size(); ++cut) {
      const PipedInput input({bytes.substr(0, cut), bytes.substr(cut)});
      Lines lines("-");
      CHECK(lines.next() == "a\n");
      CHECK(lines.next() == "\xE2\x82\xAC");
      CHECK_FALSE(lines.next());
      CHECK(lines.charset() == charset);
      CHECK_FALSE(lines.first_ill_formed());
    }
  }
}

TEST_CASE("lines: half a UTF-16 character at the end") {
  const TemporaryFolder folder;
  Lines lines(folder.file("a", std::string("\xFF\xFE" "a\0b", 5)));
  CHECK(lines.next() == "a\xEF\xBF\xBD");
  CHECK(lines.first_ill_formed() == 4);
}

TEST_CASE("lines: other bytes at the start are not a mark") {
  const TemporaryFolder folder;
  for (const std::string text : {"\xFF", "\xFE\n", "\xEF\xBB\xBF" "a", ""}) {
    Lines lines(folder.file("a", text));
    std::string whole;
    while (const auto line = lines.next()) whole += *line;
    CHECK(whole == text);
    CHECK(lines.charset().empty());
  }
}

TEST_CASE("lines: a file that cannot be opened or read") {
  const TemporaryFolder folder;
  CHECK_FALSE(Lines(folder.at("absent")).is_open());
  Lines lines(folder.at("."));
  REQUIRE(lines.is_open());
  CHECK_FALSE(lines.next());
  CHECK(lines.next_lines(10).empty());
  CHECK(lines.problem() == "Is a directory");
}
