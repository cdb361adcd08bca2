#include "tokmill/analysis/waste.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "tokmill/registry.hpp"

using namespace tokmill;
using namespace tokmill::analysis;

namespace {

// Digests and keys have about 1.7 bytes per token.
const std::string digest = "da39a3ee5e6b4b0d3255bfef95601890afd80709";

const Encoding& encoding_of_waste() { return **find_encoding("o200k_base"); }

WasteReport report_of(const std::string& text, std::size_t top = 100) {
  Result<WasteReport> report = find_waste(encoding_of_waste(), text, top);
  REQUIRE(report);
  return *std::move(report);
}

// What the report says of a kind; nullptr if there are no places of it.
const Waste* waste_of(const WasteReport& report, WasteKind kind) {
  const auto found = std::ranges::find(report.wastes, kind, &Waste::kind);
  return found == report.wastes.end() ? nullptr : &*found;
}

// The parts of the text in which a kind is found, in their order.
std::vector<std::string> found(const std::string& text, WasteKind kind) {
  const WasteReport report = report_of(text);
  const Waste* const waste = waste_of(report, kind);
  if (waste == nullptr) return {};
  std::vector<WastePlace> places = waste->examples;
  std::ranges::sort(places, {}, &WastePlace::start);
  std::vector<std::string> parts;
  for (const WastePlace& place : places) parts.push_back(text.substr(place.start, place.end - place.start));
  return parts;
}

// How many tokens a text has more than what it should become.
std::ptrdiff_t difference(const std::string& text, const std::string& changed) {
  return static_cast<std::ptrdiff_t>(encoding_of_waste().count(text)) -
         static_cast<std::ptrdiff_t>(encoding_of_waste().count(changed));
}

// The saving of a kind is that of the changed text.
void check_saving(WasteKind kind, const std::string& text, const std::string& changed) {
  CAPTURE(text);
  const WasteReport report = report_of(text);
  const Waste* const waste = waste_of(report, kind);
  REQUIRE(waste != nullptr);
  CHECK(waste->saved == difference(text, changed));
}

using Parts = std::vector<std::string>;

}  // namespace

TEST_CASE("waste: nothing in a plain text") {
  const WasteReport report = report_of("A line.\n\nAnother line, with 3.14 and a-word.\n");
  CHECK(report.wastes.empty());
  CHECK(report.lines == 3);
  CHECK(report.tokens == report.changed_tokens);
  CHECK(report_of("").lines == 0);
}

TEST_CASE("waste: blanks") {
  const std::string text = "a  b \t c d\n\tx  \n \ny   z\r\nlast \t";
  CHECK(found(text, WasteKind::blanks) == Parts{"  ", " \t ", "   "});
  CHECK(found(text, WasteKind::indentation) == Parts{"\t"});
  CHECK(found(text, WasteKind::trailing_blanks) == Parts{"  ", " ", " \t"});
  CHECK(found("a \r\n", WasteKind::trailing_blanks) == Parts{" "});
  check_saving(WasteKind::blanks, "x     = 1\ny     = 2\n", "x = 1\ny = 2\n");
  check_saving(WasteKind::indentation, "f:\n        x\n        y\n", "f:\nx\ny\n");
  check_saving(WasteKind::trailing_blanks, "one   \ntwo  \n", "one\ntwo\n");
}

TEST_CASE("waste: blank lines") {
  CHECK(found("a\n\n\n \n\nb\n\nc\n\n\n", WasteKind::blank_lines) == Parts{"\n \n\n", "\n"});
  CHECK(found("\n\n\na", WasteKind::blank_lines) == Parts{"\n\n"});
  CHECK(found("a\n\nb", WasteKind::blank_lines).empty());
  check_saving(WasteKind::blank_lines, "a\n\n \n  \nb", "a\n\nb");
}

TEST_CASE("waste: repeated lines") {
  const std::string line = "Answer with one word, please.";
  const std::string text = line + "\na\n" + line + "  \nshort\nshort\n" + line;
  const WasteReport report = report_of(text);
  const Waste* const waste = waste_of(report, WasteKind::repeated_lines);
  REQUIRE(waste != nullptr);
  REQUIRE(waste->examples.size() == 1);
  CHECK(waste->places == 1);
  CHECK(waste->examples[0].times == 2);
  CHECK(waste->examples[0].line == 3);
  CHECK(waste->examples[0].tokens == 2 * encoding_of_waste().count(line));
  CHECK(waste->saved == difference(text, line + "\na\nshort\nshort\n"));
  CHECK(waste->examples[0].saved == waste->saved);
}

TEST_CASE("waste: long codes") {
  CHECK(found("id: " + digest + ".", WasteKind::codes) == Parts{digest});
  CHECK(found("a_very_long_name_of_a_function_with_many_words", WasteKind::codes).empty());
  CHECK(found(std::string(100, '-') + " " + std::string(100, '='), WasteKind::codes).empty());
  CHECK(found(digest.substr(0, 23), WasteKind::codes).empty());
  check_saving(WasteKind::codes, "id: " + digest + ".", "id: ….");
}

