#pragma once

#include <cstddef>
#include <optional>
#include <string>

#include "app/exit_code.hpp"
#include "commands/encode/shards/option.hpp"
#include "commands/encode/shards/request.hpp"
#include "options/add_special_option.hpp"
#include "rows/rows_option.hpp"
#include "options/special_option.hpp"
#include "options/text_option.hpp"
#include "options/threads_option.hpp"
#include "options/tokenizer_option.hpp"
#include "output/io.hpp"
#include "tokmill/encoding.hpp"
#include "tokmill/result.hpp"

namespace tokmill::cli {

/// A validated `tokmill encode`: prints the token ids of a text.
struct EncodeRequest {
  enum class Output { ids, json, rows, npy, shards };

  TextOption text;
  const Encoding* encoding = nullptr;
  std::vector<std::string> name_notes = {};  ///< What rules resolved names of models to.
  SpecialPolicy special = SpecialPolicy::ordinary();
  AddedSpecial added = {};  ///< Put around each text.
  Output output = Output::ids;
  rows::Request rows;     // for rows
  std::string npy_path;  // for npy
  std::optional<shards::Request> shards = {};  // for shards
  std::size_t threads = 1;
  bool special_is_error = false;
};

struct EncodeOptions {
  TokenizerOption tokenizer;
  TextOption text;
  SpecialOption special;
  AddSpecialOption add_special;
  ThreadsOption threads;
  RowsOption rows;
  std::optional<std::string> npy_path;
  shards::Option shards;
  bool json = false;

  void declare(Arguments& arguments);
  [[nodiscard]] Result<EncodeRequest> validate() const;
};

[[nodiscard]] ExitCode run(const EncodeRequest& request, Io& io);

}  // namespace tokmill::cli
