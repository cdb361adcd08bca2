#pragma once

// Tokenizing a text that arrives in parts: from a pipe, a socket, or a file that is larger than the memory.
//
//     tokmill::StreamCounter counter(tokmill::o200k_base());
//     while (read(block)) {
//       if (auto appended = counter.append(block); !appended) return report(appended.error());
//     }
//     const tokmill::Result<std::uint64_t> tokens = counter.finish();
//
// The result does not depend on where the text is cut: parts may end inside a character, a special token or a piece,
// and may be empty.
//
// **Memory.** A stream keeps the end of the text whose tokens are not settled yet: later text can still change them.
// Normally that is a few kilobytes; in a piece without end, such as NUL bytes or dashes, at most about 4 MB. There is
// one exception, in which it is all of a run: where the end of a piece *before* the run depends on what follows the
// run. In cl100k_base and o200k_base that is white space without a newline after a newline, in o200k_base also
// upper-case letters after a letter without case or a mark in the same word. It takes at most 16 bytes for each byte of
// the run. So does a run in an encoding of a file with a pre-tokenizer of its own, with normalizers, or with added tokens
// that are not special or are normalized, if the run has no position at which a piece always ends: a word, a number, or
// blanks; or if a normalizer reads on, as over combining marks; and a run of characters that are one unknown token. If
// there is no pre-tokenizer at all, as in vocabularies of SentencePiece, other runs take no more than with a built-in
// encoding.
//
// **Threads.** A stream is not thread-safe, but may be moved from one thread to another between calls.
//
// **Complexity.** Linear in the size of the text, however it is cut. Parts of 64 KiB or more are as fast as
// Encoding::count and Encoding::encode; smaller ones are copied first.

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "tokmill/encoding.hpp"
#include "tokmill/export.hpp"
#include "tokmill/result.hpp"

namespace tokmill::inline TOKMILL_ABI {

/// Counts the tokens of a text that arrives in parts. Equals Encoding::count of the whole text.
class TOKMILL_EXPORT StreamCounter {
 public:
  /// Keeps a copy of `encoding`, which is a handle. As in Encoding::count, special tokens are ordinary text by default. A part of
  /// 2 MiB or more that is UTF-8 is counted on up to `threads` threads if special tokens are ordinary text, as by
  /// count_in_parallel (parallel.hpp); 0 means 1.
  explicit StreamCounter(const Encoding& encoding, SpecialPolicy policy = SpecialPolicy::ordinary(),
                         IllFormed ill_formed = IllFormed::replacement, std::size_t threads = 1);
  StreamCounter(StreamCounter&&) noexcept;
  StreamCounter& operator=(StreamCounter&&) noexcept;
  ~StreamCounter();

  /// Continues the text with `part`, which is only read during the call.
  ///
  /// Errors: those of Encoding::encode. unknown_special_token is returned by the first call; disallowed_special_token
  /// by the call that finds the token, with its byte offset in the whole tokenized text as the position. Every further
  /// call returns the same error, until finish().
  Result<void> append(std::string_view part);

  /// Ends the text and returns the number of its tokens. Errors: see append(). The next append() starts another text.
  Result<std::uint64_t> finish();

  /// The number of tokens that are settled so far: at most the number that finish() would return.
  [[nodiscard]] std::uint64_t settled_tokens() const noexcept;

  /// The byte offset in the stream of the first ill-formed part that was found in this text, or in the last one if none
  /// was started since finish(); nullopt if there is none so far.
  [[nodiscard]] std::optional<std::uint64_t> first_ill_formed() const noexcept;

 private:
  class State;
  std::unique_ptr<State> state_;
};

/// Encodes a text that arrives in parts. Gives the tokens of Encoding::encode for the whole text, each as soon as it is
/// settled, but small parts are collected first: up to a few kilobytes.
class TOKMILL_EXPORT StreamEncoder {
 public:
  /// Keeps a copy of `encoding`, which is a handle. As in Encoding::encode, special tokens are errors by default.
  /// A part is encoded on up to `threads` threads under the conditions of StreamCounter, if no ends are asked for.
  explicit StreamEncoder(const Encoding& encoding, SpecialPolicy policy = SpecialPolicy::error(),
                         IllFormed ill_formed = IllFormed::replacement, std::size_t threads = 1);
  StreamEncoder(StreamEncoder&&) noexcept;
  StreamEncoder& operator=(StreamEncoder&&) noexcept;
  ~StreamEncoder();

  /// Continues the text with `part`, which is only read during the call. Appends the tokens that are settled to `ids`,
  /// and to `ends`, unless it is null, the end of each as a byte offset in the tokenized text: the text itself, or with
  /// IllFormed::replacement the text in which each ill-formed part is U+FFFD.
  ///
  /// Errors: see StreamCounter::append. Unlike Encoding::encode, the tokens before a disallowed special token are
  /// appended, in part or all.
  Result<void> append(std::string_view part, std::vector<TokenId>& ids, std::vector<std::uint64_t>* ends = nullptr);

  /// Ends the text and appends its remaining tokens. Errors: see append(). The next append() starts another text.
  Result<void> finish(std::vector<TokenId>& ids, std::vector<std::uint64_t>* ends = nullptr);

  /// See StreamCounter::first_ill_formed.
  [[nodiscard]] std::optional<std::uint64_t> first_ill_formed() const noexcept;

 private:
  class State;
  std::unique_ptr<State> state_;
};

/// Decodes tokens that arrive in parts, such as those that a model returns. Holds back the bytes of a character until
/// they are complete, so that the text can be shown after each call.
class TOKMILL_EXPORT StreamDecoder {
 public:
  /// Keeps a copy of `encoding`, which is a handle. With IllFormed::replacement, the text is that of Encoding::decode for all
  /// tokens with each ill-formed part replaced by U+FFFD; with IllFormed::byte_fallback, it is exactly these bytes.
  explicit StreamDecoder(const Encoding& encoding, IllFormed ill_formed = IllFormed::replacement);
  StreamDecoder(StreamDecoder&&) noexcept;
  StreamDecoder& operator=(StreamDecoder&&) noexcept;
  ~StreamDecoder();

  /// Continues with `ids`. Appends the characters that are complete to `text`.
  ///
  /// Errors: token_out_of_range, with the index of the id among all ids of the stream as the position. The tokens
  /// before it are decoded. Every further call returns the same error, until finish().
  Result<void> append(std::span<const TokenId> ids, std::string& text);

  /// Ends the text. Appends what was held back: U+FFFD or, with IllFormed::byte_fallback, the bytes. Errors: see
  /// append(). The next append() starts another text.
  Result<void> finish(std::string& text);

 private:
  class State;
  std::unique_ptr<State> state_;
};

}  // namespace tokmill
