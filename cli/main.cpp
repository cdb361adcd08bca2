// Parse, validate, run; and the only place where the program ends.

#include <csignal>
#include <variant>

#include "app/parse.hpp"
#include "commands/all.hpp"

namespace {

using namespace tokmill::cli;

ExitCode run_program(int argc, char** argv, Io& io) {
  const std::vector<Command> commands = all_commands();
  const Parsed parsed = parse(argc, argv, commands);
  if (const auto* const print = std::get_if<PrintAndExit>(&parsed)) {
    if (print->to_standard_error) {
      std::fwrite(print->text.data(), 1, print->text.size(), stderr);
    } else {
      io.write(print->text);
    }
    return print->exit_code;
  }
  const Command& command = *std::get<const Command*>(parsed);
  const tokmill::Result<Action> action = command.prepare();
  if (!action) {
    io.warn(action.error().message);
    return ExitCode::usage;
  }
  const ExitCode exit_code = (*action)(io);
  return exit_code == ExitCode::ok && io.has_failed() ? ExitCode::failed : exit_code;
}

}  // namespace

int main(int argc, char** argv) {
  // A reader that has read enough ends the program quietly.
  std::signal(SIGPIPE, SIG_DFL);
  Io io;
  ExitCode exit_code = run_program(argc, argv, io);
  if (!io.finish()) {
    io.warn("standard output: " + io.output_problem());
    exit_code = ExitCode::failed;
  }
  return static_cast<int>(exit_code);
}
