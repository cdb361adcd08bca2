#include "chat/chat_rules.hpp"

#include <cstddef>

namespace tokmill::inline TOKMILL_ABI::chat {
namespace {

#include "chat_rule_rows.inc"

bool is_snapshot_suffix(std::string_view suffix) {
  return suffix.size() > 1 && suffix.front() == '-' &&
         suffix.find_first_not_of("0123456789-") == std::string_view::npos;
}

}  // namespace

ChatRules chat_rules(std::string_view model) noexcept {
  const ChatRule* row = nullptr;
  const ChatRule* general = nullptr;
  for (const ChatRule& candidate : chat_rule_rows) {
    if (candidate.name.empty()) general = &candidate;
    if (!model.starts_with(candidate.name)) continue;
    if (row == nullptr || candidate.name.size() > row->name.size()) row = &candidate;
  }
  const std::string_view suffix = model.substr(row->name.size());
  const bool published = !row->name.empty() && (suffix.empty() || is_snapshot_suffix(suffix));

  ChatRules rules;
  rules.tokens_per_message = row->tokens_per_message;
  rules.tokens_per_name = row->tokens_per_name;
  rules.messages_are_exact = !row->name.empty();  // the same for all models of a family
  rules.functions_are_exact = published && row->function_tokens != not_published;
  rules.function_tokens = row->function_tokens != not_published ? row->function_tokens : general->function_tokens;
  rules.images_are_exact = published && row->image != ImageMethod::unknown;
  const ChatRule& images = row->image != ImageMethod::unknown ? *row : *general;
  rules.image = images.image;
  rules.base_tokens = images.base_tokens;
  rules.tile_tokens = images.tile_tokens;
  rules.patch_hundredths = images.patch_hundredths;
  rules.schema_tokens = row->schema_tokens != not_published ? row->schema_tokens : general->schema_tokens;
  return rules;
}

}  // namespace tokmill::chat
