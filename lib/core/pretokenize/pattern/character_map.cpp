#include "core/pretokenize/pattern/character_map.hpp"

#include <algorithm>
#include <map>
#include <utility>

namespace tokmill::pretokenize::pattern {
namespace {

// A run of code points of one class, up to the next run.
struct ClassRun {
  char32_t first;
  std::uint32_t number;
};

// Numbers the runs so that two have the same number if they had, and if both or neither are in the set.
void refine(std::vector<ClassRun>& runs, const unicode::CodePointSet& set, std::uint32_t& count) {
  std::vector<std::uint32_t> number_inside(count, ~std::uint32_t{0});
  std::vector<bool> occurs_outside(count, false);
  const std::span<const unicode::CodePointRange> ranges = set.ranges();
  std::size_t next = 0;  // the first range that does not end before the run
  const auto is_inside = [&](char32_t first) {
    while (next < ranges.size() && ranges[next].last < first) ++next;
    return next < ranges.size() && ranges[next].first <= first;
  };
  for (const ClassRun& run : runs) {
    if (!is_inside(run.first)) occurs_outside[run.number] = true;
  }
  next = 0;
  for (ClassRun& run : runs) {
    if (!is_inside(run.first) || !occurs_outside[run.number]) continue;
    std::uint32_t& inside = number_inside[run.number];
    if (inside == ~std::uint32_t{0}) inside = count++;
    run.number = inside;
  }
}

// The starts of ranges, and of the gaps between them.
std::vector<ClassRun> runs_of(std::span<const unicode::CodePointSet* const> sets) {
  std::vector<char32_t> starts{0};
  for (const unicode::CodePointSet* const set : sets) {
    for (const unicode::CodePointRange& range : set->ranges()) {
      starts.push_back(range.first);
      if (range.last < unicode::max_code_point) starts.push_back(range.last + 1);
    }
  }
  std::sort(starts.begin(), starts.end());
  starts.erase(std::unique(starts.begin(), starts.end()), starts.end());
  std::vector<ClassRun> runs;
  for (const char32_t start : starts) runs.push_back({start, 0});
  return runs;
}

// The first byte in UTF-8.
unsigned char lead_byte(char32_t code_point) {
  if (code_point < 0x80) return static_cast<unsigned char>(code_point);
  if (code_point < 0x800) return static_cast<unsigned char>(0xC0 | code_point >> 6);
  if (code_point < 0x10000) return static_cast<unsigned char>(0xE0 | code_point >> 12);
  return static_cast<unsigned char>(0xF0 | code_point >> 18);
}

}  // namespace

std::optional<CharacterMap> CharacterMap::make(std::span<const unicode::CodePointSet* const> sets) {
  std::vector<ClassRun> runs = runs_of(sets);
  std::uint32_t count = 1;
  for (const unicode::CodePointSet* const set : sets) {
    refine(runs, *set, count);
    if (count >= max_classes) return std::nullopt;
  }

  CharacterMap map;
  map.class_count_ = count + 1;
  map.examples_.assign(count, 0);
  for (auto run = runs.rbegin(); run != runs.rend(); ++run) map.examples_[run->number] = run->first;

  for (std::size_t i = 0; i < runs.size(); ++i) {
    const char32_t last = i + 1 < runs.size() ? runs[i + 1].first - 1 : unicode::max_code_point;
    for (unsigned byte = lead_byte(runs[i].first); byte <= lead_byte(last); ++byte) {
      map.after_lead_[byte].insert(static_cast<ClassNumber>(runs[i].number));
    }
  }

  map.block_of_prefix_.reserve(prefix_count);
  std::array<ClassNumber, block_size> block;
  std::map<std::array<ClassNumber, block_size>, std::uint16_t> number_of_block;
  std::size_t run = 0;
  while (map.block_of_prefix_.size() < prefix_count) {
    const auto start = static_cast<char32_t>(map.block_of_prefix_.size() << block_bits);
    const std::size_t first_run = run;
    for (std::size_t i = 0; i < block_size; ++i) {
      if (run + 1 < runs.size() && runs[run + 1].first == start + i) ++run;
      block[i] = static_cast<ClassNumber>(runs[run].number);
    }
    const auto [entry, is_new] = number_of_block.try_emplace(block, static_cast<std::uint16_t>(number_of_block.size()));
    if (is_new) map.blocks_.insert(map.blocks_.end(), block.begin(), block.end());
    map.block_of_prefix_.push_back(entry->second);
    if (run != first_run) continue;
    // The next blocks are the same for as long as the run goes on.
    const std::size_t run_end = run + 1 < runs.size() ? runs[run + 1].first >> block_bits : prefix_count;
    map.block_of_prefix_.resize(std::max(run_end, map.block_of_prefix_.size()), entry->second);
  }
  for (char32_t c = 0; c < 0x80; ++c) map.ascii_[c] = map.class_of(c);
  return map;
}

std::optional<CharacterMap> CharacterMap::refinement(std::span<const CharacterMap* const> maps) {
  CharacterMap map;
  std::map<std::vector<std::uint16_t>, ClassNumber> numbers;            // of classes, by those of each map
  std::map<std::vector<std::uint16_t>, std::uint16_t> number_of_block;  // by the blocks of each map
  for (std::size_t prefix = 0; prefix < prefix_count; ++prefix) {
    std::vector<std::uint16_t> blocks;
    for (const CharacterMap* const one : maps) blocks.push_back(one->block_of_prefix_[prefix]);
    const auto [entry, is_new] =
        number_of_block.try_emplace(std::move(blocks), static_cast<std::uint16_t>(number_of_block.size()));
    map.block_of_prefix_.push_back(entry->second);
    const auto first = static_cast<char32_t>(prefix << block_bits);
    for (char32_t code_point = first; is_new && code_point < first + block_size; ++code_point) {
      std::vector<std::uint16_t> classes;
      for (const CharacterMap* const one : maps) classes.push_back(one->class_of(code_point));
      const auto [number, is_new_class] =
          numbers.try_emplace(std::move(classes), static_cast<ClassNumber>(numbers.size()));
      if (is_new_class) map.examples_.push_back(code_point);
      if (map.examples_.size() >= max_classes) return std::nullopt;
      map.blocks_.push_back(number->second);
    }
  }
  for (char32_t c = 0; c <= unicode::max_code_point; ++c) map.after_lead_[lead_byte(c)].insert(map.class_of(c));
  map.class_count_ = numbers.size() + 1;
  for (char32_t c = 0; c < 0x80; ++c) map.ascii_[c] = map.class_of(c);
  return map;
}

}  // namespace tokmill::pretokenize::pattern
