#include "commands/page/page.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

#include "commands/page/module.hpp"
#include "embedded/commands/page/live/page.css.hpp"
#include "embedded/commands/page/live/page.html.hpp"
#include "embedded/output/number_views.css.hpp"
#include "embedded/output/series.css.hpp"
#include "embedded/page_script.hpp"
#include "embedded/texts/parts.css.hpp"
#include "embedded/worker_script.hpp"
#include "output/base64.hpp"
#include "output/deflate.hpp"
#include "output/format.hpp"
#include "output/html.hpp"
#include "tokmill/vocabularies/packed_encoding.hpp"

namespace tokmill::cli::live {
namespace {

// The page compiles the module, and starts a worker from a part of itself.
constexpr std::string_view live_policy =
    "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline' 'wasm-unsafe-eval' blob:; worker-src blob:";

// An element with bytes, in base64, compressed if this program can.
void append_bytes(std::string& html, std::string_view id, std::string_view bytes) {
  const std::optional<std::string> deflated = output::deflate(bytes);
  output::append_format(html, "<script type=\"application/octet-stream\" id=\"{}\"{}>{}</script>\n", id,
                        deflated ? " data-compression=\"deflate\"" : "", output::base64(deflated ? *deflated : bytes));
}

// JSON for a script element, in which `</script>` must not occur. A `<` is only in strings.
std::string for_script(std::string_view json) {
  std::string safe;
  for (const char c : json) {
    if (c == '<') {
      safe += "\\u003c";
    } else {
      safe += c;
    }
  }
  return safe;
}

}  // namespace

std::string page(const Contents& contents) {
  std::string body(embedded::commands_page_live_page_html);
  append_bytes(body, "module", wasm_module());
  for (std::size_t i = 0; i < contents.encodings.size(); ++i) {
    append_bytes(body, output::format("encoding-{}", i), vocabularies::pack_encoding(*contents.encodings[i]));
  }
  output::append_format(body, "<script type=\"application/json\" id=\"data\">{}</script>\n",
                        for_script(data_json(contents)));
  output::append_format(body, "<script type=\"text/plain\" id=\"worker\">\n{}</script>\n", embedded::worker_script);
  const std::string style = std::string(embedded::output_series_css)
                                .append(embedded::texts_parts_css)
                                .append(embedded::output_number_views_css)
                                .append(embedded::commands_page_live_page_css);
  return output::html_page({"Text as tokens", style, std::move(body), embedded::page_script, live_policy});
}

}  // namespace tokmill::cli::live
