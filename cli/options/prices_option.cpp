#include "options/prices_option.hpp"

#include <filesystem>
#include <optional>
#include <system_error>

#include "options/text_option.hpp"
#include "options/user_folder.hpp"
#include "output/format.hpp"
#include "output/path.hpp"
#include "tokmill/formats/price_tables.hpp"
#include "tokmill/registry.hpp"

namespace tokmill::cli {
namespace {

std::vector<std::string> user_tables() {
  std::vector<std::string> files;
  const std::optional<std::filesystem::path> folder = user_folder("XDG_CONFIG_HOME", ".config");
  if (!folder) return files;
  for (const char* name : {"prices.tsv", "prices.json"}) {
    const std::filesystem::path file = *folder / "tokmill" / name;
    std::error_code ignored;
    if (std::filesystem::exists(file, ignored)) files.push_back(file.string());
  }
  return files;
}

Result<void> add_table(pricing::PriceBook& book, const std::string& path, std::vector<std::string>& warnings) {
  const std::string prefix = output::printable_path(path) + ": ";
  const Result<ConvertedText> text = read_converted(path);
  if (!text) return Error{text.error().code, prefix + text.error().message};
  Result<pricing::PriceTable> table = formats::read_price_table(text->bytes);
  if (!table) return Error{table.error().code, prefix + table.error().message};
  for (const pricing::PricedModel& model : table->models()) {
    if (model.encoding.empty()) continue;
    if (const Result<const Encoding*> encoding = find_encoding(model.encoding); !encoding) {
      return Error{ErrorCode::malformed_price_table,
                   prefix + std::string(model.id) + ": " + encoding.error().message};
    }
  }
  if (const pricing::LeftOut& left_out = table->left_out(); left_out.count > 0) {
    warnings.push_back(output::format("{}{} {} left out, the first at {}", prefix, left_out.count,
                                      left_out.count == 1 ? "value" : "values", left_out.first));
  }
  book.add(std::move(*table));
  return {};
}

}  // namespace

void PricesOption::declare(Arguments& arguments) {
  arguments.texts("--prices", files, "FILE",
                  "Add the price table FILE (tokmill, LiteLLM, models.dev, llm-prices or genai-prices format); "
                  "repeatable");
}

Result<pricing::PriceBook> PricesOption::load() const {
  std::vector<std::string> ignored;
  return load(ignored);
}

Result<pricing::PriceBook> PricesOption::load(std::vector<std::string>& warnings) const {
  pricing::PriceBook book;
  for (const std::vector<std::string>& paths : {user_tables(), files}) {
    for (const std::string& path : paths) {
      if (const Result<void> added = add_table(book, path, warnings); !added) return added.error();
    }
  }
  return book;
}

}  // namespace tokmill::cli
