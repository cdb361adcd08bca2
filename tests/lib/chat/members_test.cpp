#include "chat/members.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include "tokmill/formats/json.hpp"

using namespace tokmill;
using namespace tokmill::chat;

namespace {

std::set<std::string_view> names_of(std::span<const Member> members) {
  std::set<std::string_view> names;
  for (const Member& member : members) names.insert(member.name);
  return names;
}

}  // namespace

TEST_CASE("no table names a member twice") {
  for (const Shape shape : {Shape::chat, Shape::responses, Shape::embeddings, Shape::completions, Shape::anthropic,
                            Shape::preference, Shape::completion}) {
    CHECK(members_of(shape).size() > 1);
    CHECK(names_of(members_of(shape)).size() == members_of(shape).size());
  }
  for (const std::span<const Member> members :
       {message_members(), part_members(), source_members(), format_members(), text_members(), output_config_members(),
        tool_members(), schema_members()}) {
    CHECK(names_of(members).size() == members.size());
  }
}

TEST_CASE("the requests of each API have a model") {
  for (const Shape shape :
       {Shape::chat, Shape::responses, Shape::embeddings, Shape::completions, Shape::anthropic}) {
    CHECK(names_of(members_of(shape)).contains("model"));
  }
  CHECK(members_of(Shape::answer).empty());
}

TEST_CASE("the use of a member, and of a content part") {
  CHECK(use_of("tools", members_of(Shape::chat)) == Use::counted);
  CHECK(use_of("web_search_options", members_of(Shape::chat)) == Use::fee);
  CHECK(use_of("model", members_of(Shape::chat)) == Use::setting);
  CHECK_FALSE(use_of("unheard", members_of(Shape::chat)).has_value());
  const auto document = formats::parse_json(R"(["input_image", "unheard"])");
  std::vector<formats::JsonValue> values;
  for (const formats::JsonValue& value : document->root().elements()) values.push_back(value);
  REQUIRE(find_part(values[0]) != nullptr);
  CHECK(find_part(values[0])->use == PartUse::image);
  CHECK(find_part(values[1]) == nullptr);
  CHECK(fee_of_tool("web_search_20250305") == "web search");
  CHECK(fee_of_tool("function").empty());
}
