#pragma once

#include <cstddef>
#include <string>

#include "app/arguments.hpp"
#include "tokmill/encoding.hpp"

namespace tokmill::cli {

/// `--special`: how to treat special tokens such as `<|endoftext|>` in the text.
struct SpecialOption {
  std::string choice = "text";

  void declare(Arguments& arguments) {
    arguments.choice("--special", choice, {"text", "allow", "error"},
                     "How to treat special tokens such as <|endoftext|>: as ordinary text (text), as special tokens "
                     "(allow), or as an error (error)");
  }

  [[nodiscard]] SpecialPolicy policy() const {
    if (choice == "allow") return SpecialPolicy::allow_all();
    if (choice == "error") return SpecialPolicy::error();
    return SpecialPolicy::ordinary();
  }
};

}  // namespace tokmill::cli
