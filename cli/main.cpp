// Parses the command line, validates it, runs the command. The only place where the program ends.

#include <exception>
#include <new>
#include <string>
#include <string_view>
#include <variant>

#include "app/parse.hpp"
#include "app/startup.hpp"
#include "commands/all.hpp"
#include "output/terminal.hpp"
#include "tokmill/portable_code.hpp"

namespace {

using namespace tokmill::cli;

ExitCode run_program(int argc, char** argv, Io& io) {
  const std::vector<Command> commands = all_commands();
  const Parsed parsed = parse(argc, argv, commands);
  if (const auto* const print = std::get_if<PrintAndExit>(&parsed)) {
    io.write(print->text);
    return ExitCode::ok;
  }
  if (const auto* const error = std::get_if<UsageError>(&parsed)) {
    io.warn(error->message);
    return ExitCode::usage;
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
  app::prepare_process();
  // To find out whether a problem depends on the processor.
  const std::string_view portable = environment("TOKMILL_PORTABLE");
  tokmill::set_portable_code(!portable.empty() && portable != "0");
  Io io;
  ExitCode exit_code = ExitCode::failed;
  try {
    exit_code = run_program(argc, argv, io);
  } catch (const std::bad_alloc&) {
    io.discard();  // half of a document
    io.warn("out of memory");
  } catch (const std::exception& error) {
    io.discard();
    io.warn(error.what());
  }
  if (!io.finish()) exit_code = ExitCode::failed;
  return static_cast<int>(exit_code);
}
