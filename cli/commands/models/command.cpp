#include "commands/models/command.hpp"

#include "commands/models/output.hpp"

namespace tokmill::cli {

ExitCode run(const ModelsRequest& request, Io& io) {
  for (const Error& unknown : request.unknown_models) io.fail(unknown.message);
  switch (request.format) {
    case Format::json: io.write(models::json(request)); break;
    case Format::csv: io.write(models::csv(request)); break;
    case Format::text: io.write(models::text(request)); break;
    case Format::markdown: io.write(models::markdown(request)); break;
  }
  return ExitCode::ok;
}

}  // namespace tokmill::cli
