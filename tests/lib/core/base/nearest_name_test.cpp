#include "tokmill/nearest_name.hpp"

#include <doctest/doctest.h>

#include <array>
#include <string>

namespace {

constexpr std::array<std::string_view, 3> commands = {"count", "encode", "decode"};

}  // namespace

TEST_CASE("nearest_name: the nearest candidate, or nullopt") {
  using tokmill::nearest_name;
  CHECK(nearest_name("cuont", commands) == "count");
  CHECK(nearest_name("ENCODE", commands) == "encode");
  CHECK(nearest_name("decod", commands) == "decode");
  CHECK_FALSE(nearest_name("zzz", commands));
  CHECK_FALSE(nearest_name("", commands));
  CHECK_FALSE(nearest_name(std::string(100000, 'c'), commands));
}

TEST_CASE("did_you_mean: the nearest candidate as a question, or the alternative") {
  CHECK(tokmill::did_you_mean("cuont", commands) == "; did you mean count?");
  CHECK(tokmill::did_you_mean("zzz", commands).empty());
  CHECK(tokmill::did_you_mean("zzz", commands, "; see --help") == "; see --help");
  CHECK(tokmill::did_you_mean("cuont", commands, "; see --help") == "; did you mean count?");
}

TEST_CASE("unknown_name: names the kind, the name and the nearest candidate") {
  CHECK(tokmill::unknown_name("command", "cuont", commands) == "unknown command 'cuont'; did you mean count?");
  CHECK(tokmill::unknown_name("command", "zzz", commands) == "unknown command 'zzz'");
}

TEST_CASE("unknown_name: a long name is cut to 128 bytes or fewer, between characters") {
  const auto shown = [](const std::string& name) {
    const std::string message = tokmill::unknown_name("model", name, commands);
    REQUIRE(message.starts_with("unknown model '"));
    REQUIRE(message.ends_with("'"));
    return message.substr(15, message.size() - 16);
  };
  const std::string x(126, 'x');
  CHECK(shown(x + "yz") == x + "yz");
  CHECK(shown(x + "yz1") == x + "yz");
  CHECK(shown(x + "é…") == x + "é");
  CHECK(shown(x + "…") == x);
  CHECK(shown(x + "\U0001F600") == x);
  CHECK(shown(x.substr(1) + "\U0001F600") == x.substr(1));
  CHECK(shown(std::string(200, '\x80')).size() >= 125);  // not UTF-8
}
