#include "chat/tally.hpp"

#include <algorithm>

namespace tokmill::inline TOKMILL_ABI::chat {
namespace {

constexpr std::size_t longest_name = 40;  // of a member, in bytes

// A member that says nothing: null, false, "", [] or {}.
bool is_blank(const formats::JsonValue& value) {
  switch (value.kind()) {
    case formats::JsonKind::null:
      return true;
    case formats::JsonKind::boolean:
      return !value.is_true();
    case formats::JsonKind::number:
      return false;
    case formats::JsonKind::string:
      return value.is_text("");
    case formats::JsonKind::array:
      return value.elements().empty();
    case formats::JsonKind::object:
      break;
  }
  return value.members().empty();
}

}  // namespace

bool has_text(const formats::JsonValue& value) {
  if (value.is_string()) return !value.is_text("");
  for (const formats::JsonValue& element : value.elements()) {
    if (has_text(element)) return true;
  }
  for (const auto& [key, member] : value.members()) {
    if (has_text(member)) return true;
  }
  return false;
}

std::vector<RoleTokens> count_roles(const CountText& count) {
  std::vector<RoleTokens> roles;
  for (const std::string_view role : {"user", "assistant", "system", "tool", "developer", "function"}) {
    roles.push_back({role, count(role)});
  }
  return roles;
}

std::uint64_t Tally::tokens_of_role(const formats::JsonValue& role) {
  for (const RoleTokens& known : terms_.roles) {
    if (role.is_text(known.role)) return known.tokens;
  }
  return tokens_of(role);
}

void Tally::grow(std::size_t item, std::uint64_t tokens, bool exact) {
  count(tokens, tokens, exact);
  if (!lists_items_) return;
  Item& grown = result_.items[item];
  grown.tokens += tokens;
  if (grown.most) *grown.most += tokens;
  grown.exact = grown.exact && exact;
}

void Tally::merge(const Item& item) {
  Item& last = result_.items.back();
  ++merged_;
  if (item.most || last.most) last.most = last.most.value_or(last.tokens) + item.most.value_or(item.tokens);
  last.tokens += item.tokens;
  last.exact = last.exact && item.exact;
  last.unknown = last.unknown || item.unknown;
}

void Tally::omit(Omission::Kind kind, std::string_view what, std::string_view hint) {
  if (kind != Omission::Kind::fee) result_.exact = false;
  std::vector<Omission>& omissions = result_.omissions;
  if (omissions.size() >= max_omissions) return;
  const auto same = std::find_if(omissions.begin(), omissions.end(), [&](const Omission& other) {
    return other.kind == kind && other.what == what;
  });
  if (same == omissions.end()) omissions.push_back({kind, std::string(what), hint});
}

void Tally::omit_members(const formats::JsonValue& object, std::span<const Member> members,
                         std::initializer_list<std::string_view> counted) {
  std::string buffer;
  for (const auto& [key, value] : object.members()) {
    const std::string_view key_text = key.text(buffer);
    if (std::find(counted.begin(), counted.end(), key_text) != counted.end()) continue;
    const std::optional<Use> use = use_of(key_text, members);
    if (use == Use::counted || use == Use::setting) continue;
    // The presence of a member is what is charged for: "web_search_options": {}.
    const bool is_fee = use == Use::fee && value.is_object();
    if (!is_fee && is_blank(value)) continue;
    if (!use && !has_text(value)) continue;
    const std::string name(key_text.substr(0, longest_name));
    if (use == Use::unknown) {
      add_unknown([&name] { return name; });
      omit(Omission::Kind::unknown, name);
    } else {
      omit(use == Use::fee ? Omission::Kind::fee : Omission::Kind::uncounted, name);
    }
  }
}

void Tally::omit_keywords(const formats::JsonValue& schema) {
  for (const auto& [key, value] : schema.members()) {
    const std::optional<Use> use = use_of(key.text(buffer_), schema_members());
    // A schema in additionalProperties is text, while true and false are settings.
    const bool is_known = use == Use::counted || (use == Use::setting && !value.is_object());
    if (!is_known && !is_blank(value)) omit(Omission::Kind::uncounted, key.text().substr(0, longest_name));
  }
}

Count Tally::finish() && {
  if (merged_ > 0) {
    result_.items.back().what = std::to_string(merged_ + 1) + " other parts";
  }
  return std::move(result_);
}

}  // namespace tokmill::chat
