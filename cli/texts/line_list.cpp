#include "texts/line_list.hpp"

#include <algorithm>
#include <tuple>
#include <utility>

namespace tokmill::cli::texts {
namespace {

// Orders lines by LineTerms::order.
struct Before {
  Order order;

  bool operator()(const ListedLine& one, const ListedLine& other) const {
    if (order == Order::tokens && one.sizes.tokens != other.sizes.tokens) return one.sizes.tokens > other.sizes.tokens;
    if (order == Order::bytes && one.sizes.bytes != other.sizes.bytes) return one.sizes.bytes > other.sizes.bytes;
    const auto by_path = [](const ListedLine& line) { return std::tie(line.path, line.number, line.argument); };
    const auto by_argument = [](const ListedLine& line) { return std::tie(line.argument, line.path, line.number); };
    return order == Order::path ? by_path(one) < by_path(other) : by_argument(one) < by_argument(other);
  }
};

}  // namespace

void LineList::put(ListedLine line) {
  lines_.push_back(std::move(line));
  if (terms_.top) std::ranges::push_heap(lines_, Before{terms_.order});
}

void LineList::add(const analysis::CountedLine& line, const std::string& path, std::size_t argument) {
  if (is_full()) {
    // A line that does not come before the last one is not copied. If they are equal, it follows.
    const Sizes& last = lines_.front().sizes;
    const bool is_before = terms_.order == Order::tokens  ? line.tokens > last.tokens
                           : terms_.order == Order::bytes ? line.bytes > last.bytes
                                                          : false;
    if (!is_before) return;
    std::ranges::pop_heap(lines_, Before{terms_.order});
    lines_.pop_back();
  }
  put({path, argument, line.number, {line.tokens, line.bytes, line.characters}, std::string(line.text)});
}

void LineList::merge(LineList other) {
  for (ListedLine& line : other.lines_) {
    if (is_full()) {
      if (!Before{terms_.order}(line, lines_.front())) continue;
      std::ranges::pop_heap(lines_, Before{terms_.order});
      lines_.pop_back();
    }
    put(std::move(line));
  }
}

std::vector<ListedLine> LineList::take() && {
  std::ranges::sort(lines_, Before{terms_.order});
  return std::move(lines_);
}

}  // namespace tokmill::cli::texts
