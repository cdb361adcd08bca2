#include "vocabularies/known_splits.hpp"

#include <string>
#include <utility>

namespace tokmill::inline TOKMILL_ABI::vocabularies {
namespace {

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

// gpt-oss, Llama 4, MiniMax.
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

Split isolated(std::string_view pattern) {
  return {std::string(pattern), PatternSyntax::oniguruma, SplitBehavior::isolated, false};
}

// The matches of a pattern, without what is between them, as tiktoken splits.
Split matches(std::string_view pattern) {
  return {std::string(pattern), PatternSyntax::fancy_regex, SplitBehavior::removed, true};
}

constexpr ByteLevel gpt2{true};      // splits with GPT-2's pattern
constexpr ByteLevel bytes_only{false};

std::vector<KnownSplits> all_known_splits() {
  return {
      {"gpt2", false, false, {gpt2}},
      {"neox", true, false, {gpt2}},
      {"llama3", false, true, {isolated(llama3), bytes_only}},
      {"qwen2", true, false, {isolated(qwen2), bytes_only}},
      {"qwen3.5", true, false, {isolated(qwen3_5), bytes_only}},
      {"o200k", false, true, {isolated(o200k), bytes_only}},
      {"tekken", false, true, {matches(tekken)}},
      {"kimi", false, true, {matches(kimi)}},
      {"deepseek-v3",
       false,
       false,
       {isolated(digits_by_three), isolated(cjk), isolated(deepseek_v3), bytes_only}},
      {"deepseek-llm",
       false,
       false,
       {isolated(line_end), isolated(letters_of_llm), isolated(punctuation_of_llm), isolated(blanks_at_end),
        isolated(east_asian), Digits{true}, bytes_only}},
      {"deepseek-coder",
       false,
       false,
       {isolated(line_end), isolated(letters_of_coder), isolated(punctuation_of_coder), isolated(east_asian),
        Digits{true}, bytes_only}},
      {"starcoder", false, false, {Digits{true}, gpt2}},
      {"command-r", true, false, {Digits{true}, gpt2}},
      {"falcon", false, false, {Punctuation{SplitBehavior::contiguous}, gpt2, Digits{false}, isolated(three_digits)}},
  };
}

}  // namespace

std::optional<KnownSplits> find_known_splits(std::string_view name) {
  for (KnownSplits& known : all_known_splits()) {
    if (known.name == name) return std::move(known);
  }
  return std::nullopt;
}

}  // namespace tokmill::vocabularies
