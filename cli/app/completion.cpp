#include "app/completion.hpp"

#include <algorithm>
#include <string_view>

#include "output/format.hpp"
#include "output/join.hpp"

namespace tokmill::cli::app {
namespace {

// `text` with `prefix` before each of the `special` characters.
std::string escaped(std::string_view text, std::string_view special, std::string_view prefix) {
  std::string result;
  for (const char c : text) {
    if (special.find(c) != std::string_view::npos) result += prefix;
    result += c;
  }
  return result;
}

// In single quotes, for bash and zsh.
std::string quoted(std::string_view text) {
  std::string result = "'";
  for (const char c : text) result += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return result + "'";
}

std::string quoted_for_fish(std::string_view text) {
  return "'" + escaped(text, "'\\", "\\") + "'";
}

// The help shortened for a line of a menu.
std::string brief(std::string_view help) {
  constexpr std::size_t max_size = 72;
  help = help.substr(0, help.find(';'));
  if (help.size() <= max_size) return std::string(help);
  return std::string(help.substr(0, help.rfind(' ', max_size))) + "…";
}

std::vector<std::string> all_names(const Page& page) {
  std::vector<std::string> names;
  for (const Option& option : page.options)
    names.insert(names.end(), option.names.begin(), option.names.end());
  return names;
}

std::vector<std::string> all_commands(const std::vector<Page>& pages) {
  std::vector<std::string> names;
  for (const Page& page : pages) {
    if (!page.is_subcommand()) names.push_back(page.command);
  }
  return names;
}

std::vector<std::string> subcommand_names(const Page& page) {
  std::vector<std::string> names;
  for (const Subcommand& sub : page.subcommands) names.push_back(sub.name);
  return names;
}

// The bash code that sets the candidates for a value or an argument.
std::string bash_action(const Candidates& values) {
  if (values.are_files) return "files=yes";
  return values.words.empty() ? "" : "words=" + quoted(output::join(values.words, " "));
}

std::string zsh_action(const Candidates& values) {
  if (values.are_files) return "_files";
  return values.words.empty() ? " " : "(" + output::join(values.words, " ") + ")";
}

std::string zsh_option(const Option& option, const KnownNames& known) {
  const std::string help = "[" + escaped(brief(option.help), "[]:\\", "\\") + "]";
  std::string value;
  if (!option.value.empty()) {
    value = output::format("{}:{}:{}", option.value_is_optional ? ":" : "", option.value,
                           zsh_action(candidates(option, known)));
  }
  // The names of an option exclude each other, and themselves unless the option may be repeated.
  const std::string exclusions = option.may_be_repeated ? "*" : "(" + output::join(option.names, " ") + ")";
  std::string text;
  for (const std::string& name : option.names) {
    const bool may_have_sign = !option.value.empty() && name.starts_with("--");
    text += " \\\n        " + quoted(exclusions + name + (may_have_sign ? "=" : "") + help + value);
  }
  return text;
}

// The condition under which fish completes an option or argument of a command.
std::string fish_condition(const Page& page) {
  std::string condition = "__tokmill_command " + page.command;
  for (const Subcommand& sub : page.subcommands) {
    output::append_format(condition, "; and not __tokmill_command {} {}", page.command, sub.name);
  }
  return "complete -c tokmill -n '" + condition + "'";
}

std::string fish_option(const Page& page, const Option& option, const KnownNames& known) {
  std::string text = fish_condition(page);
  for (const std::string& name : option.names)
    text += name.starts_with("--") ? " -l " + name.substr(2) : " -s " + name.substr(1);
  if (!option.value.empty()) {
    const Candidates values = candidates(option, known);
    if (values.are_files) {
      text += " -r -F";
    } else if (!option.value_is_optional) {
      text += " -x";
    }
    if (!values.words.empty()) text += " -a " + quoted_for_fish(output::join(values.words, " "));
  }
  return text + " -d " + quoted_for_fish(brief(option.help)) + "\n";
}

}  // namespace

Candidates candidates(const Option& option, const KnownNames& names) {
  if (!option.choices.empty()) return {option.choices, false};
  if (option.long_name() == "--encoding") return {names.encodings, false};
  if (option.long_name() == "--model" || option.long_name() == "--fits") return {names.models, false};
  return {{}, option.value == "FILE" || option.value == "PATH" || option.value == "DIR"};
}

Candidates candidates(const Page& page, const std::vector<Page>& pages, const KnownNames& names) {
  if (!page.subcommands.empty()) return {subcommand_names(page), false};
  if (!page.positional) return {};
  const Positional& positional = *page.positional;
  if (positional.name.ends_with("PATH") || positional.name == "FILE") return {{}, true};
  if (positional.name == "ENCODING") return {names.encodings, false};
  if (positional.name == "NAME") return {names.models, false};
  if (positional.name == "SHELL") return {{"bash", "zsh", "fish"}, false};
  if (positional.name == "COMMAND") return {all_commands(pages), false};
  return {};
}

std::string bash_completion(const std::vector<Page>& pages, const KnownNames& names) {
  std::string text = "# bash completion for tokmill. To load it: source <(tokmill completion bash)\n";
  text += "_tokmill() {\n";
  text += "  local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD - 1]} words= files=\n";
  text += "  # bash splits --option=value into three words.\n";
  text +=
      "  if [[ $cur == = ]]; then cur=; elif [[ $prev == = ]]; then prev=${COMP_WORDS[COMP_CWORD - 2]}; fi\n";
  text += "  COMPREPLY=()\n";
  text += "  if ((COMP_CWORD == 1)); then\n";
  text += output::format("    words={}\n", quoted(output::join(all_commands(pages), " ") + " help --help --version"));
  text += "  else\n    local command=${COMP_WORDS[1]}\n";
  for (const Page& page : pages) {
    if (page.subcommands.empty()) continue;
    text += output::format("    if [[ $command == {} ]] && ((COMP_CWORD > 2)); then\n", page.command);
    text += output::format("      case ${{COMP_WORDS[2]}} in {}) command+=-${{COMP_WORDS[2]}} ;; esac\n    fi\n",
                           output::join(subcommand_names(page), " | "));
  }
  text += "    case \"$command $prev\" in\n";
  for (const Page& page : pages) {
    for (const Option& option : page.options) {
      if (option.value.empty()) continue;
      std::string patterns;
      for (const std::string& name : option.names)
        patterns += (patterns.empty() ? "" : " | ") + quoted(page.dashed_command() + " " + name);
      text += output::format("      {}) {} ;;\n", patterns, bash_action(candidates(option, names)));
    }
    const std::string argument = bash_action(candidates(page, pages, names));
    text += output::format("      {}' '*)\n        if [[ $cur == -* ]]; then words={}; {}fi\n        ;;\n",
                           page.dashed_command(), quoted(output::join(all_names(page), " ")),
                           argument.empty() ? "" : "else " + argument + "; ");
  }
  text += output::format("      'help '*) words={} ;;\n", quoted(output::join(all_commands(pages), " ")));
  text += "    esac\n  fi\n";
  text += "  if [[ -n $files ]]; then\n";
  text += "    local IFS=$'\\n'\n";
  text += "    compopt -o filenames 2> /dev/null\n";
  text += "    COMPREPLY=($(compgen -f -- \"$cur\"))\n";
  text += "  elif [[ -n $words ]]; then\n";
  text += "    COMPREPLY=($(compgen -W \"$words\" -- \"$cur\"))\n";
  text += "  fi\n}\n";
  return text + "complete -F _tokmill tokmill\n";
}

std::string zsh_completion(const std::vector<Page>& pages, const KnownNames& names) {
  std::string text = "#compdef tokmill\n";
  text +=
      "# zsh completion for tokmill. To load it: source <(tokmill completion zsh), or save it as _tokmill in "
      "$fpath\n";
  text += "_tokmill() {\n  local -a commands\n  commands=(\n";
  for (const Page& page : pages) {
    if (!page.is_subcommand()) text += output::format("    {}\n", quoted(page.command + ":" + page.summary));
  }
  text += "    'help:Print help'\n  )\n  if (( CURRENT == 2 )); then\n";
  text +=
      "    _describe command commands\n"
      "    _arguments '(-h --help)'{-h,--help}'[Print help]' '(-V --version)'{-V,--version}'[Print version]'\n"
      "    return\n  fi\n";
  text += "  local command=$words[2]\n  shift words\n  (( CURRENT-- ))\n";
  for (const Page& page : pages) {
    if (page.subcommands.empty()) continue;
    text += output::format("  if [[ $command == {} && $words[2] == ({}) ]] && (( CURRENT > 2 )); then\n", page.command,
                           output::join(subcommand_names(page), "|"));
    text += "    command+=-$words[2]\n    shift words\n    (( CURRENT-- ))\n  fi\n";
  }
  text += "  case $command in\n";
  for (const Page& page : pages) {
    text += output::format("    {})\n      _arguments -s", page.dashed_command());
    for (const Option& option : page.options) text += zsh_option(option, names);
    if (page.positional || !page.subcommands.empty()) {
      const std::string action = zsh_action(candidates(page, pages, names));
      const std::string name = page.positional ? page.positional->name : "COMMAND";
      text += " \\\n        " + quoted(output::format("*:{}:{}", name, action));
    }
    text += "\n      ;;\n";
  }
  const std::string all = output::join(all_commands(pages), " ");
  text += output::format("    help)\n      _arguments ':COMMAND:({})'\n      ;;\n", all);
  text += "  esac\n}\n";
  return text +
         "if [[ $funcstack[1] == _tokmill ]]; then _tokmill \"$@\"; else compdef _tokmill tokmill; fi\n";
}

std::string fish_completion(const std::vector<Page>& pages, const KnownNames& names) {
  std::string text = "# fish completion for tokmill. To load it: tokmill completion fish | source\n";
  text += "function __tokmill_command\n";
  text += "  set -l words (commandline -opc)\n";
  text += "  for i in (seq (count $argv))\n";
  text += "    test (count $words) -gt $i; and test $words[(math $i + 1)] = $argv[$i]; or return 1\n";
  text += "  end\n";
  text += "end\n";
  text += "complete -c tokmill -f\n";
  for (const Page& page : pages) {
    if (page.is_subcommand()) continue;
    text += output::format("complete -c tokmill -n '__fish_is_first_token' -a {} -d {}\n", page.command,
                           quoted_for_fish(page.summary));
  }
  text += "complete -c tokmill -n '__fish_is_first_token' -a help -d 'Print help'\n";
  const std::string all = output::join(all_commands(pages), " ");
  text += output::format("complete -c tokmill -n '__tokmill_command help' -a '{}'\n", all);
  text += "complete -c tokmill -n '__fish_is_first_token' -s h -l help -d 'Print help'\n";
  text += "complete -c tokmill -n '__fish_is_first_token' -s V -l version -d 'Print version'\n";
  for (const Page& page : pages) {
    for (const Option& option : page.options) text += fish_option(page, option, names);
    const Candidates values = candidates(page, pages, names);
    const std::string condition = fish_condition(page);
    if (values.are_files) text += condition + " -F\n";
    if (!values.words.empty()) text += condition + " -a " + quoted_for_fish(output::join(values.words, " ")) + "\n";
  }
  return text;
}

}  // namespace tokmill::cli::app
