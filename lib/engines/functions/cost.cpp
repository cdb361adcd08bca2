#include "engines/functions/cost.hpp"

#include "engines/functions/handles.hpp"
#include "engines/functions/numbers.hpp"

namespace tokmill::engines {
namespace {

/// The string after `key` in the JSON of tokmill_cost_json(), or nothing for null. No name of a model in the JSON
/// contains `key`, because quotes in it are escaped.
std::optional<std::string> string_after(std::string_view json, std::string_view key) {
  const std::size_t start = json.find(key);
  if (start == std::string_view::npos) throw Failure("the cost has no member " + std::string(key));
  const std::string_view value = json.substr(start + key.size());
  if (!value.starts_with('"')) return std::nullopt;
  return std::string(value.substr(1, value.find('"', 1) - 1));
}

}  // namespace

std::optional<std::string> cost_of_call(std::string_view model, const CallTokens& tokens, std::string_view date) {
  tokmill_usage usage{};
  usage.input_tokens = whole_number("input_tokens", tokens.input);
  usage.output_tokens = whole_number("output_tokens", tokens.output);
  usage.cached_tokens = whole_number("cached_tokens", tokens.cached);
  char* found = nullptr;
  std::size_t size = 0;
  check([&](tokmill_error** error) {
    return tokmill_cost_json(model.data(), model.size(), &usage, nullptr, 0, date.data(), date.size(), &found, &size,
                             error);
  });
  const Memory<char[]> json(found);
  return string_after({json.get(), size}, "\"total\":");
}

std::string date_text(Date date) {
  const std::chrono::year_month_day day(date);
  const auto digits = [](unsigned number, std::size_t width) {
    const std::string text = std::to_string(number);
    return text.size() < width ? std::string(width - text.size(), '0') + text : text;
  };
  return digits(static_cast<unsigned>(static_cast<int>(day.year())), 4) + '-' +
         digits(static_cast<unsigned>(day.month()), 2) + '-' + digits(static_cast<unsigned>(day.day()), 2);
}

std::string today() { return date_text(std::chrono::floor<std::chrono::days>(std::chrono::system_clock::now())); }

}  // namespace tokmill::engines
