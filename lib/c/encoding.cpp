#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "c/arguments.hpp"
#include "c/error.hpp"
#include "c/objects.hpp"
#include "tokmill/analysis/model_tokenizer.hpp"
#include "tokmill/pricing/price_book.hpp"
#include "tokmill/registry.hpp"
#include "tokmill/vocabularies/read.hpp"

namespace tokmill::inline TOKMILL_ABI::c {
namespace {

vocabularies::FileParts file_parts(const tokmill_vocabulary_options* options) {
  vocabularies::FileParts parts;
  if (options == nullptr) return parts;
  parts.name = view(options->name, options->name_size);
  parts.pattern = view(options->pattern, options->pattern_size);
  for (std::size_t i = 0; i < options->special_token_count; ++i) {
    const tokmill_special_token& token = options->special_tokens[i];
    parts.special_tokens.emplace_back(view(token.name, token.name_size), token.id);
  }
  return parts;
}

tokmill_status store(Result<Encoding> made, tokmill_encoding** encoding, tokmill_error** error) {
  if (!made) return fail(error, made.error());
  *encoding = new tokmill_encoding{*std::move(made)};
  return TOKMILL_OK;
}

std::vector<std::string> strings(const tokmill_text* texts, std::size_t count) {
  std::vector<std::string> copies;
  for (std::size_t i = 0; i < count; ++i) copies.emplace_back(view(texts[i].data, texts[i].size));
  return copies;
}

Error mixed_lists(const char* mode, const char* list) {
  return {ErrorCode::invalid_argument, std::string("with ") + mode + ", " + list + " must be empty", 0};
}

Result<SpecialPolicy> make_policy(int others, std::vector<std::string> allowed, std::vector<std::string> disallowed) {
  switch (others) {
    case TOKMILL_SPECIAL_ORDINARY: return SpecialPolicy::of(std::move(allowed), std::move(disallowed));
    case TOKMILL_SPECIAL_ERROR:
      if (!disallowed.empty()) return mixed_lists("TOKMILL_SPECIAL_ERROR", "the list of disallowed tokens");
      return SpecialPolicy::allow(std::move(allowed));
    case TOKMILL_SPECIAL_ALLOW:
      if (!allowed.empty() || !disallowed.empty()) return mixed_lists("TOKMILL_SPECIAL_ALLOW", "the lists of tokens");
      return SpecialPolicy::allow_all();
  }
  return Error{ErrorCode::invalid_argument,
               "expected a value of tokmill_special, got " + std::to_string(others), 0};
}

}  // namespace
}  // namespace tokmill::c

using namespace tokmill;

