#pragma once

#include <string>
#include <vector>

#include "app/arguments.hpp"
#include "app/exit_code.hpp"
#include "options/date_option.hpp"
#include "options/encodings_option.hpp"
#include "options/text_option.hpp"
#include "output/io.hpp"
#include "tokmill/result.hpp"

namespace tokmill::cli {

struct PageRequest {
  std::string path;  ///< Of the page; `-` is standard output.
  TextOption text;
  bool has_text = false;  ///< Otherwise the page starts with its own example.
  std::vector<const Encoding*> encodings;
  pricing::PriceBook prices;
  pricing::Date at;
  std::vector<std::string> name_notes;
  std::vector<std::string> price_warnings;
};

/// `page`: writes the live page.
struct PageOptions {
  std::optional<std::string> html_path;
  TextOption text;
  EncodingsOption encodings;
  DateOption date;

  void declare(Arguments& arguments);

  /// Errors: those of its options.
  [[nodiscard]] Result<PageRequest> validate() const;
};

[[nodiscard]] ExitCode run(const PageRequest& request, Io& io);

}  // namespace tokmill::cli
