#pragma once

#include <optional>
#include <string>
#include <vector>

#include "app/exit_code.hpp"
#include "rows/rows_option.hpp"
#include "options/threads_option.hpp"
#include "options/tokenizer_option.hpp"
#include "output/io.hpp"
#include "tokmill/encoding.hpp"
#include "tokmill/result.hpp"

namespace tokmill::cli {

/// A validated `tokmill decode`: prints the bytes of token ids.
struct DecodeRequest {
  const Encoding* encoding = nullptr;
  std::optional<rows::Request> rows;
  TextOption text;  ///< How to read standard input.
  // Or the error of an id that is out of range, which is one of the input. nullopt: read standard input.
  std::optional<Result<std::vector<TokenId>>> ids;
  std::vector<std::string> name_notes = {};  ///< What rules resolved names of models to.
};

struct DecodeOptions {
  TokenizerOption tokenizer;
  std::vector<std::string> ids;
  RowsOption rows;
  ThreadsOption threads;
  TextOption text;  // only --no-decompress

  void declare(Arguments& arguments);
  [[nodiscard]] Result<DecodeRequest> validate() const;
};

[[nodiscard]] ExitCode run(const DecodeRequest& request, Io& io);

}  // namespace tokmill::cli