extern "C" {

size_t tokmill_encoding_name_count(void) { return encoding_names().size(); }

// The names are literals, which end in NUL.
const char* tokmill_encoding_name_at(size_t index) {
  return index < encoding_names().size() ? encoding_names()[index].data() : nullptr;
}

tokmill_status tokmill_encoding_by_name(const char* name, size_t name_size, tokmill_encoding** encoding,
                                        tokmill_error** error) {
  return c::guarded(error, [&] {
    const Result<const Encoding*> found = find_encoding(c::view(name, name_size));
    return found ? c::store(**found, encoding, error) : c::fail(error, found.error());
  });
}

tokmill_status tokmill_encoding_for_model(const char* model, size_t model_size, tokmill_encoding** encoding,
                                          int* exact, tokmill_error** error) {
  return c::guarded(error, [&] {
    const pricing::PriceBook book;
    const Result<analysis::ModelTokenizer> tokenizer = analysis::tokenizer_of_model(book, c::view(model, model_size));
    if (!tokenizer) return c::fail(error, tokenizer.error());
    if (!tokenizer->exact && exact == nullptr) {
      return c::fail(error, {ErrorCode::unknown_model,
                             "the tokenizer of " + std::string(tokenizer->model.id) + " is not public", 0});
    }
    const tokmill_status status = c::store(*tokenizer->encoding, encoding, error);
    if (status == TOKMILL_OK && exact != nullptr) *exact = tokenizer->exact ? 1 : 0;
    return status;
  });
}

tokmill_status tokmill_encoding_from_file(const char* path, size_t path_size, const tokmill_vocabulary_options* options,
                                          tokmill_encoding** encoding, tokmill_error** error) {
  return c::guarded(error, [&] {
    const std::string name(c::view(path, path_size));
    return c::store(vocabularies::open_encoding(name, c::file_parts(options)), encoding, error);
  });
}

tokmill_status tokmill_encoding_from_memory(const char* contents, size_t contents_size,
                                            const tokmill_vocabulary_options* options, tokmill_encoding** encoding,
                                            tokmill_error** error) {
  return c::guarded(error, [&] {
    const std::string_view part = vocabularies::vocabulary_part(c::view(contents, contents_size));
    return c::store(vocabularies::read_encoding(part, c::file_parts(options)), encoding, error);
  });
}

tokmill_status tokmill_encoding_from_merges(const char* vocabulary, size_t vocabulary_size, const char* merges,
                                            size_t merges_size, const char* name, size_t name_size,
                                            tokmill_encoding** encoding, tokmill_error** error) {
  return c::guarded(error, [&] {
    return c::store(vocabularies::read_encoding(c::view(vocabulary, vocabulary_size), c::view(merges, merges_size),
                                                std::string(c::view(name, name_size))),
                    encoding, error);
  });
}

void tokmill_encoding_free(tokmill_encoding* encoding) { delete encoding; }

const char* tokmill_encoding_name(const tokmill_encoding* encoding, size_t* size) {
  const std::string_view name = encoding->encoding.name();
  if (size != nullptr) *size = name.size();
  return name.data();
}

uint32_t tokmill_vocabulary_size(const tokmill_encoding* encoding) { return encoding->encoding.vocabulary_size(); }

const char* tokmill_token_bytes(const tokmill_encoding* encoding, uint32_t id, size_t* size) {
  const std::optional<std::string_view> bytes = encoding->encoding.token_bytes(id);
  *size = bytes ? bytes->size() : 0;
  return bytes ? bytes->data() : nullptr;
}

int tokmill_token_id(const tokmill_encoding* encoding, const char* bytes, size_t size, uint32_t* id) {
  const std::optional<TokenId> found = encoding->encoding.token_id(c::view(bytes, size));
  if (found) *id = *found;
  return found ? 1 : 0;
}

size_t tokmill_special_token_count(const tokmill_encoding* encoding) {
  return encoding->encoding.special_tokens().size();
}

int tokmill_special_token_at(const tokmill_encoding* encoding, size_t index, tokmill_special_token* token) {
  const std::span<const SpecialToken> tokens = encoding->encoding.special_tokens();
  if (index >= tokens.size()) return 0;
  *token = {tokens[index].name.data(), tokens[index].name.size(), tokens[index].id};
  return 1;
}

const uint32_t* tokmill_prefix_tokens(const tokmill_encoding* encoding, size_t* count) {
  *count = encoding->encoding.prefix_tokens().size();
  return encoding->encoding.prefix_tokens().data();
}

const uint32_t* tokmill_suffix_tokens(const tokmill_encoding* encoding, size_t* count) {
  *count = encoding->encoding.suffix_tokens().size();
  return encoding->encoding.suffix_tokens().data();
}

tokmill_status tokmill_special_policy_new(int others, const tokmill_text* allowed, size_t allowed_count,
                                          const tokmill_text* disallowed, size_t disallowed_count,
                                          tokmill_special_policy** policy, tokmill_error** error) {
  return c::guarded(error, [&] {
    Result<SpecialPolicy> made =
        c::make_policy(others, c::strings(allowed, allowed_count), c::strings(disallowed, disallowed_count));
    if (!made) return c::fail(error, made.error());
    *policy = new tokmill_special_policy{*std::move(made)};
    return TOKMILL_OK;
  });
}

void tokmill_special_policy_free(tokmill_special_policy* policy) { delete policy; }

}  // extern "C"
