#include "options/omission_json.hpp"

#include <algorithm>
#include <string_view>
#include <utility>

namespace tokmill::cli {

void write_omissions(formats::JsonWriter& json, const std::vector<chat::Omission>& omissions) {
  using Kind = chat::Omission::Kind;
  constexpr std::pair<std::string_view, Kind> members[] = {
      {"not_counted", Kind::uncounted}, {"unknown", Kind::unknown}, {"fees", Kind::fee}, {"not_priced", Kind::price}};
  for (const auto& member : members) {
    const auto is_of_kind = [&member](const chat::Omission& omission) {
      return (omission.kind == Kind::chat_template ? Kind::uncounted : omission.kind) == member.second;
    };
    if (std::none_of(omissions.begin(), omissions.end(), is_of_kind)) continue;
    json.key(member.first).begin_array();
    for (const chat::Omission& omission : omissions) {
      if (is_of_kind(omission)) json.value(omission.what);
    }
    json.end_array();
  }
}

}  // namespace tokmill::cli
