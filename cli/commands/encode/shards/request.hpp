#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <variant>

#include "commands/encode/shards/format.hpp"
#include "input/walk/folder.hpp"
#include "options/add_special_option.hpp"
#include "options/text_option.hpp"
#include "rows/request.hpp"
#include "tokmill/encoding.hpp"

/// Shards: files with the tokens of many documents, for training.
namespace tokmill::cli::shards {

/// Each file is a document.
struct TextsInput {
  TextOption text;
  input::WalkTerms walk;
  bool lists_skipped = false;
};

/// How to make the tokens of a document.
struct Tokenization {
  const Encoding* encoding = nullptr;
  SpecialPolicy special = SpecialPolicy::ordinary();
  AddedSpecial added = {};
  std::optional<SpecialToken> end_of_text = {};  ///< After each document.
  std::size_t most_tokens = 0;                   ///< A document with more tokens is an error.
};

struct Request {
  std::string folder;
  Format format = Format::bin;
  std::uint64_t shard_tokens = 0;
  Tokenization tokenization;
  std::variant<rows::Request, TextsInput> input;
  std::size_t threads = 1;
};

}  // namespace tokmill::cli::shards
