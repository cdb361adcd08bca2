#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "commands/encode/shards/request.hpp"
#include "tokmill/result.hpp"

namespace tokmill::cli::shards {

/// The tokens of consecutive inputs, which are rows or files. Inputs are numbered from 0 within it. An input that is
/// null, left out or an error is no document.
struct Documents {
  struct Document {
    std::size_t input;
    std::uint32_t tokens;
  };

  std::string bytes;                        ///< Of the tokens of all documents.
  std::vector<Document> documents;          ///< In order. None has 0 tokens.
  std::vector<std::uint64_t> fingerprints;  ///< Of each input.
  std::vector<std::size_t> failed;          ///< The inputs with an error, in order.
  std::size_t empty = 0;                    ///< How many texts have no tokens, and are no documents.
};

/// Makes documents of texts. Use one for each thread.
class DocumentEncoder {
 public:
  explicit DocumentEncoder(const Tokenization& tokenization) : tokenization_(tokenization) {}

  /// Encodes the text of an input on up to `threads` threads and returns the number of its tokens. Errors: those of
  /// Encoding::encode(); invalid_argument if there are too many tokens.
  [[nodiscard]] Result<std::uint64_t> add(std::string_view text, std::size_t input, std::size_t threads);

  /// What was added, without fingerprints and failures.
  [[nodiscard]] Documents take();

 private:
  const Tokenization& tokenization_;
  std::vector<TokenId> ids_;
  std::vector<Documents::Document> documents_;
  std::size_t empty_ = 0;
};

}  // namespace tokmill::cli::shards