TEST_CASE("waste: decimal places") {
  const std::string text = "0.123 0.1234 -12.3456789, 1.2.34567 v1.23456 1.23456.7 3.14159_a 1.234567e 2.718281.\n";
  CHECK(found(text, WasteKind::decimals) == Parts{"0.1234", "12.3456789", "2.718281"});
  check_saving(WasteKind::decimals, "pi is 3.14159265358979", "pi is 3.141");
}

TEST_CASE("waste: characters of which a token is a single byte") {
  const std::string bold = "𝐛𝐨𝐥𝐝";
  CHECK(found("née " + bold + " 你好", WasteKind::split_characters) == Parts{bold});
  check_saving(WasteKind::split_characters, "a " + bold + " b", "a  b");
}

TEST_CASE("waste: a text that is JSON") {
  const std::string text = " {\n  \"a b\": [1, 2],\n  \"c\": \"\\\" : , \\\\\"\n}\n";
  CHECK(found(text, WasteKind::json) == Parts{text.substr(1, text.size() - 2)});
  check_saving(WasteKind::json, text, " {\"a b\":[1,2],\"c\":\"\\\" : , \\\\\"}\n");
  CHECK(found("{\"a\":1}", WasteKind::json).empty());
  CHECK(found("{\"a\": 1", WasteKind::json).empty());
  CHECK(found("12", WasteKind::json).empty());
}

TEST_CASE("waste: JSON in fenced blocks and lines") {
  const std::string json = "{\n  \"a\": 1\n}";
  CHECK(found("text\n```json\n" + json + "\n```\nmore {\"a\": 1}\n", WasteKind::json) == Parts{json});
  CHECK(found("~~~~\n" + json + "\n~~~\n~~~~\n", WasteKind::json).empty());
  CHECK(found("  ~~~\n" + json + "\n~~~~  \n", WasteKind::json) == Parts{json});
  CHECK(found("```\n```\n" + json, WasteKind::json).empty());
  CHECK(found("```\n{\"a\": 1}\n[1, 2]\n```\n", WasteKind::json) == Parts{"{\"a\": 1}", "[1, 2]"});
  CHECK(found("{\"a\": 1}\n{\"a\":1}\n[1, 2]\nx\n", WasteKind::json) == Parts{"{\"a\": 1}", "[1, 2]"});
  CHECK(found("```\n" + json, WasteKind::json) == Parts{json});
  check_saving(WasteKind::json, "x\n```json\n" + json + "\n```\n", "x\n```json\n{\"a\":1}\n```\n");
}

TEST_CASE("waste: the largest savings come first, and the examples are limited") {
  const std::string text = "né  x   y\n" + digest + "\nb " + digest + digest + "\nc  d\n";
  const WasteReport report = report_of(text, 1);
  REQUIRE(report.wastes.size() == 2);
  CHECK(report.wastes[0].kind == WasteKind::codes);
  CHECK(report.wastes[0].places == 2);
  REQUIRE(report.wastes[0].examples.size() == 1);
  const WastePlace& place = report.wastes[0].examples[0];
  CHECK(place.line == 3);
  CHECK(place.column == 3);
  CHECK(place.saved == difference(text, "né  x   y\n" + digest + "\nb …\nc  d\n"));
  CHECK(report.wastes[1].places == 3);
  CHECK(report.changed_tokens == encoding_of_waste().count("né x y\n…\nb …\nc d\n"));
  const WasteReport all = report_of(text);
  CHECK(all.wastes[1].examples.size() == 3);
  CHECK(all.wastes[1].examples[0].column == 3);
  REQUIRE(report.longest_lines.size() == 1);
  CHECK(report.longest_lines[0].number == 3);
  CHECK(all.longest_lines.size() == 4);
}

TEST_CASE("waste: the changes together") {
  const std::string before = "```json\n{\n    \"a\":   1.23456,\n\n\n    \"b\": \"" + digest + "\"   \n}\n```  \n\n\n\nx  y";
  CHECK(report_of(before).changed_tokens ==
        encoding_of_waste().count("```json\n{\"a\":1.234,\"b\":\"…\"}\n```\n\nx y"));
  // Of two changes that overlap, the one that starts first is made.
  CHECK(report_of("a  \n\n\t\n\n\nb").changed_tokens == encoding_of_waste().count("a\n\nb"));
}

TEST_CASE("waste: lines of JSON are not changed otherwise") {
  const std::string json = "[\n  {\"name\": \"one  two\", \"x\": 1},\n\n\n  {\"name\": \"one  two\", \"x\": 1},\n"
                           "  {\"name\": \"one  two\", \"x\": 1}  \n]\n";
  for (const std::string& text : {json, "  x\n```\n" + json + "```\n"}) {
    const WasteReport report = report_of(text);
    REQUIRE(report.wastes.size() == (text == json ? 1 : 2));
    CHECK(report.wastes[0].kind == WasteKind::json);
  }
  CHECK(found("{\"a\":\"b  c\"}\nb  c\n", WasteKind::blanks) == Parts{"  "});
}
