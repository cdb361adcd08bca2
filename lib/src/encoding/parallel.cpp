#include "tokmill/parallel.hpp"

#include <algorithm>
#include <atomic>
#include <exception>
#include <mutex>
#include <thread>

#include "split/safe_cut.hpp"
#include "tokmill/text.hpp"

namespace tokmill {
namespace {

// Parts are of about this size: large against what a thread does between two of them, small enough that none is left waiting
// for the last part of another.
constexpr std::size_t part_size = std::size_t{1} << 20;

// How far beyond that a place to cut is looked for.
constexpr std::size_t reach = part_size / 4;

// The text in parts, in order. One part where it cannot be cut, or need not be.
std::vector<std::string_view> parts_of(std::string_view text, std::size_t threads) {
  if (threads < 2 || text.size() < part_size || find_ill_formed(text)) return {text};
  std::vector<std::string_view> parts;
  while (text.size() > part_size) {
    const std::size_t cut = split::safe_cut(text, part_size, reach);
    parts.push_back(text.substr(0, cut));
    text.remove_prefix(cut);
  }
  if (!text.empty()) parts.push_back(text);
  return parts;
}

// Calls work(i) for each part once, on so many threads; each takes the next part that is left. What `work` throws is thrown
// here, when all threads have ended.
template <class Work>
void for_each_part(std::size_t parts, std::size_t threads, const Work& work) {
  std::atomic<std::size_t> next{0};
  std::mutex mutex;
  std::exception_ptr failure;
  const auto take_parts = [&] {
    try {
      for (std::size_t i = next++; i < parts; i = next++) work(i);
    } catch (...) {
      next = parts;
      const std::lock_guard lock(mutex);
      failure = std::current_exception();
    }
  };
  {
    std::vector<std::jthread> others;
    for (std::size_t i = 1; i < std::min(threads, parts); ++i) others.emplace_back(take_parts);
    take_parts();
  }
  if (failure) std::rethrow_exception(failure);
}

}  // namespace

std::size_t count_in_parallel(const Encoding& encoding, std::string_view text, std::size_t threads,
                              IllFormed ill_formed) {
  const std::vector<std::string_view> parts = parts_of(text, threads);
  std::atomic<std::size_t> tokens{0};
  for_each_part(parts.size(), threads, [&](std::size_t i) { tokens += encoding.count(parts[i], ill_formed); });
  return tokens;
}

void encode_in_parallel(const Encoding& encoding, std::string_view text, std::vector<TokenId>& out,
                        std::size_t threads, IllFormed ill_formed) {
  const std::vector<std::string_view> parts = parts_of(text, threads);
  if (parts.size() == 1) {
    encoding.encode_ordinary(text, out, ill_formed);
    return;
  }
  // Whoever ends the part whose turn it is appends it, and those behind it that are done.
  std::mutex mutex;
  std::vector<std::vector<TokenId>> done(parts.size());
  std::vector<bool> is_done(parts.size(), false);
  std::size_t turn = 0;
  for_each_part(parts.size(), threads, [&](std::size_t i) {
    std::vector<TokenId> tokens;
    encoding.encode_ordinary(parts[i], tokens, ill_formed);
    const std::lock_guard lock(mutex);
    done[i] = std::move(tokens);
    is_done[i] = true;
    for (; turn < parts.size() && is_done[turn]; ++turn) {
      out.insert(out.end(), done[turn].begin(), done[turn].end());
      done[turn] = {};
    }
  });
}

}  // namespace tokmill
