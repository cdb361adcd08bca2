#include "app/manual_page.hpp"

#include <algorithm>

#include "output/format.hpp"
#include "output/join.hpp"

namespace tokmill::cli::app {
namespace {

// Records what a command declares; the targets stay unchanged.
class Recorder : public Arguments {
 public:
  explicit Recorder(Page& page) : page_(page) {}

  void flag(const std::string& names, bool& /*target*/, const std::string& help) override {
    add(names, "", help);
  }
  void text(const std::string& names, std::optional<std::string>& /*target*/, const std::string& value,
            const std::string& help) override {
    add(names, value, help);
  }
  void texts(const std::string& names, std::vector<std::string>& /*targets*/, const std::string& value,
             const std::string& help) override {
    add(names, value, help).may_be_repeated = true;
  }
  void each(const std::string& names, const Take& /*take*/, const std::string& value, const std::string& help,
            bool may_repeat) override {
    add(names, value, help).may_be_repeated = may_repeat;
  }
  void number(const std::string& names, std::optional<std::uint64_t>& /*target*/, const std::string& value,
              const std::string& help) override {
    add(names, value, help);
  }
  void choice(const std::string& names, std::string& /*target*/, const std::vector<std::string>& choices,
              const std::string& help) override {
    add(names, "VALUE", help).choices = choices;
  }
  void choice_or(const std::string& names, std::optional<std::string>& /*target*/,
                 const std::vector<std::string>& choices, const std::string& /*usual*/,
                 const std::string& help) override {
    Option& option = add(names, "VALUE", help);
    option.choices = choices;
    option.value_is_optional = true;
  }
  void positionals(const std::string& name, std::vector<std::string>& /*target*/,
                   const std::string& help) override {
    page_.positional = {name, help};
  }
  void example(const std::string& command, const std::string& meaning) override {
    page_.examples.push_back({command, meaning});
  }

 private:
  Option& add(const std::string& names, const std::string& value, const std::string& help) {
    Option& option = page_.options.emplace_back();
    option.names = split_names(names);
    option.value = value;
    option.help = help;
    return option;
  }

  Page& page_;
};

}  // namespace

std::string Page::dashed_command() const {
  std::string dashed = command;
  std::ranges::replace(dashed, ' ', '-');
  return dashed;
}

Page page_of(const Command& command) {
  Page page;
  page.command = command.name;
  page.summary = command.summary;
  for (const Command& sub : command.subcommands) {
    page.subcommands.push_back({sub.name.substr(sub.name.find(' ') + 1), sub.summary});
  }
  Recorder recorder(page);
  command.declare(recorder);
  bool help = false;
  recorder.flag("-h,--help", help, "Print help");
  return page;
}

std::vector<Page> pages_of(const std::vector<Command>& commands) {
  std::vector<Page> pages;
  for (const Command& command : commands) {
    pages.push_back(page_of(command));
    for (const Command& sub : command.subcommands) pages.push_back(page_of(sub));
  }
  return pages;
}

std::string usage(const Page& page) {
  if (!page.positional) return "[OPTION…]";
  const std::string& name = page.positional->name;
  return name.find(' ') == std::string::npos ? output::format("[OPTION…] [{}…]", name) : "[OPTION…] " + name;
}

std::string value_text(const Option& option) {
  if (option.value.empty()) return "";
  const std::string value =
      option.choices.empty() ? option.value : output::join(option.choices, "|");
  return option.value_is_optional ? "[" + value + "]" : value;
}

}  // namespace tokmill::cli::app
