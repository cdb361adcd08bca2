#include "core/tokenizer/known_patterns.hpp"

#include <algorithm>
#include <iterator>
#include <string>
#include <utility>

namespace tokmill::inline TOKMILL_ABI {
namespace {

// gpt2 of tiktoken.
constexpr std::string_view gpt2_of_tiktoken =
    R"re('(?:[sdmt]|ll|ve|re)| ?\p{L}++| ?\p{N}++| ?[^\s\p{L}\p{N}]++|\s++$|\s+(?!\S)|\s)re";

// gpt2 in files of Hugging Face, where ByteLevel does not have it.
constexpr std::string_view gpt2_of_hugging_face =
    R"re('s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+)re";

// cl100k_base of tiktoken.
constexpr std::string_view cl100k =
    R"re('(?i:[sdmt]|ll|ve|re)|[^\r\n\p{L}\p{N}]?+\p{L}++|\p{N}{1,3}+| ?[^\s\p{L}\p{N}]++[\r\n]*+|\s++$|\s*[\r\n]|)re"
    R"re(\s+(?!\S)|\s)re";

// Llama 3, GLM 4.
constexpr std::string_view llama3 =
    R"re((?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|)re"
    R"re(\s+(?!\S)|\s+)re";

// Qwen 2, 2.5 and 3: each digit alone.
constexpr std::string_view qwen2 =
    R"re((?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|)re"
    R"re(\s+)re";

// Qwen 3.5 and 3.6: marks belong to letters.
constexpr std::string_view qwen3_5 =
    R"re((?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?[\p{L}\p{M}]+|\p{N}| ?[^\s\p{L}\p{M}\p{N}]+[\r\n]*|)re"
    R"re(\s*[\r\n]+|\s+(?!\S)|\s+)re";

// o200k_base of tiktoken, gpt-oss, Llama 4, MiniMax.
constexpr std::string_view o200k =
    R"re([^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]*[\p{Ll}\p{Lm}\p{Lo}\p{M}]+(?i:'s|'t|'re|'ve|'m|'ll|'d)?|)re"
    R"re([^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]+[\p{Ll}\p{Lm}\p{Lo}\p{M}]*(?i:'s|'t|'re|'ve|'m|'ll|'d)?|)re"
    R"re(\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n/]*|\s*[\r\n]+|\s+(?!\S)|\s+)re";

// Mistral: o200k without contractions, each digit alone.
constexpr std::string_view tekken =
    R"re([^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]*[\p{Ll}\p{Lm}\p{Lo}\p{M}]+|)re"
    R"re([^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]+[\p{Ll}\p{Lm}\p{Lo}\p{M}]*|\p{N}|)re"
    R"re( ?[^\s\p{L}\p{N}]+[\r\n/]*|\s*[\r\n]+|\s+(?!\S)|\s+)re";

// Kimi K2: Han alone, no slash after punctuation.
constexpr std::string_view kimi =
    R"re([\p{Han}]+|)re"
    R"re([^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}&&[^\p{Han}]]*[\p{Ll}\p{Lm}\p{Lo}\p{M}&&[^\p{Han}]]+(?i:'s|)re"
    R"re('t|'re|'ve|'m|'ll|'d)?|)re"
    R"re([^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}&&[^\p{Han}]]+[\p{Ll}\p{Lm}\p{Lo}\p{M}&&[^\p{Han}]]*(?i:'s|)re"
    R"re('t|'re|'ve|'m|'ll|'d)?|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+)re";

// DeepSeek V3: three steps.
constexpr std::string_view digits_by_three =
    R"re(\p{N}{1,3})re";

constexpr std::string_view cjk =
    R"re([一-龥぀-ゟ゠-ヿ]+)re";

constexpr std::string_view deepseek_v3 =
    R"re([!"#$%&'()*+,\-./:;<=>?@\[\\\]^_`{|}~][A-Za-z]+|[^\r\n\p{L}\p{P}\p{S}]?[\p{L}\p{M}]+| ?[\p{P}\p{S}]+[\r\n]*|)re"
    R"re(\s*[\r\n]+|\s+(?!\S)|\s+)re";

// DeepSeek LLM and DeepSeek Coder: five steps, the last of which they share.
constexpr std::string_view line_end =
    R"re([\r\n])re";

constexpr std::string_view letters_of_coder =
    R"re(\s?\p{L}+)re";

constexpr std::string_view punctuation_of_coder =
    R"re(\s?\p{P}+)re";

constexpr std::string_view letters_of_llm =
    R"re(\s?[A-Za-zµÀ-ÖØ-öø-ƺƼ-ƿǄ-ʓʕ-ʯͰ-ͳͶͷͻ-ͽͿΆΈ-ΊΌΎ-ΡΣ-ϵϷ-ҁҊ-ԯԱ-ՖႠ-ჅᎠ-Ᏽᏸ-ᏽᲐ-ᲺᲽ-Ჿᴀ-ᴫᵫ-ᵷᵹ-ᶚḀ-ἕἘ-Ἕἠ-ὅὈ-Ὅὐ-ὗὙὛὝὟ-ώᾀ-ᾴᾶ-)re"
    R"re(ᾼιῂ-ῄῆ-ῌῐ-ΐῖ-Ίῠ-Ῥῲ-ῴῶ-ῼℂℇℊ-ℓℕℙ-ℝℤΩℨK-ℭℯ-ℴℹℼ-ℿⅅ-ⅉⅎↃↄⰀ-ⱻⱾ-ⳤⳫ-ⳮⳲⳳꙀ-ꙭꚀ-ꚛꜢ-ꝯꝱ-ꞇꞋ-ꞎꭰ-ꮿﬀ-ﬆﬓ-ﬗＡ-Ｚａ-ｚ𐐀-𐑏𐒰-𐓓𐓘-𐓻𐲀-𐲲𐳀-𐳲𑢠)re"
    R"re(-𑣟𞤀-𞥃]+)re";

constexpr std::string_view punctuation_of_llm =
    R"re(\s?[!-/:-~！-／：-～‘-‟　-。]+)re";

constexpr std::string_view blanks_at_end =
    R"re(\s+$)re";

constexpr std::string_view east_asian =
    R"re([一-龥ࠀ-一가-퟿]+)re";

// Falcon.
constexpr std::string_view three_digits =
    R"re([0-9][0-9][0-9])re";

// The matches of a pattern are the pieces. These patterns match every text from start to end, so that it does not matter
// what happens to gaps.
Split matches(std::string_view pattern, PatternSyntax syntax) {
  return {std::string(pattern), syntax, SplitBehavior::removed, true};
}

Split isolated(std::string_view pattern) {
  return {std::string(pattern), PatternSyntax::oniguruma, SplitBehavior::isolated, false};
}

constexpr ByteLevel gpt2{true};  // splits with GPT-2's pattern
constexpr ByteLevel bytes_only{false};

// By pattern_names().
std::vector<SplitStep> steps_of(std::size_t index) {
  switch (index) {
    case 0: return {gpt2};
    case 1: return {matches(cl100k, PatternSyntax::fancy_regex)};
    case 2: return {isolated(o200k), bytes_only};
    case 3: return {isolated(llama3), bytes_only};
    case 4: return {isolated(qwen2), bytes_only};
    case 5: return {isolated(qwen3_5), bytes_only};
    case 6: return {matches(tekken, PatternSyntax::fancy_regex)};
    case 7: return {matches(kimi, PatternSyntax::fancy_regex)};
    case 8: return {isolated(digits_by_three), isolated(cjk), isolated(deepseek_v3), bytes_only};
    case 9:
      return {isolated(line_end), isolated(letters_of_llm), isolated(punctuation_of_llm), isolated(blanks_at_end),
              isolated(east_asian), Digits{true}, bytes_only};
    case 10:
      return {isolated(line_end), isolated(letters_of_coder), isolated(punctuation_of_coder), isolated(east_asian),
              Digits{true}, bytes_only};
    case 11: return {Digits{true}, gpt2};
    default: break;
  }
  return {Punctuation{SplitBehavior::contiguous}, gpt2, Digits{false}, isolated(three_digits)};
}

constexpr std::string_view names[] = {"gpt2",        "cl100k",       "o200k",          "llama3",    "qwen2",
                                      "qwen3.5",     "tekken",       "kimi",           "deepseek-v3",
                                      "deepseek-llm", "deepseek-coder", "starcoder", "falcon"};

// The patterns that are a single regular expression, which may be a Split of either flavor. Those of tiktoken with
// possessive quantifiers mean something else in Oniguruma.
struct SinglePattern {
  std::string_view name;
  std::string_view text;
  bool is_fancy_only = false;
};
constexpr SinglePattern single_patterns[] = {
    {"gpt2", gpt2_of_tiktoken, true}, {"gpt2", gpt2_of_hugging_face}, {"cl100k", cl100k, true}, {"o200k", o200k},
    {"llama3", llama3},               {"qwen2", qwen2},               {"qwen3.5", qwen3_5},     {"tekken", tekken},
    {"kimi", kimi},
};

std::string_view name_of_single(const Split& split) {
  const bool has_matches_as_pieces = split.invert ? split.behavior == SplitBehavior::removed
                                                  : split.behavior == SplitBehavior::isolated;
  if (!has_matches_as_pieces || split.syntax == PatternSyntax::text) return {};
  for (const SinglePattern& known : single_patterns) {
    if (known.text == split.pattern && (!known.is_fancy_only || split.syntax == PatternSyntax::fancy_regex)) {
      return known.name;
    }
  }
  return {};
}

// Without a last step that changes only how bytes are written.
std::span<const SplitStep> without_last_map(std::span<const SplitStep> steps) {
  if (!steps.empty() && steps.back() == SplitStep(bytes_only)) return steps.first(steps.size() - 1);
  return steps;
}

// The files of DeepSeek have the line ends in their patterns as they are, those of others as escapes.
SplitStep with_escaped_line_ends(const SplitStep& step) {
  const auto* const split = std::get_if<Split>(&step);
  if (split == nullptr || split->syntax == PatternSyntax::text) return step;
  Split escaped = *split;
  escaped.pattern.clear();
  for (const char byte : split->pattern) {
    if (byte == '\r') {
      escaped.pattern += "\\r";
    } else if (byte == '\n') {
      escaped.pattern += "\\n";
    } else {
      escaped.pattern += byte;
    }
  }
  return escaped;
}

}  // namespace

std::span<const std::string_view> pattern_names() noexcept { return names; }

std::optional<std::vector<SplitStep>> known_steps(std::string_view name) {
  const auto* const found = std::find(std::begin(names), std::end(names), name);
  if (found == std::end(names)) return std::nullopt;
  return steps_of(static_cast<std::size_t>(found - names));
}

std::string_view known_name(std::span<const SplitStep> steps) {
  std::vector<SplitStep> deciding;
  for (const SplitStep& step : without_last_map(steps)) deciding.push_back(with_escaped_line_ends(step));
  if (deciding.size() == 1) {
    if (const auto* const split = std::get_if<Split>(&deciding.front())) return name_of_single(*split);
  }
  for (std::size_t i = 0; i < std::size(names); ++i) {
    const std::vector<SplitStep> known = steps_of(i);
    if (std::ranges::equal(without_last_map(known), deciding)) return names[i];
  }
  return {};
}

std::string_view known_expression(pretokenize::Pattern pattern) noexcept {
  for (const SinglePattern& known : single_patterns) {
    if (pretokenize::pattern_named(known.name) == pattern) return known.text;
  }
  return {};
}

std::string_view expression_of(std::span<const SplitStep> steps) noexcept {
  const auto* const split = steps.size() == 1 ? std::get_if<Split>(&steps.front()) : nullptr;
  if (split == nullptr || split->syntax != PatternSyntax::fancy_regex) return {};
  return split->behavior == SplitBehavior::removed && split->invert ? std::string_view(split->pattern)
                                                                    : std::string_view();
}

}  // namespace tokmill
