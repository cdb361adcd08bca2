#include "texts/parallel_sample.hpp"

#include <string>

#include "embedded/parallel.jsonl.hpp"

namespace tokmill::cli {

std::vector<analysis::LanguageTexts> parallel_sample() {
  return analysis::parse_corpus(embedded::parallel_jsonl, [](const std::string&) {});
}

}  // namespace tokmill::cli
