#include <algorithm>
#include <cstring>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "c/arguments.hpp"
#include "c/error.hpp"
#include "c/objects.hpp"
#include "tokmill/parallel.hpp"

using namespace tokmill;

extern "C" {

tokmill_status tokmill_count(const tokmill_encoding* encoding, const char* text, size_t size,
                             const tokmill_special_policy* policy, uint32_t flags, size_t* tokens,
                             tokmill_error** error) {
  return c::guarded(error, [&] {
    const std::string_view bytes = c::view(text, size);
    if (policy == nullptr) {
      *tokens = encoding->encoding.count(bytes, c::ill_formed(flags));
      return TOKMILL_OK;
    }
    const Result<std::size_t> counted = encoding->encoding.count(bytes, policy->policy, c::ill_formed(flags));
    if (!counted) return c::fail(error, counted.error());
    *tokens = *counted;
    return TOKMILL_OK;
  });
}

tokmill_status tokmill_count_parallel(const tokmill_encoding* encoding, const char* text, size_t size, size_t threads,
                                      uint32_t flags, size_t* tokens, tokmill_error** error) {
  return c::guarded(error, [&] {
    *tokens = count_in_parallel(encoding->encoding, c::view(text, size), threads, c::ill_formed(flags));
    return TOKMILL_OK;
  });
}

tokmill_status tokmill_count_within(const tokmill_encoding* encoding, const char* text, size_t size, size_t limit,
                                    uint32_t flags, int* within, size_t* tokens, tokmill_error** error) {
  return c::guarded(error, [&] {
    const std::optional<std::size_t> counted =
        encoding->encoding.count_within(c::view(text, size), limit, c::ill_formed(flags));
    *within = counted ? 1 : 0;
    if (counted && tokens != nullptr) *tokens = *counted;
    return TOKMILL_OK;
  });
}

tokmill_status tokmill_encode(const tokmill_encoding* encoding, const char* text, size_t size,
                              const tokmill_special_policy* policy, uint32_t flags, uint32_t* ids, uint64_t* ends,
                              size_t capacity, size_t* count, tokmill_error** error) {
  return c::guarded(error, [&] {
    const std::string_view bytes = c::view(text, size);
    if (policy == nullptr && ends == nullptr) {
      *count = encoding->encoding.encode_ordinary(bytes, std::span(ids, capacity), c::ill_formed(flags));
      return TOKMILL_OK;
    }
    std::vector<std::uint64_t> token_ends;
    const Result<std::vector<TokenId>> encoded = encoding->encoding.encode(
        bytes, c::policy_of(policy), c::ill_formed(flags), ends != nullptr ? &token_ends : nullptr);
    if (!encoded) return c::fail(error, encoded.error());
    const std::size_t written = std::min(capacity, encoded->size());
    std::copy_n(encoded->begin(), written, ids);
    if (ends != nullptr) std::copy_n(token_ends.begin(), written, ends);
    *count = encoded->size();
    return TOKMILL_OK;
  });
}

tokmill_status tokmill_decode(const tokmill_encoding* encoding, const uint32_t* ids, size_t count, char* text,
                              size_t capacity, size_t* size, tokmill_error** error) {
  return c::guarded(error, [&] {
    const Result<std::string> decoded = encoding->encoding.decode(std::span(ids, count));
    if (!decoded) return c::fail(error, decoded.error());
    std::copy_n(decoded->begin(), std::min(capacity, decoded->size()), text);
    *size = decoded->size();
    return TOKMILL_OK;
  });
}

tokmill_status tokmill_pieces(const tokmill_encoding* encoding, const char* text, size_t size, uint32_t flags,
                              tokmill_span** pieces, size_t* count, tokmill_error** error) {
  return c::guarded(error, [&] {
    const std::vector<Span> found = encoding->encoding.pieces(c::view(text, size), c::ill_formed(flags));
    tokmill_span* const out = c::allocate<tokmill_span>(found.size());
    for (std::size_t i = 0; i < found.size(); ++i) out[i] = {found[i].start, found[i].end};
    *pieces = out;
    *count = found.size();
    return TOKMILL_OK;
  });
}

tokmill_status tokmill_tokenized_text(const tokmill_encoding* encoding, const char* text, size_t size,
                                      const tokmill_special_policy* policy, uint32_t flags, char** tokenized,
                                      size_t* tokenized_size, tokmill_error** error) {
  return c::guarded(error, [&] {
    c::store_text(encoding->encoding.tokenized_text(c::view(text, size), c::policy_of(policy), c::ill_formed(flags)),
                  tokenized, tokenized_size);
    return TOKMILL_OK;
  });
}

}  // extern "C"
