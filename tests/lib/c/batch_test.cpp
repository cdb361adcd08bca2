#include <doctest/doctest.h>

#include <cstdint>
#include <initializer_list>
#include <limits>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "lib/c/handles.hpp"

using namespace tokmill_c;

namespace {

constexpr std::size_t null_row = std::numeric_limits<std::size_t>::max();

// Rows in the layout of Arrow, with some rows before those that are meant.
template <class Offset>
struct Column {
  std::string data = "before";
  std::vector<Offset> offsets = {0, 3, 6};
  std::vector<std::uint8_t> validity = {0xFF};
  std::vector<tokmill_text> texts;  // the same rows
  std::size_t first = 2;

  explicit Column(const std::vector<std::string_view>& rows, std::size_t null = null_row) {
    for (std::size_t i = 0; i < rows.size(); ++i) {
      data += rows[i];
      offsets.push_back(static_cast<Offset>(data.size()));
      const std::size_t bit = first + i;
      if (bit / 8 == validity.size()) validity.push_back(0xFF);
      if (i == null) validity[bit / 8] &= static_cast<std::uint8_t>(~(1U << bit % 8));
      texts.push_back(i == null ? tokmill_text{nullptr, 0} : text_of(rows[i]));
    }
  }

  [[nodiscard]] tokmill_column view() const {
    return {data.data(), offsets.data(), validity.data(), first, texts.size(), sizeof(Offset)};
  }
};

std::vector<std::string> random_rows(std::size_t count) {
  constexpr std::string_view parts[] = {"the ", "\u4F60\u597D", "12345", "\n", "\xFF", "don't", "", "====", " x"};
  std::mt19937 chance(11);
  std::vector<std::string> rows(count);
  for (std::string& row : rows) {
    const std::size_t size = chance() % 50;
    for (std::size_t i = 0; i < size; ++i) row += parts[chance() % std::size(parts)];
  }
  return rows;
}

std::vector<std::uint32_t> encode(const tokmill_encoding* encoding, std::string_view text) {
  std::vector<std::uint32_t> ids(text.size() * 3 + 1);
  std::size_t size = 0;
  REQUIRE(tokmill_encode(encoding, text.data(), text.size(), nullptr, 0, ids.data(), nullptr, ids.size(), &size,
                         nullptr) == TOKMILL_OK);
  ids.resize(size);
  return ids;
}

template <class Offset>
void check_rows(std::size_t rows, std::size_t null) {
  const auto cl100k = encoding("cl100k_base");
  const std::vector<std::string> texts = random_rows(rows);
  const Column<Offset> column(std::vector<std::string_view>(texts.begin(), texts.end()), null);
  std::vector<std::uint32_t> expected_ids;
  std::vector<std::uint64_t> expected_offsets = {0};
  for (std::size_t i = 0; i < rows; ++i) {
    if (i != null) {
      const std::vector<std::uint32_t> ids = encode(cl100k.get(), texts[i]);
      expected_ids.insert(expected_ids.end(), ids.begin(), ids.end());
    }
    expected_offsets.push_back(expected_ids.size());
  }
  const tokmill_column view = column.view();
  for (const std::size_t threads : std::initializer_list<std::size_t>{0, 1, 2, 5}) {
    CAPTURE(threads);
    std::vector<std::uint64_t> counts(rows, 7);
    REQUIRE(tokmill_count_column(cl100k.get(), &view, nullptr, 0, threads, counts.data(), nullptr) == TOKMILL_OK);
    std::vector<std::uint64_t> of_texts(rows, 7);
    REQUIRE(tokmill_count_texts(cl100k.get(), column.texts.data(), rows, nullptr, 0, threads, of_texts.data(),
                                nullptr) == TOKMILL_OK);
    CHECK(of_texts == counts);
    for (std::size_t i = 0; i < rows; ++i) REQUIRE(counts[i] == expected_offsets[i + 1] - expected_offsets[i]);

    std::uint32_t* ids = nullptr;
    std::vector<std::uint64_t> offsets(rows + 1, 7);
    REQUIRE(tokmill_encode_column(cl100k.get(), &view, nullptr, 0, threads, &ids, offsets.data(), nullptr) ==
            TOKMILL_OK);
    CHECK(offsets == expected_offsets);
    CHECK(std::vector<std::uint32_t>(ids, ids + offsets.back()) == expected_ids);
    tokmill_free(ids);
    REQUIRE(tokmill_encode_texts(cl100k.get(), column.texts.data(), rows, nullptr, 0, threads, &ids, offsets.data(),
                                 nullptr) == TOKMILL_OK);
    CHECK(offsets == expected_offsets);
    CHECK(std::vector<std::uint32_t>(ids, ids + offsets.back()) == expected_ids);
    tokmill_free(ids);
  }
}

}  // namespace

