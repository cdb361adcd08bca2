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
  // The first row, which has no name, is for all models. The rows are sorted, so that a longer prefix comes later.
  const ChatRule* row = chat_rule_rows;
  const ChatRule* messages = row;
  const ChatRule* functions = row;
  const ChatRule* images = row;
  const ChatRule* schemas = row;
  for (const ChatRule& candidate : chat_rule_rows) {
    // The first byte rejects the models of other makers.
    if (!candidate.name.empty() && !model.starts_with(candidate.name.front())) continue;
    if (!model.starts_with(candidate.name)) continue;
    row = &candidate;
    if (candidate.tokens_per_message != 0) messages = row;
    if (candidate.function_tokens != not_published) functions = row;
    if (candidate.image != ImageMethod::unknown) images = row;
    if (candidate.schema_tokens != not_published) schemas = row;
  }
  const std::string_view suffix = model.substr(row->name.size());
  const bool published = !row->name.empty() && (suffix.empty() || is_snapshot_suffix(suffix));

  ChatRules rules;
  rules.has_own_template = messages->tokens_per_message == own_template;
  rules.tokens_per_message = rules.has_own_template ? 0 : messages->tokens_per_message;
  rules.tokens_per_name = messages->tokens_per_name;
  rules.messages_are_exact = !messages->name.empty() && !rules.has_own_template;
  rules.functions_are_exact = published && functions == row;
  rules.function_tokens = functions->function_tokens;
  rules.image = images->image;
  rules.base_tokens = images->base_tokens;
  rules.tile_tokens = images->tile_tokens;
  rules.patch_hundredths = images->patch_hundredths;
  rules.largest_side = images->largest_side;
  rules.most_tokens = images->most_tokens;
  const bool is_of_model = rules.image == ImageMethod::tile || rules.image == ImageMethod::patch;
  rules.images_are_exact = is_of_model ? published && images == row : rules.image == ImageMethod::grid;
  rules.schema_tokens = schemas->schema_tokens;
  return rules;
}

}  // namespace tokmill::chat
