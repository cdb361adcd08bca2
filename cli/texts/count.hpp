#pragma once

#include <cstddef>
#include <optional>
#include <span>

#include "input/walk/folder.hpp"
#include "options/add_special_option.hpp"
#include "options/text_option.hpp"
#include "output/io.hpp"
#include "texts/line_list.hpp"
#include "texts/result.hpp"
#include "tokmill/encoding.hpp"

/// The texts that the arguments of a command name: files, folders, standard input, or a literal text.
namespace tokmill::cli::texts {

struct Request {
  TextOption text;
  SpecialPolicy special = SpecialPolicy::ordinary();
  input::WalkTerms walk;
  bool lists_skipped = false;     ///< Report each file that is left out.
  bool needs_characters = false;  ///< Count characters, too.
  std::size_t threads = 1;
  AddSpecialOption add_special = {};  ///< Whether each text gets the tokens of the encoding.
  std::optional<LineTerms> lines = {};  ///< Lists lines of the texts, too. Precondition: there is one encoding.
};

/// Counts every text that the request names, including everything in its folders, under each of `encodings`, of which
/// there is at least one. Reads each text once, in constant memory. Reports on standard error what failed, what was
/// left out, and, once for all inputs, that some are not UTF-8. The result does not depend on the number of threads.
[[nodiscard]] CountedTexts count(const Request& request, std::span<const Encoding* const> encodings, Io& io);

}  // namespace tokmill::cli::texts
