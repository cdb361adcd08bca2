#include "options/prices_option.hpp"

#include <cstdlib>
#include <filesystem>
#include <optional>
#include <system_error>

#include "output/io.hpp"
#include "tokmill/formats/price_tables.hpp"
#include "tokmill/registry.hpp"

namespace tokmill::cli {
namespace {

// The variable must hold an absolute path; otherwise the specification has it ignored.
std::optional<std::filesystem::path> configuration_folder() {
  if (const char* folder = std::getenv("XDG_CONFIG_HOME"); folder != nullptr && folder[0] == '/')
    return folder;
  if (const char* home = std::getenv("HOME"); home != nullptr && home[0] == '/') {
    return std::filesystem::path(home) / ".config";
  }
  return std::nullopt;
}

std::vector<std::string> own_files() {
  std::vector<std::string> files;
  const std::optional<std::filesystem::path> folder = configuration_folder();
  if (!folder) return files;
  for (const char* name : {"prices.tsv", "prices.json"}) {
    const std::filesystem::path file = *folder / "tokmill" / name;
    std::error_code none;
    if (std::filesystem::exists(file, none)) files.push_back(file.string());
  }
  return files;
}

Result<void> lay_over(pricing::PriceBook& book, const std::string& path) {
  const Result<std::string> text = read_input(path);
  if (!text) return Error{text.error().code, path + ": " + text.error().message};
  Result<pricing::PriceTable> table = formats::read_price_table(*text);
  if (!table) return Error{table.error().code, path + ": " + table.error().message};
  for (const pricing::PricedModel& model : table->models()) {
    if (model.encoding.empty()) continue;
    if (const Result<const Encoding*> encoding = find_encoding(model.encoding); !encoding) {
      return Error{ErrorCode::malformed_price_table,
                   path + ": " + std::string(model.id) + ": " + encoding.error().message};
    }
  }
  book.add(std::move(*table));
  return {};
}

}  // namespace

void PriceOptions::declare(Arguments& arguments) {
  arguments.texts(
      "--prices", files, "FILE",
      "A price table over the built-in one: tokmill's own form, LiteLLM's, models.dev's, llm-prices' or "
      "genai-prices'");
}

Result<pricing::PriceBook> PriceOptions::load() const {
  pricing::PriceBook book;
  for (const std::vector<std::string>& paths : {own_files(), files}) {
    for (const std::string& path : paths) {
      if (const Result<void> laid = lay_over(book, path); !laid) return laid.error();
    }
  }
  return book;
}

}  // namespace tokmill::cli
