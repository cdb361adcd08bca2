#include <benchmark/benchmark.h>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "core/unicode/normal_form.hpp"

namespace {

using tokmill::unicode::NormalForm;

constexpr std::string_view english = "The ferry was late again, so we walked along the harbor. ";
constexpr std::string_view chinese = "渡船又晚点了，所以我们沿着港口散步。";
constexpr std::string_view bengali = "ফেরি আবার দেরি করল, তাই আমরা বন্দরের ধারে হাঁটলাম। ";
constexpr std::string_view korean = "배가 또 늦어서 우리는 항구를 따라 걸었다. ";
constexpr std::string_view french_decomposed = "Le bac e\u0301tait encore en retard, et la mare\u0301e a\u0300 sec. ";
constexpr std::string_view marks_out_of_order = "\u0301\u0323\u0345\u05B0";

// A megabyte of the text.
void normalize(benchmark::State& state, NormalForm form, std::string_view unit) {
  constexpr std::size_t megabyte = 1'000'000;
  std::string text;
  while (text.size() < megabyte) text += unit;
  std::string buffer;
  for ([[maybe_unused]] const auto pass : state) {
    benchmark::DoNotOptimize(tokmill::unicode::normalized(form, text, buffer).data());
  }
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(text.size()));
}

BENCHMARK_CAPTURE(normalize, nfc_english, NormalForm::nfc, english);
BENCHMARK_CAPTURE(normalize, nfc_chinese, NormalForm::nfc, chinese);
BENCHMARK_CAPTURE(normalize, nfc_bengali, NormalForm::nfc, bengali);
BENCHMARK_CAPTURE(normalize, nfc_korean, NormalForm::nfc, korean);
BENCHMARK_CAPTURE(normalize, nfc_french_decomposed, NormalForm::nfc, french_decomposed);
BENCHMARK_CAPTURE(normalize, nfc_marks_out_of_order, NormalForm::nfc, marks_out_of_order);
BENCHMARK_CAPTURE(normalize, nfd_korean, NormalForm::nfd, korean);
BENCHMARK_CAPTURE(normalize, nfkc_chinese, NormalForm::nfkc, chinese);

}  // namespace