TEST_CASE("c: rows are counted and encoded as each by itself, whatever the threads") {
  check_rows<std::int32_t>(2000, 7);
  check_rows<std::int64_t>(2000, 1999);
  check_rows<std::int32_t>(1, null_row);
  check_rows<std::int64_t>(1, 0);
}

TEST_CASE("c: no rows") {
  const auto gpt2 = encoding("gpt2");
  const tokmill_column empty{nullptr, nullptr, nullptr, 0, 0, 4};
  CHECK(tokmill_count_column(gpt2.get(), &empty, nullptr, 0, 2, nullptr, nullptr) == TOKMILL_OK);
  std::uint32_t* ids = nullptr;
  std::uint64_t offset = 7;
  CHECK(tokmill_encode_column(gpt2.get(), &empty, nullptr, 0, 2, &ids, &offset, nullptr) == TOKMILL_OK);
  CHECK(offset == 0);
  CHECK(ids != nullptr);
  tokmill_free(ids);
}

TEST_CASE("c: without a bitmap, no row is null") {
  const auto gpt2 = encoding("gpt2");
  const Column<std::int32_t> column({"hello", "", "hello world"});
  tokmill_column view = column.view();
  view.validity = nullptr;
  std::uint64_t counts[3] = {7, 7, 7};
  REQUIRE(tokmill_count_column(gpt2.get(), &view, nullptr, 0, 1, counts, nullptr) == TOKMILL_OK);
  CHECK(counts[0] == 1);
  CHECK(counts[1] == 0);
  CHECK(counts[2] == 2);
}

TEST_CASE("c: the error of the first row that has one, whatever the threads") {
  const auto cl100k = encoding("cl100k_base");
  const auto policy = error_policy();
  std::vector<std::string> rows = random_rows(3000);
  rows[2000] = "one<|endoftext|>";
  rows[1234] = "some<|endoftext|>";
  rows[2999] = "<|endoftext|>";
  const Column<std::int64_t> column(std::vector<std::string_view>(rows.begin(), rows.end()));
  const tokmill_column view = column.view();
  for (const std::size_t threads : std::initializer_list<std::size_t>{1, 2, 7}) {
    std::vector<std::uint64_t> counts(rows.size() + 1);
    const Failure counted = failure_of([&](tokmill_error** error) {
      return tokmill_count_column(cl100k.get(), &view, policy.get(), 0, threads, counts.data(), error);
    });
    CHECK(counted.status == TOKMILL_DISALLOWED_SPECIAL_TOKEN);
    CHECK(counted.row == 1234);
    CHECK(counted.position == 4);
    std::uint32_t* ids = nullptr;
    const Failure encoded = failure_of([&](tokmill_error** error) {
      return tokmill_encode_column(cl100k.get(), &view, policy.get(), 0, threads, &ids, counts.data(), error);
    });
    CHECK(encoded.row == 1234);
    CHECK(ids == nullptr);
  }
}

TEST_CASE("c: rows with special tokens") {
  const auto cl100k = encoding("cl100k_base");
  const auto policy = allow_policy();
  const Column<std::int32_t> column({"a<|endoftext|>", "b"});
  const tokmill_column view = column.view();
  std::uint64_t counts[2] = {};
  REQUIRE(tokmill_count_column(cl100k.get(), &view, policy.get(), 0, 1, counts, nullptr) == TOKMILL_OK);
  CHECK(counts[0] == 2);
  std::uint32_t* ids = nullptr;
  std::uint64_t offsets[3] = {};
  REQUIRE(tokmill_encode_column(cl100k.get(), &view, policy.get(), 0, 1, &ids, offsets, nullptr) == TOKMILL_OK);
  CHECK(offsets[2] == 3);
  CHECK(ids[1] == 100257);
  tokmill_free(ids);
}

TEST_CASE("c: columns that are not valid are refused") {
  const auto gpt2 = encoding("gpt2");
  Column<std::int32_t> column({"hello", "world", "again"});
  std::uint64_t counts[3] = {};
  const auto failure = [&](const tokmill_column& view) {
    return failure_of([&](tokmill_error** error) {
      return tokmill_count_column(gpt2.get(), &view, nullptr, 0, 1, counts, error);
    });
  };
  tokmill_column view = column.view();
  view.offset_size = 2;
  CHECK(failure(view).status == TOKMILL_INVALID_ARGUMENT);
  column.offsets[4] = column.offsets[3] - 1;
  CHECK(failure(column.view()).status == TOKMILL_INVALID_ARGUMENT);
  CHECK(failure(column.view()).row == 1);
  column.offsets[2] = -1;
  CHECK(failure(column.view()).row == 0);
}
