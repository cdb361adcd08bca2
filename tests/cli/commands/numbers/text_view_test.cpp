#include "commands/numbers/text_view.hpp"

#include <doctest/doctest.h>

using tokmill::cli::numbers::joined;

TEST_CASE("text_view: joined() separates pieces with a bar") { CHECK(joined({"1 2", "", {"1", " ", "2"}}) == "1|·|2"); }
