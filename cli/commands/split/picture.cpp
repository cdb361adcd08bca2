#include "commands/split/picture.hpp"

#include <algorithm>
#include <span>
#include <utility>
#include <vector>

#include "output/format.hpp"
#include "output/shorten.hpp"
#include "output/svg.hpp"
#include "output/token_boxes.hpp"
#include "output/visible.hpp"

namespace tokmill::cli::split {
namespace {

using output::Svg;

constexpr double gap = 16;

std::vector<output::TokenBox> boxes_of(const View& view) {
  std::vector<output::TokenBox> boxes;
  for (std::size_t i = 0; i < std::min(view.parts.size(), max_drawn);) {
    const std::span<const Part> cut = texts::cut_parts(view.parts, i);
    const bool is_apart = cut.size() > 1 && !texts::have_joining_letters(cut);
    for (const Part& part : cut) {
      output::TokenBox box{.bytes = part.bytes, .below = part.id ? std::to_string(*part.id) : ""};
      if (is_apart && &part == cut.data()) box.above = output::visible_graphemes(texts::joined_bytes(cut));
      box.continues = is_apart && &part != cut.data();
      boxes.push_back(std::move(box));
    }
    i += cut.size();
  }
  boxes.resize(std::min(boxes.size(), max_drawn));  // within a grapheme of many parts
  return boxes;
}

// `3 tokens in o200k_base`.
std::string caption_of(const View& view) {
  std::string count = std::to_string(view.parts.size());
  if (view.parts.size() > max_drawn) count = output::format("first {} of {}", max_drawn, count);
  return output::format("{} {} in {}", count, view.noun(), view.encoding);
}

// The start of the text with its tokens, for screen readers.
std::string description_of(const View& view) {
  constexpr std::size_t most = 60;
  std::string parts;
  for (std::size_t i = 0; i < std::min(view.parts.size(), most); ++i) {
    parts += (i > 0 ? "|" : ": ") + output::visible(view.parts[i].bytes);
  }
  if (view.parts.size() > most) parts += "|…";
  return caption_of(view) + output::shortened(parts, 8 * most);
}

}  // namespace

std::string picture(const View& view) {
  Svg svg;
  const std::vector<output::TokenBox> boxes = boxes_of(view);
  const output::Extent drawn = output::draw_tokens(svg, boxes, 0, 0, Svg::max_width);
  const double top = boxes.empty() ? 0 : drawn.height + gap;
  const double bottom = top + svg.paragraph(caption_of(view), 0, top, Svg::max_width);
  const bool has_ids = view.parts.empty() || view.parts.front().id;
  return svg.document((has_ids ? "Tokens of " : "Pieces of ") + view.name, description_of(view), bottom);
}

}  // namespace tokmill::cli::split
