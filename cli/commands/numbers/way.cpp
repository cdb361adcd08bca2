#include "commands/numbers/way.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

#include "options/encoding_source.hpp"
#include "output/format.hpp"
#include "tokmill/utf8.hpp"

namespace tokmill::cli::numbers {
namespace {

std::string describe_cuts(const analysis::Thousands& thousands, const std::vector<std::size_t>& cuts) {
  std::vector<std::size_t> common;
  std::ranges::set_intersection(thousands.inner, cuts, std::back_inserter(common));
  if (common.empty()) return "no cut between thousands";
  if (common.size() == thousands.inner.size()) return "cut between all thousands";
  return output::format("cut between some thousands ({} of {} places)", common.size(),
                        thousands.inner.size());
}

}  // namespace

std::vector<Way> ways_of(const std::string& number, const std::vector<const Encoding*>& encodings) {
  std::vector<Way> ways;
  for (const Encoding* encoding : encodings) {
    const std::string label = encoding_label(encoding->name());
    analysis::SplitNumber split = analysis::split_number(*encoding, number);
    const auto same = std::ranges::find(ways, split.pieces, [](const Way& way) { return way.split.pieces; });
    if (same == ways.end()) {
      ways.push_back({label, std::move(split)});
    } else {
      same->label += ", " + label;
    }
  }
  return ways;
}

std::optional<std::vector<std::vector<std::string_view>>> characters_of_groups(
    std::string_view number, const std::vector<std::size_t>& starts) {
  std::vector<std::vector<std::string_view>> groups(1);
  auto start = starts.begin();
  for (std::size_t at = 0; at < number.size();) {
    if (start != starts.end() && *start < at) return std::nullopt;
    if (start != starts.end() && *start == at) {
      groups.emplace_back();
      ++start;
    }
    const std::string_view character = number.substr(at, next_utf8_unit(number.substr(at)).size);
    groups.back().push_back(character);
    at += character.size();
  }
  if (start != starts.end()) return std::nullopt;
  return groups;
}

std::string token_count(const analysis::SplitNumber& split) {
  return output::format("{} {}", split.pieces.size(), split.pieces.size() == 1 ? "token" : "tokens");
}

std::string describe(const analysis::SplitNumber& split,
                     const std::optional<analysis::Thousands>& thousands) {
  const std::optional<std::vector<std::size_t>> cuts = boundaries(split);
  if (!cuts || !thousands || thousands->inner.empty()) return token_count(split);
  return token_count(split) + ", " + describe_cuts(*thousands, *cuts);
}

std::vector<std::string> with_separators(const std::string& integer) {
  std::vector<std::string> written;
  for (const char* const separator : {",", ".", " ", "_", "'"}) {
    written.push_back(analysis::separated(integer, separator));
  }
  return written;
}

bool has_thousands(const std::string& number) {
  return analysis::is_whole(number) && number.size() > 3;
}

}  // namespace tokmill::cli::numbers
