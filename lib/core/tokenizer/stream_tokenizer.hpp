#pragma once

// The stages of a stream: UTF-8, special tokens, pieces, tokens.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "core/tokenizer/encoding_data.hpp"
#include "core/tokenizer/outputs.hpp"
#include "core/tokenizer/piece_encoder.hpp"
#include "core/tokenizer/ruled_stream.hpp"
#include "core/tokenizer/special_tokens.hpp"
#include "core/tokenizer/stream_pieces.hpp"
#include "core/tokenizer/stream_special.hpp"
#include "core/tokenizer/stream_utf8.hpp"
#include "core/unicode/utf8.hpp"

namespace tokmill::inline TOKMILL_ABI {

/// Tokenizes a text that arrives in parts. An `Output` (outputs.hpp) receives the tokens.
class StreamTokenizer {
 public:
  StreamTokenizer(const EncodingData& data, SpecialPolicy policy, IllFormed ill_formed)
      : data_(data), policy_(std::move(policy)), ill_formed_(data.treatment(ill_formed)) {
    start();
  }
  StreamTokenizer(const StreamTokenizer&) = delete;
  StreamTokenizer& operator=(const StreamTokenizer&) = delete;

  /// Larger parts are to be divided, because the memory in use depends on the size of a part.
  static constexpr std::size_t max_part = std::size_t{1} << 18;

  template <class Output>
  Result<void> append(std::string_view part, Output& output) {
    if (has_ended_) start();
    if (error_) return *error_;
    Stages<Output> stages(*this, output);
    if (ill_formed_ == IllFormed::byte_fallback) {
      utf8_.append(
          part, [&](std::string_view text) { stages.text(text); },
          [&](std::string_view bytes) { stages.ill_formed(bytes); });
      return result();
    }
    // The stages take as much text as possible at once.
    std::string replaced;
    utf8_.append(
        part,
        [&](std::string_view text) {
          if (replaced.empty()) {
            stages.text(text);
          } else {
            replaced += text;
          }
        },
        [&](std::string_view) { replaced += unicode::replacement_character; });
    if (!replaced.empty()) stages.text(replaced);
    return result();
  }

  /// Settles all tokens of the text so far, and skips the next `size` bytes. Preconditions: special tokens are ordinary
  /// text; the text can be cut safely (safe_cut.hpp) before and after these bytes, and they are UTF-8.
  template <class Output>
  void skip(std::size_t size, Output& output) {
    Stages<Output>(*this, output).end_of_pieces();
    if (ruled_) ruled_->skip(size);
    utf8_.skip(size);
  }

  template <class Output>
  Result<void> finish(Output& output) {
    if (has_ended_) start();
    has_ended_ = true;
    if (error_) return *error_;
    Stages<Output> stages(*this, output);
    utf8_.finish([&](std::string_view bytes) { stages.ill_formed(bytes); });
    if (!error_) stages.end_of_segment();
    return result();
  }

  [[nodiscard]] std::optional<std::uint64_t> first_ill_formed() const noexcept { return utf8_.first_ill_formed(); }

 private:
  template <class Output>
  class Stages {
   public:
    Stages(StreamTokenizer& stream, Output& output)
        : stream_(stream), output_(output), encoder_(stream.data_, output.sink) {}

    // Continues the text. Precondition: `text` consists of whole characters.
    void text(std::string_view text) {
      if (stream_.error_) return;
      if (stream_.ruled_) {
        stream_.error_ = stream_.ruled_->append(text, output_);
        return;
      }
      if (stream_.policy_.is_ordinary()) {
        stream_.pieces_->append(text, encoder_);
        return;
      }
      check(stream_.special_->append(
          text, [this](std::string_view segment) { put_text(segment); },
          [this](const SpecialToken& token) { put_special(token); }));
    }

    void ill_formed(std::string_view bytes) {
      if (stream_.error_) return;
      if (stream_.ill_formed_ == IllFormed::replacement) {
        text(unicode::replacement_character);
        return;
      }
      end_of_segment();
      if (stream_.error_) return;
      stream_.special_->skip(bytes.size());
      for (const char byte : bytes) {
        const TokenId token = stream_.data_.vocabulary.byte_token(static_cast<unsigned char>(byte));
        output_.sink.put(&token, 1);
      }
    }

    // The text ends here, or continues with a byte that is a piece of its own.
    void end_of_segment() {
      if (stream_.ruled_) return end_of_pieces();
      check(stream_.special_->finish([this](std::string_view segment) { put_text(segment); },
                                     [this](const SpecialToken& token) { put_special(token); }));
      end_of_pieces();
    }

    void end_of_pieces() {
      if (stream_.ruled_) {
        stream_.error_ = stream_.ruled_->finish(output_);
      } else {
        stream_.pieces_->finish(encoder_);
      }
    }

   private:
    void put_text(std::string_view segment) { stream_.pieces_->append(segment, encoder_); }

    void put_special(const SpecialToken& token) {
      stream_.pieces_->finish(encoder_);
      output_.put_token(token.id, token.name.size());
    }

    // Sets the error unless all special tokens are allowed.
    void check(bool is_allowed) {
      if (is_allowed) return;
      const auto& found = stream_.special_->disallowed();
      stream_.error_ = disallowed_special_token(*found->token, found->offset);
    }

    StreamTokenizer& stream_;
    Output& output_;
    PieceEncoder<decltype(Output::sink)> encoder_;
  };

  void start() {
    utf8_ = {};
    special_.emplace(data_.special_tokens, policy_);
    pieces_.emplace(data_);
    ruled_.reset();
    if (data_.rules != nullptr) ruled_.emplace(data_, policy_);
    error_.reset();
    has_ended_ = false;
    if (Result<void> checked = data_.special_tokens.check_names(data_.name, policy_); !checked) {
      error_ = std::move(checked).error();
    }
  }

  [[nodiscard]] Result<void> result() const {
    if (error_) return *error_;
    return {};
  }

  const EncodingData& data_;
  const SpecialPolicy policy_;
  const IllFormed ill_formed_;
  StreamUtf8 utf8_;
  std::optional<StreamSpecial> special_;
  std::optional<StreamPieces> pieces_;
  std::optional<RuledStream> ruled_;  // instead of both if the encoding has rules
  std::optional<Error> error_;
  bool has_ended_ = false;
};

}  // namespace tokmill
