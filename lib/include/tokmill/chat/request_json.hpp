#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "tokmill/export.hpp"
#include "tokmill/formats/json.hpp"
#include "tokmill/pricing/bill.hpp"
#include "tokmill/result.hpp"

namespace tokmill::inline TOKMILL_ABI::chat {

/// The form of a request.
enum class Shape {
  chat,         ///< OpenAI's Chat Completions.
  messages,     ///< Messages without a model: a fine-tuning example, or a request that leaves the model to the caller.
  responses,    ///< OpenAI's Responses.
  embeddings,   ///< OpenAI's Embeddings.
  completions,  ///< OpenAI's Completions.
  anthropic,    ///< Anthropic's Messages.
  preference,   ///< A fine-tuning example with a preferred and another output.
  completion,   ///< A fine-tuning example with a prompt and its completion.
  answer,       ///< The answer to a request, with the usage that the provider bills.
  failure,      ///< The error that a request got instead of an answer.
};

/// A request that was read from JSON. Only what its price depends on besides the texts is stored; count_request() walks
/// through the document. Refers to the JSON text, which must outlive it.
class TOKMILL_EXPORT Request {
 public:
  Shape shape = Shape::chat;
  std::string model;         ///< Empty if the request names none.
  std::string service_tier;  ///< Of an answer, the tier in which it was given; empty if there is none.

  std::uint64_t answers = 1;                 ///< How many answers it asks for: `n` or `best_of` for each prompt.
  std::optional<std::uint64_t> max_output;   ///< The limit that it sets for the output tokens of one answer.
  std::optional<pricing::Usage> usage;       ///< Of an answer.
  std::uint64_t audio_tokens = 0;            ///< Of an answer: how many tokens of its usage are audio.

  /// The object or array that has the shape, and the names of the members that lead to it: `body`, or `response` and
  /// `body`.
  [[nodiscard]] formats::JsonValue body() const { return body_; }
  [[nodiscard]] std::string_view outer() const { return outer_; }
  [[nodiscard]] std::string_view inner() const { return inner_; }

  /// Whether the JSON text is UTF-8.
  [[nodiscard]] bool is_well_formed() const noexcept { return document_.is_well_formed(); }

 private:
  friend TOKMILL_EXPORT Result<Request> read_request(std::string_view json);
  Request(formats::JsonDocument document, formats::JsonValue body) : document_(std::move(document)), body_(body) {}

  formats::JsonDocument document_;
  formats::JsonValue body_;
  std::string_view outer_;
  std::string_view inner_;
};

/// Reads a request from a JSON document. It is recognized by its members, in any of these forms:
///
/// - a request to Chat Completions, Responses, Embeddings or Completions of OpenAI, or to Messages of Anthropic, or an
///   array of messages;
/// - a line of a batch with such a request in `body` (OpenAI) or `params` (Anthropic);
/// - a line of a batch's output, or the answer itself;
/// - a fine-tuning example: messages, a preference, or a prompt and its completion.
///
/// Takes eight bytes for each JSON value and each name of a member, so at most five times the size of the text. Linear.
///
/// Errors: malformed_request for invalid JSON, a document of another form (the message says what it looks like), or a
/// setting that the price depends on and that is invalid. The message starts with the JSON pointer to the invalid
/// value, except for invalid JSON. count_request() checks the rest.
[[nodiscard]] TOKMILL_EXPORT Result<Request> read_request(std::string_view json);

}  // namespace tokmill::chat
