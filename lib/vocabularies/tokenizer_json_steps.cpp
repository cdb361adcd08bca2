// The steps of a tokenizer.json that surround its model. Each is an object with a type, or a Sequence of them.

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "vocabularies/tokenizer_json.hpp"

namespace tokmill::inline TOKMILL_ABI::vocabularies {
namespace {

// Reads one step of a type.
using ReadStep = void (*)(const JsonValue&, const JsonPointer&, TokenizerFile&, JsonFields&);

struct StepType {
  std::string_view name;
  ReadStep read;
};

// What a part of the document may contain.
struct StepTypes {
  std::string_view sequence;  // the member with the steps of a Sequence
  std::span<const StepType> types;
};

void read_steps(const JsonValue& step, const StepTypes& known, const JsonPointer& at, TokenizerFile& file,
                JsonFields& fields) {
  if (!fields.expect(step, JsonKind::object, at)) return;
  const std::string type = fields.text(step, "type", at);
  if (fields.failed()) return;
  if (type == "Sequence") {
    fields.expect_members(step, {"type", known.sequence}, at);
    const auto steps = fields.required(step, known.sequence, JsonKind::array, at);
    if (!steps) return;
    const JsonPointer list = at.member(known.sequence);
    std::size_t index = 0;
    for (const JsonValue& element : steps->elements()) read_steps(element, known, list.element(index++), file, fields);
    return;
  }
  for (const StepType& candidate : known.types) {
    if (candidate.name == type) return candidate.read(step, at, file, fields);
  }
  fields.fail(at.member("type"), type + " is not supported");
}

// The pattern of Replace or Split: {"String": TEXT} or {"Regex": EXPRESSION}.
struct Pattern {
  std::string text;
  PatternSyntax syntax = PatternSyntax::text;
};

Pattern read_pattern(const JsonValue& step, const JsonPointer& at, JsonFields& fields) {
  const auto pattern = fields.required(step, "pattern", JsonKind::object, at);
  const JsonPointer here = at.member("pattern");
  if (!pattern) return {};
  fields.expect_members(*pattern, {"String", "Regex"}, here);
  if (pattern->find("Regex")) return {fields.text(*pattern, "Regex", here), PatternSyntax::oniguruma};
  return {fields.text(*pattern, "String", here), PatternSyntax::text};
}

// --- Normalizers ---------------------------------------------------------------------------------------

template <NormalForm form>
void read_normal_form(const JsonValue& step, const JsonPointer& at, TokenizerFile& file, JsonFields& fields) {
  fields.expect_members(step, {"type"}, at);
  file.normalizers.emplace_back(form);
}

void read_lowercase(const JsonValue& step, const JsonPointer& at, TokenizerFile& file, JsonFields& fields) {
  fields.expect_members(step, {"type"}, at);
  file.normalizers.emplace_back(Lowercase{});
}

void read_replace(const JsonValue& step, const JsonPointer& at, TokenizerFile& file, JsonFields& fields) {
  fields.expect_members(step, {"type", "pattern", "content"}, at);
  Pattern pattern = read_pattern(step, at, fields);
  if (pattern.syntax != PatternSyntax::text) fields.fail(at.member("pattern"), "replacing a regular expression is not supported");
  if (pattern.text.empty()) fields.fail(at.member("pattern"), "expected a text that is not empty");
  file.normalizers.emplace_back(Replace{std::move(pattern.text), fields.text(step, "content", at)});
}

void read_prepend(const JsonValue& step, const JsonPointer& at, TokenizerFile& file, JsonFields& fields) {
  fields.expect_members(step, {"type", "prepend"}, at);
  file.normalizers.emplace_back(Prepend{fields.text(step, "prepend", at)});
}

constexpr StepType normalizers[] = {
    {"NFC", read_normal_form<NormalForm::nfc>},   {"NFD", read_normal_form<NormalForm::nfd>},
    {"NFKC", read_normal_form<NormalForm::nfkc>}, {"NFKD", read_normal_form<NormalForm::nfkd>},
    {"Lowercase", read_lowercase},                {"Replace", read_replace},
    {"Prepend", read_prepend},
};

// --- Pre-tokenizers ------------------------------------------------------------------------------------

SplitBehavior read_behavior(const JsonValue& step, const JsonPointer& at, JsonFields& fields) {
  constexpr std::pair<std::string_view, SplitBehavior> behaviors[] = {
      {"Isolated", SplitBehavior::isolated},
      {"Removed", SplitBehavior::removed},
      {"MergedWithPrevious", SplitBehavior::merged_with_previous},
      {"MergedWithNext", SplitBehavior::merged_with_next},
      {"Contiguous", SplitBehavior::contiguous},
  };
  const std::string name = fields.text(step, "behavior", at, "Isolated");
  for (const auto& [known, behavior] : behaviors) {
    if (known == name) return behavior;
  }
  fields.fail(at.member("behavior"), name + " is not a behavior");
  return {};
}

void read_split(const JsonValue& step, const JsonPointer& at, TokenizerFile& file, JsonFields& fields) {
  fields.expect_members(step, {"type", "pattern", "behavior", "invert"}, at);
  (void)fields.required(step, "behavior", JsonKind::string, at);
  Pattern pattern = read_pattern(step, at, fields);
  file.splits.emplace_back(Split{std::move(pattern.text), pattern.syntax, read_behavior(step, at, fields),
                                 fields.flag(step, "invert", at, false)});
}

void read_byte_level(const JsonValue& step, const JsonPointer& at, TokenizerFile& file, JsonFields& fields) {
  fields.expect_members(step, {"type", "add_prefix_space", "trim_offsets", "use_regex"}, at);
  if (fields.flag(step, "add_prefix_space", at, true)) {
    fields.fail(at.member("add_prefix_space"), "this feature is not supported");
  }
  file.alphabet = Alphabet::bytes;
  file.splits.emplace_back(ByteLevel{fields.flag(step, "use_regex", at, true)});
}

void read_digits(const JsonValue& step, const JsonPointer& at, TokenizerFile& file, JsonFields& fields) {
  fields.expect_members(step, {"type", "individual_digits"}, at);
  file.splits.emplace_back(Digits{fields.flag(step, "individual_digits", at, false)});
}

void read_punctuation(const JsonValue& step, const JsonPointer& at, TokenizerFile& file, JsonFields& fields) {
  fields.expect_members(step, {"type", "behavior"}, at);
  file.splits.emplace_back(Punctuation{read_behavior(step, at, fields)});
}

constexpr StepType pre_tokenizers[] = {
    {"Split", read_split},
    {"ByteLevel", read_byte_level},
    {"Digits", read_digits},
    {"Punctuation", read_punctuation},
};

// --- Post-processors -----------------------------------------------------------------------------------

// Reads the id of a token that is added to texts.
TokenId read_added_id(const JsonValue& number, const JsonPointer& at, const TokenizerFile& file, JsonFields& fields) {
  const TokenId id = fields.number(number, at);
  const bool is_known = std::ranges::find(file.added, id, &AddedToken::id) != file.added.end() ||
                        std::ranges::find(file.tokens, id, &FileToken::id) != file.tokens.end();
  if (!is_known) fields.fail(at, "there is no token " + std::to_string(id));
  return id;
}

// Checks that no step before this one adds tokens. What Hugging Face tokenizers does then depends on the kinds of both.
void expect_no_added_ids(const JsonPointer& at, const TokenizerFile& file, JsonFields& fields) {
  if (!file.prefix.empty() || !file.suffix.empty()) fields.fail(at, "expected only one step that adds tokens");
}

// Appends the ids of the special token that a template calls `name`.
void append_template_token(const JsonValue& step, const std::string& name, const JsonPointer& at,
                           std::vector<TokenId>& ids, const TokenizerFile& file, JsonFields& fields) {
  const auto tokens = fields.required(step, "special_tokens", JsonKind::object, at);
  if (!tokens) return;
  const JsonPointer list = at.member("special_tokens");
  const auto token = fields.required(*tokens, name, JsonKind::object, list);
  if (!token) return;
  const JsonPointer here = list.member(name);
  const auto numbers = fields.required(*token, "ids", JsonKind::array, here);
  if (!numbers) return;
  const JsonPointer elements = here.member("ids");
  std::size_t index = 0;
  for (const JsonValue& id : numbers->elements()) {
    ids.push_back(read_added_id(id, elements.element(index++), file, fields));
  }
}

// Checks that a template has the text here, not the second one of a pair.
void read_template_text(const JsonValue& element, const JsonPointer& at, JsonFields& fields) {
  const auto text = fields.required(element, "Sequence", JsonKind::object, at);
  if (!text) return;
  const JsonPointer here = at.member("Sequence");
  if (fields.text(*text, "id", here) != "A") fields.fail(here.member("id"), "expected A");
}

void read_template(const JsonValue& step, const JsonPointer& at, TokenizerFile& file, JsonFields& fields) {
  fields.expect_members(step, {"type", "single", "pair", "special_tokens"}, at);
  expect_no_added_ids(at, file, fields);
  const auto single = fields.required(step, "single", JsonKind::array, at);
  if (!single) return;
  const JsonPointer list = at.member("single");
  bool is_after_text = false;
  std::size_t index = 0;
  for (const JsonValue& element : single->elements()) {
    const JsonPointer here = list.element(index++);
    if (element.find("Sequence")) {
      if (std::exchange(is_after_text, true)) return fields.fail(here, "expected the text once");
      read_template_text(element, here, fields);
      continue;
    }
    const auto token = fields.required(element, "SpecialToken", JsonKind::object, here);
    if (!token) return;
    const std::string name = fields.text(*token, "id", here.member("SpecialToken"));
    append_template_token(step, name, at, is_after_text ? file.suffix : file.prefix, file, fields);
  }
  if (!is_after_text) fields.fail(list, "expected the text once");
}

// Reads a token of the form ["</s>", 2].
TokenId read_pair(const JsonValue& step, std::string_view name, const JsonPointer& at, const TokenizerFile& file,
                  JsonFields& fields) {
  const auto pair = fields.required(step, name, JsonKind::array, at);
  if (!pair) return 0;
  const JsonPointer here = at.member(name);
  if (pair->elements().size() != 2) {
    fields.fail(here, "expected a token and its id");
    return 0;
  }
  return read_added_id(*std::next(pair->elements().begin()), here.element(1), file, fields);
}

// RobertaProcessing adds the same tokens; otherwise, it only changes offsets.
void read_bert(const JsonValue& step, const JsonPointer& at, TokenizerFile& file, JsonFields& fields) {
  fields.expect_members(step, {"type", "sep", "cls", "trim_offsets", "add_prefix_space"}, at);
  expect_no_added_ids(at, file, fields);
  file.prefix.push_back(read_pair(step, "cls", at, file, fields));
  file.suffix.push_back(read_pair(step, "sep", at, file, fields));
}

// Only changes the offsets of tokens.
void ignore_step(const JsonValue&, const JsonPointer&, TokenizerFile&, JsonFields&) {}

constexpr StepType post_processors[] = {
    {"BertProcessing", read_bert},
    {"ByteLevel", ignore_step},
    {"RobertaProcessing", read_bert},
    {"TemplateProcessing", read_template},
};

// --- Decoders ------------------------------------------------------------------------------------------

void read_strip(const JsonValue& step, const JsonPointer& at, TokenizerFile& file, JsonFields& fields) {
  fields.expect_members(step, {"type", "content", "start", "stop"}, at);
  fields.expect_unused(step, "stop", at);
  const auto start = fields.required(step, "start", JsonKind::number, at);
  if (fields.text(step, "content", at) != " " || !start || start->text() != "1") {
    return fields.fail(at, "expected to strip one blank at the start");
  }
  file.strips_first_blank = true;
}

// Decoding gives the bytes of the tokens, so that a decoder must say the same as the alphabet.
void read_byte_level_decoder(const JsonValue&, const JsonPointer& at, TokenizerFile& file, JsonFields& fields) {
  if (file.alphabet != Alphabet::bytes) fields.fail(at, "expected a ByteLevel pre-tokenizer, too");
}

void read_replace_decoder(const JsonValue& step, const JsonPointer& at, TokenizerFile& file, JsonFields& fields) {
  fields.expect_members(step, {"type", "pattern", "content"}, at);
  const Pattern pattern = read_pattern(step, at, fields);
  const bool is_blank = pattern.syntax == PatternSyntax::text && pattern.text == "\xE2\x96\x81" &&
                        fields.text(step, "content", at) == " ";
  if (!is_blank || file.alphabet != Alphabet::characters) {
    fields.fail(at, "expected to replace \xE2\x96\x81 by a blank, in a vocabulary of characters");
  }
}

// ByteFallback and Fuse follow from the alphabet.
constexpr StepType decoders[] = {
    {"ByteLevel", read_byte_level_decoder}, {"Replace", read_replace_decoder}, {"ByteFallback", ignore_step},
    {"Fuse", ignore_step},                  {"Strip", read_strip},
};

}  // namespace

void read_normalizer(const JsonValue& normalizer, const JsonPointer& at, TokenizerFile& file, JsonFields& fields) {
  read_steps(normalizer, {"normalizers", normalizers}, at, file, fields);
}

void read_pre_tokenizer(const JsonValue& pre_tokenizer, const JsonPointer& at, TokenizerFile& file,
                        JsonFields& fields) {
  read_steps(pre_tokenizer, {"pretokenizers", pre_tokenizers}, at, file, fields);
}

void read_post_processor(const JsonValue& processor, const JsonPointer& at, TokenizerFile& file, JsonFields& fields) {
  read_steps(processor, {"processors", post_processors}, at, file, fields);
}

void read_decoder(const JsonValue& decoder, const JsonPointer& at, TokenizerFile& file, JsonFields& fields) {
  read_steps(decoder, {"decoders", decoders}, at, file, fields);
}

}  // namespace tokmill::vocabularies
