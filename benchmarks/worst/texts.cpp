#include "worst/texts.hpp"

#include <functional>
#include <random>

namespace tokmill::benchmarks {
namespace {

constexpr std::size_t text_size = 500'000;

using Random = std::mt19937;

// Calls part(random), which returns a part of the text, until the text has its size.
WorstText made_of(std::string name, const std::function<std::string(Random&)>& part) {
  Random random(20261125);
  std::string text;
  while (text.size() < text_size) text += part(random);
  return {std::move(name), std::move(text)};
}

// Lines that are runs of 65 to 2000 bytes.
WorstText runs_of(std::string name, const std::string& unit) {
  return made_of(std::move(name), [&](Random& random) { return run_of(unit, 65 + random() % 1936) + "\n"; });
}

}  // namespace

std::string run_of(std::string_view unit, std::size_t size) {
  std::string run;
  do {
    run += unit;
  } while (run.size() < size);
  const auto continues_character = [&](std::size_t at) { return (static_cast<unsigned char>(run[at]) & 0xC0) == 0x80; };
  if (run.size() == unit.size()) return run;
  std::size_t end = size;
  while (end < run.size() && end > unit.size() && continues_character(end)) --end;
  run.resize(end);
  return run;
}

std::vector<WorstText> worst_texts() {
  std::vector<WorstText> texts;
  texts.push_back(runs_of("dashes", "-"));
  texts.push_back(runs_of("equals signs", "="));
  texts.push_back(runs_of("asterisks", "*"));
  texts.push_back(runs_of("slashes", "/"));
  texts.push_back(runs_of("number signs", "#"));
  texts.push_back(runs_of("blanks", " "));
  texts.push_back(runs_of("tabs", "\t"));
  texts.push_back(runs_of("underscores", "_"));
  texts.push_back(runs_of("full stops", "."));
  texts.push_back(runs_of("no-break spaces", "\xC2\xA0"));
  texts.push_back(made_of("113 blanks and a tilde", [](Random&) { return std::string(113, ' ') + "~"; }));
  texts.push_back(made_of("dashes and equals signs", [](Random& random) {
    std::string run(65 + random() % 1936, '-');
    for (char& c : run) c = random() % 2 == 0 ? '-' : '=';
    return run + "\n";
  }));
  texts.push_back(made_of("random bytes", [](Random& random) { return std::string(1, static_cast<char>(random())); }));
  texts.push_back(made_of("bytes from 80 to FF", [](Random& random) {
    return std::string(1, static_cast<char>(0x80U | random()));
  }));
  texts.push_back(made_of("special look-alikes", [](Random& random) {
    return "<|reserved_" + std::to_string(300000 + random() % 1000) + "|>";
  }));
  texts.push_back(made_of("openings of special tokens", [](Random&) { return std::string("<|"); }));
  return texts;
}

}  // namespace tokmill::benchmarks
