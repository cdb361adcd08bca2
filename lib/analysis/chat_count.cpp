#include "tokmill/analysis/chat_count.hpp"

namespace tokmill::inline TOKMILL_ABI::analysis {

Result<chat::Count> count_chat(const chat::Request& request, std::string_view model, const Encoding& encoding,
                               chat::Items items) {
  return chat::count_request(
      request, model, [&encoding](std::string_view text) { return encoding.count(text); }, items);
}

chat::ModelCounter chat_counter(std::string_view model, const Encoding& encoding) {
  return {model, [&encoding](std::string_view text) { return encoding.count(text); }};
}

}  // namespace tokmill::analysis
