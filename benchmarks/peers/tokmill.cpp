// Driver for tokmill; uses the public interface only. compare_peers.py documents the arguments and the output.

#include <tokmill/tokmill.hpp>
#include <tokmill/vocabularies/read.hpp>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <functional>
#include <iterator>
#include <numeric>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

namespace {

using Clock = std::chrono::steady_clock;

double seconds_since(Clock::time_point start) {
  return std::chrono::duration<double>(Clock::now() - start).count();
}

std::string contents_of(const char* path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

// The encoding with this name, or that of the vocabulary file at this path.
std::optional<tokmill::Encoding> encoding_of(const char* name) {
  if (*name == '/') {
    auto read = tokmill::vocabularies::read_encoding(contents_of(name), {name, ""});
    return read ? std::optional(*std::move(read)) : std::nullopt;
  }
  const auto found = tokmill::find_encoding(name);
  return found ? std::optional(**found) : std::nullopt;
}

std::vector<std::string_view> lines_of(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    lines.push_back(text.substr(0, end));
    text = end == std::string_view::npos ? std::string_view() : text.substr(end + 1);
  }
  return lines;
}

std::size_t encode_each(const tokmill::Encoding& encoding, std::span<const std::string_view> lines) {
  std::size_t tokens = 0;
  for (const std::string_view line : lines) {
    std::vector<tokmill::TokenId> ids;  // a new vector for each line, because every peer returns a new list
    encoding.encode_ordinary(line, ids);
    tokens += ids.size();
  }
  return tokens;
}

std::size_t encode_lines(const tokmill::Encoding& encoding, std::span<const std::string_view> lines,
                         std::size_t threads) {
  if (threads == 1) return encode_each(encoding, lines);
  std::vector<std::size_t> tokens(threads);
  std::vector<std::thread> workers;
  for (std::size_t i = 0; i < threads; ++i) {
    const std::size_t from = lines.size() * i / threads;
    const std::size_t to = lines.size() * (i + 1) / threads;
    workers.emplace_back([&, i, from, to] { tokens[i] = encode_each(encoding, lines.subspan(from, to - from)); });
  }
  for (std::thread& worker : workers) worker.join();
  return std::accumulate(tokens.begin(), tokens.end(), std::size_t{0});
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 6) {
    std::fputs("usage: tokmill_benchmark ids|encode|count|lines ENCODING FILE REPEATS THREADS\n", stderr);
    return 2;
  }
  const std::string_view task = argv[1];
  std::ifstream file(argv[3], std::ios::binary);
  const std::string text((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
  if (!file) return 1;
  const int repeats = std::atoi(argv[4]);
  const auto threads = static_cast<std::size_t>(std::atoi(argv[5]));

  const Clock::time_point start = Clock::now();
  const std::optional<tokmill::Encoding> found = encoding_of(argv[2]);
  if (!found) return 3;
  const tokmill::Encoding& encoding = *found;
  std::vector<tokmill::TokenId> ids;
  encoding.encode_ordinary("a", ids);
  const double ready = seconds_since(start);

  if (task == "ids") {
    ids.clear();
    encoding.encode_ordinary(text, ids);
    return std::fwrite(ids.data(), sizeof ids[0], ids.size(), stdout) == ids.size() ? 0 : 1;
  }

  const std::vector<std::string_view> lines = task == "lines" ? lines_of(text) : std::vector<std::string_view>();
  const std::function<std::size_t()> pass = [&]() -> std::size_t {
    if (task == "count") return tokmill::count_in_parallel(encoding, text, threads);
    if (task == "lines") return encode_lines(encoding, lines, threads);
    std::vector<tokmill::TokenId> fresh;
    tokmill::encode_in_parallel(encoding, text, fresh, threads);
    return fresh.size();
  };
  std::printf("{\"ready\":%.9f,\"seconds\":[", ready);
  std::size_t tokens = 0;
  for (int i = 0; i < repeats; ++i) {
    const Clock::time_point before = Clock::now();
    tokens = pass();
    std::printf("%s%.9f", i == 0 ? "" : ",", seconds_since(before));
  }
  std::printf("],\"tokens\":%zu}\n", tokens);
  return 0;
}
