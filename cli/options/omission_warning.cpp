#include "options/omission_warning.hpp"

#include "output/format.hpp"

namespace tokmill::cli {
namespace {

using Kind = chat::Omission::Kind;

struct Group {
  Kind kind;
  std::string_view text;  // what is said of such omissions
  bool is_listed = true;  // and their names after it
};

constexpr Group groups[] = {
    {Kind::uncounted, "not counted"},
    {Kind::chat_template, "≈ chat template not applied", false},
    {Kind::unknown, "unknown number of tokens"},
    {Kind::range, "number of tokens known only as a range"},
    {Kind::fee, "not included in the price"},
    {Kind::price, "price unknown"},
};

}  // namespace

void warn_of_omissions(const std::string& name, const std::vector<chat::Omission>& omissions, Io& io,
                       const std::function<std::string(std::size_t)>& note) {
  for (const Group& group : groups) {
    std::string names;
    std::string_view hint;
    bool any = false;
    for (std::size_t i = 0; i < omissions.size(); ++i) {
      const chat::Omission& omission = omissions[i];
      if (omission.kind != group.kind) continue;
      if (!names.empty()) names += ", ";
      if (group.is_listed) names += omission.what;
      any = true;
      if (note) names += note(i);
      if (hint.empty()) hint = omission.hint;
    }
    if (!any) continue;
    std::string line = output::format("{}: {}{}{}", name, group.text, group.is_listed ? ": " : "", names);
    if (!hint.empty()) line.append("; ").append(hint);
    io.warn(line);
  }
}

}  // namespace tokmill::cli
