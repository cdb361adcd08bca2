#include "chat/usage.hpp"

#include <initializer_list>
#include <optional>
#include <span>
#include <string>

#include "chat/values.hpp"

namespace tokmill::inline TOKMILL_ABI::chat {
namespace {

using formats::JsonPointer;
using formats::JsonValue;

// The first of these members that is there; 0 if none is.
Result<std::uint64_t> read_first(const JsonValue& object, std::initializer_list<std::string_view> names,
                                 const JsonPointer& at) {
  for (const std::string_view name : names) {
    const Result<std::optional<std::uint64_t>> number = read_number(object, name, at);
    if (!number) return number.error();
    if (*number) return **number;
  }
  return 0;
}

// A number in one of these objects; 0 if there is none.
Result<std::uint64_t> read_detail(const JsonValue& usage, std::span<const std::string_view> objects,
                                  std::string_view name, const JsonPointer& at) {
  for (const std::string_view object : objects) {
    const std::optional<JsonValue> details = usage.find(object);
    if (details) return read_first(*details, {name}, at.member(object));
  }
  return 0;
}

constexpr std::string_view input_details[] = {"prompt_tokens_details", "input_tokens_details"};
constexpr std::string_view output_details[] = {"completion_tokens_details", "output_tokens_details"};
constexpr std::string_view written_details[] = {"cache_creation"};

}  // namespace

Result<void> read_usage(const JsonValue& body, const JsonPointer& at, Request& request) {
  const JsonPointer at_usage = at.member("usage");
  const std::optional<JsonValue> found = body.find("usage");
  if (!found || !found->is_object()) return request_error(at_usage, "expected an object");
  const JsonValue& usage = *found;

  const Result<std::uint64_t> input = read_first(usage, {"prompt_tokens", "input_tokens"}, at_usage);
  const Result<std::uint64_t> output = read_first(usage, {"completion_tokens", "output_tokens"}, at_usage);
  // Anthropic's, which are not part of input_tokens. Proxies also give them beside prompt_tokens, which includes them.
  const Result<std::uint64_t> read = read_first(usage, {"cache_read_input_tokens"}, at_usage);
  const Result<std::uint64_t> written = read_first(usage, {"cache_creation_input_tokens"}, at_usage);
  const Result<std::uint64_t> written_long =
      read_detail(usage, written_details, "ephemeral_1h_input_tokens", at_usage);
  // OpenAI's and DeepSeek's, which are part of them.
  const Result<std::uint64_t> cached = read_detail(usage, input_details, "cached_tokens", at_usage);
  const Result<std::uint64_t> hit = read_first(usage, {"prompt_cache_hit_tokens"}, at_usage);
  const Result<std::uint64_t> audio_input = read_detail(usage, input_details, "audio_tokens", at_usage);
  const Result<std::uint64_t> audio_output = read_detail(usage, output_details, "audio_tokens", at_usage);
  for (const auto* number :
       {&input, &output, &read, &written, &written_long, &cached, &hit, &audio_input, &audio_output}) {
    if (!*number) return number->error();
  }
  if (*written_long > *written) {
    return request_error(at_usage, "expected at most as many long cache writes as cache writes");
  }
  const bool includes_cache = usage.find("prompt_tokens").has_value();
  if (includes_cache && *written > *input) {
    return request_error(at_usage, "expected at most as many cache writes as prompt tokens");
  }
  pricing::Usage& reported = request.usage.emplace();
  reported.input_tokens = includes_cache ? *input - *written : *input + *read;
  reported.cached_tokens = *read > 0 ? *read : *cached > 0 ? *cached : *hit;
  reported.cache_write_tokens = *written - *written_long;
  reported.cache_write_long_tokens = *written_long;
  reported.output_tokens = *output;
  if (reported.cached_tokens > reported.input_tokens) {
    return request_error(at_usage, "expected at most as many cached tokens as input tokens");
  }
  request.audio_tokens = *audio_input + *audio_output;
  for (const JsonValue* object : {&body, &usage}) {
    const std::optional<JsonValue> tier = object->find("service_tier");
    if (tier && tier->is_string()) request.service_tier = tier->text();
  }
  return {};
}

}  // namespace tokmill::chat
