#include "output/bar.hpp"

#include <doctest/doctest.h>

#include "tokmill/utf8.hpp"

using namespace tokmill::cli;

TEST_CASE("bar: its length is the share, in eighths of a column") {
  CHECK(bar(0, 10).empty());
  CHECK(bar(1, 3) == "███");
  CHECK(bar(0.5, 3) == "█▌");
  CHECK(bar(0.25, 1) == "▎");
  CHECK(bar(2, 3) == "███");
}

TEST_CASE("bar: a share above 0 is visible") {
  CHECK(bar(1e-9, 10) == "▏");
}

TEST_CASE("progress_line: fits the width") {
  const ProgressState state{12345, 50000, 210'000'000, 1.0};
  for (std::size_t width = 1; width < 200; ++width) {
    CAPTURE(width);
    CHECK(tokmill::count_characters(progress_line(state, width)) <= width);
  }
  CHECK(progress_line(state, 60) == "[██████▍                   ]   24%  12345 of 50000  210 MB/s");
  CHECK(progress_line({}, 60) == "looking for files");
}
