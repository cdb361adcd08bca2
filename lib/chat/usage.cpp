#include "chat/usage.hpp"

#include <initializer_list>
#include <optional>
#include <string_view>
#include <utility>

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

// The details of the input or the output, under the name that one of OpenAI's APIs uses.
struct Details {
  std::optional<JsonValue> object;
  std::string_view name;
};

Details find_details(const JsonValue& usage, std::string_view of_chat, std::string_view of_responses) {
  if (std::optional<JsonValue> object = usage.find(of_chat)) return {std::move(object), of_chat};
  return {usage.find(of_responses), of_responses};
}

// A number in them; 0 if there is none.
Result<std::uint64_t> read_detail(const Details& details, std::string_view name, const JsonPointer& at) {
  if (!details.object) return 0;
  return read_first(*details.object, {name}, at.member(details.name));
}

// Those of OpenAI, which are part of the input.
struct CacheWrites {
  std::uint64_t all = 0;
  std::uint64_t long_retention = 0;  // 12 hours
};

Result<CacheWrites> read_cache_writes(const Details& details, const JsonPointer& at) {
  const Result<std::uint64_t> all = read_detail(details, "cache_write_tokens", at);
  if (!all) return all.error();
  if (*all == 0) return CacheWrites{};
  const JsonPointer at_details = at.member(details.name);
  constexpr std::string_view by_retention = "cache_write_tokens_details";
  const Result<std::uint64_t> long_retention =
      read_detail({details.object->find(by_retention), by_retention}, "ttl_12h_tokens", at_details);
  if (!long_retention) return long_retention.error();
  if (*long_retention > *all) {
    return request_error(at_details, "expected at most as many long cache writes as cache writes");
  }
  return CacheWrites{*all, *long_retention};
}

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
      read_detail({usage.find("cache_creation"), "cache_creation"}, "ephemeral_1h_input_tokens", at_usage);
  // OpenAI's and DeepSeek's, which are part of them.
  const Details of_input = find_details(usage, "prompt_tokens_details", "input_tokens_details");
  const Details of_output = find_details(usage, "completion_tokens_details", "output_tokens_details");
  const Result<std::uint64_t> cached = read_detail(of_input, "cached_tokens", at_usage);
  const Result<std::uint64_t> hit = read_first(usage, {"prompt_cache_hit_tokens"}, at_usage);
  const Result<CacheWrites> own_writes = read_cache_writes(of_input, at_usage);
  if (!own_writes) return own_writes.error();
  const Result<std::uint64_t> audio_input = read_detail(of_input, "audio_tokens", at_usage);
  const Result<std::uint64_t> audio_output = read_detail(of_output, "audio_tokens", at_usage);
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
  if (*written == 0 && own_writes->all > 0) {
    if (own_writes->all > *input) {
      return request_error(at_usage, "expected at most as many cache writes as input tokens");
    }
    reported.input_tokens -= own_writes->all;
    reported.cache_write_tokens = own_writes->all - own_writes->long_retention;
    reported.cache_write_long_tokens = own_writes->long_retention;
  }
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
