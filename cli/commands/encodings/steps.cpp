#include "commands/encodings/steps.hpp"

#include <array>
#include <cstddef>
#include <string_view>
#include <variant>

#include "output/format.hpp"
#include "output/join.hpp"
#include "output/quote.hpp"
#include "output/visible.hpp"

namespace tokmill::cli::encodings {
namespace {

using formats::JsonWriter;

// By NormalForm and SplitBehavior.
constexpr std::array<std::string_view, 4> form_names = {"NFC", "NFD", "NFKC", "NFKD"};
constexpr std::array<std::string_view, 5> behavior_names = {"Removed", "Isolated", "MergedWithPrevious",
                                                            "MergedWithNext", "Contiguous"};

std::string_view name_of(NormalForm form) { return form_names[static_cast<std::size_t>(form)]; }
std::string_view name_of(SplitBehavior behavior) { return behavior_names[static_cast<std::size_t>(behavior)]; }

// The members of each step after its type.
void write(JsonWriter& json, NormalForm form) { json.member("type", name_of(form)); }
void write(JsonWriter& json, const Lowercase&) { json.member("type", "Lowercase"); }
void write(JsonWriter& json, const Replace& replace) {
  json.member("type", "Replace").key("pattern").begin_object().member("String", replace.pattern).end_object();
  json.member("content", replace.content);
}
void write(JsonWriter& json, const Prepend& prepend) {
  json.member("type", "Prepend").member("prepend", prepend.content);
}
void write(JsonWriter& json, const Split& split) {
  const bool is_text = split.syntax == PatternSyntax::text;
  json.member("type", "Split").key("pattern").begin_object();
  json.member(is_text ? "String" : "Regex", split.pattern).end_object();
  json.member("behavior", name_of(split.behavior)).member("invert", split.invert);
}
void write(JsonWriter& json, const ByteLevel& step) {
  json.member("type", "ByteLevel").member("use_regex", step.use_regex);
}
void write(JsonWriter& json, const Digits& step) {
  json.member("type", "Digits").member("individual_digits", step.individual);
}
void write(JsonWriter& json, const Punctuation& step) {
  json.member("type", "Punctuation").member("behavior", name_of(step.behavior));
}

std::string text_of(NormalForm form) { return std::string(name_of(form)); }
std::string text_of(const Lowercase&) { return "Lowercase"; }
std::string text_of(const Replace& replace) {
  return output::format("Replace {} {}", output::quoted(replace.pattern), output::quoted(replace.content));
}
std::string text_of(const Prepend& prepend) { return output::format("Prepend {}", output::quoted(prepend.content)); }
std::string text_of(const Split& split) {
  const std::string pattern = split.syntax == PatternSyntax::text ? output::quoted(split.pattern)
                                                                  : "/" + output::visible(split.pattern) + "/";
  return output::format("Split {} {}{}", pattern, name_of(split.behavior), split.invert ? " inverted" : "");
}
std::string text_of(const ByteLevel& step) { return step.use_regex ? "ByteLevel with its pattern" : "ByteLevel"; }
std::string text_of(const Digits& step) { return step.individual ? "Digits, each" : "Digits"; }
std::string text_of(const Punctuation& step) { return output::format("Punctuation {}", name_of(step.behavior)); }

template <class Step>
void write_any(JsonWriter& json, const Step& step) {
  json.begin_object();
  std::visit([&json](const auto& held) { write(json, held); }, step);
  json.end_object();
}

template <class Step>
std::string text_of_all(const std::vector<Step>& steps) {
  std::vector<std::string> texts;
  for (const Step& step : steps) texts.push_back(std::visit([](const auto& held) { return text_of(held); }, step));
  return output::join(texts, "; ");
}

}  // namespace

void write_step(JsonWriter& json, const Normalizer& normalizer) { write_any(json, normalizer); }
void write_step(JsonWriter& json, const SplitStep& step) { write_any(json, step); }

std::string text(const std::vector<Normalizer>& normalizers) { return text_of_all(normalizers); }
std::string text(const std::vector<SplitStep>& steps) { return text_of_all(steps); }

}  // namespace tokmill::cli::encodings
