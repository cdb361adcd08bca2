#include "tokmill/stream.hpp"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "c/arguments.hpp"
#include "c/error.hpp"
#include "c/objects.hpp"

struct tokmill_stream_counter {
  tokmill::StreamCounter counter;
};

struct tokmill_stream_encoder {
  tokmill::StreamEncoder encoder;
  std::vector<tokmill::TokenId> ids = {};       // of the last call
  std::vector<std::uint64_t> ends = {};  // of the last call, if it asked for them
};

struct tokmill_stream_decoder {
  tokmill::StreamDecoder decoder;
  std::string text = {};  // of the last call
};

namespace tokmill::inline TOKMILL_ABI::c {
namespace {

/// Calls advance(ids, ends), which appends tokens, and gives what it has appended.
template <class Advance>
tokmill_status give_tokens(tokmill_stream_encoder& encoder, const std::uint32_t** ids, const std::uint64_t** ends,
                           std::size_t* count, tokmill_error** error, const Advance& advance) {
  encoder.ids.clear();
  encoder.ends.clear();
  const Result<void> done = advance(encoder.ids, ends != nullptr ? &encoder.ends : nullptr);
  if (!done) return fail(error, done.error());
  *ids = encoder.ids.data();
  *count = encoder.ids.size();
  if (ends != nullptr) *ends = encoder.ends.data();
  return TOKMILL_OK;
}

/// Calls advance(text), which appends to the text, and gives what it has appended.
template <class Advance>
tokmill_status give_text(tokmill_stream_decoder& decoder, const char** text, std::size_t* size, tokmill_error** error,
                         const Advance& advance) {
  decoder.text.clear();
  const Result<void> done = advance(decoder.text);
  if (!done) return fail(error, done.error());
  *text = decoder.text.data();
  *size = decoder.text.size();
  return TOKMILL_OK;
}

}  // namespace
}  // namespace tokmill::c

using namespace tokmill;

extern "C" {

tokmill_status tokmill_stream_counter_new(const tokmill_encoding* encoding, const tokmill_special_policy* policy,
                                          uint32_t flags, size_t threads, tokmill_stream_counter** counter,
                                          tokmill_error** error) {
  return c::guarded(error, [&] {
    *counter = new tokmill_stream_counter{
        StreamCounter(encoding->encoding, c::policy_of(policy), c::ill_formed(flags), threads)};
    return TOKMILL_OK;
  });
}

tokmill_status tokmill_stream_counter_append(tokmill_stream_counter* counter, const char* part, size_t size,
                                             tokmill_error** error) {
  return c::guarded(error, [&] {
    const Result<void> appended = counter->counter.append(c::view(part, size));
    return appended ? TOKMILL_OK : c::fail(error, appended.error());
  });
}

tokmill_status tokmill_stream_counter_finish(tokmill_stream_counter* counter, uint64_t* tokens,
                                             tokmill_error** error) {
  return c::guarded(error, [&] {
    const Result<std::uint64_t> counted = counter->counter.finish();
    if (!counted) return c::fail(error, counted.error());
    *tokens = *counted;
    return TOKMILL_OK;
  });
}

uint64_t tokmill_stream_counter_settled(const tokmill_stream_counter* counter) {
  return counter->counter.settled_tokens();
}

void tokmill_stream_counter_free(tokmill_stream_counter* counter) { delete counter; }

tokmill_status tokmill_stream_encoder_new(const tokmill_encoding* encoding, const tokmill_special_policy* policy,
                                          uint32_t flags, size_t threads, tokmill_stream_encoder** encoder,
                                          tokmill_error** error) {
  return c::guarded(error, [&] {
    *encoder = new tokmill_stream_encoder{
        StreamEncoder(encoding->encoding, c::policy_of(policy), c::ill_formed(flags), threads)};
    return TOKMILL_OK;
  });
}

tokmill_status tokmill_stream_encoder_append(tokmill_stream_encoder* encoder, const char* part, size_t size,
                                             const uint32_t** ids, const uint64_t** ends, size_t* count,
                                             tokmill_error** error) {
  return c::guarded(error, [&] {
    return c::give_tokens(*encoder, ids, ends, count, error, [&](auto& new_ids, auto* new_ends) {
      return encoder->encoder.append(c::view(part, size), new_ids, new_ends);
    });
  });
}

tokmill_status tokmill_stream_encoder_finish(tokmill_stream_encoder* encoder, const uint32_t** ids,
                                             const uint64_t** ends, size_t* count, tokmill_error** error) {
  return c::guarded(error, [&] {
    return c::give_tokens(*encoder, ids, ends, count, error, [&](auto& new_ids, auto* new_ends) {
      return encoder->encoder.finish(new_ids, new_ends);
    });
  });
}

void tokmill_stream_encoder_free(tokmill_stream_encoder* encoder) { delete encoder; }

tokmill_status tokmill_stream_decoder_new(const tokmill_encoding* encoding, uint32_t flags,
                                          tokmill_stream_decoder** decoder, tokmill_error** error) {
  return c::guarded(error, [&] {
    *decoder = new tokmill_stream_decoder{StreamDecoder(encoding->encoding, c::ill_formed(flags))};
    return TOKMILL_OK;
  });
}

tokmill_status tokmill_stream_decoder_append(tokmill_stream_decoder* decoder, const uint32_t* ids, size_t count,
                                             const char** text, size_t* size, tokmill_error** error) {
  return c::guarded(error, [&] {
    return c::give_text(*decoder, text, size, error, [&](std::string& new_text) {
      return decoder->decoder.append(std::span(ids, count), new_text);
    });
  });
}

tokmill_status tokmill_stream_decoder_finish(tokmill_stream_decoder* decoder, const char** text, size_t* size,
                                             tokmill_error** error) {
  return c::guarded(error, [&] {
    return c::give_text(*decoder, text, size, error,
                        [&](std::string& new_text) { return decoder->decoder.finish(new_text); });
  });
}

void tokmill_stream_decoder_free(tokmill_stream_decoder* decoder) { delete decoder; }

}  // extern "C"
