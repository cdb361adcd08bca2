#include "analysis/batch_line.hpp"

#include <utility>

#include "tokmill/utf8.hpp"

namespace tokmill::inline TOKMILL_ABI::analysis {

void read_request(BatchLine& line) {
  Result<chat::Request> request = chat::read_request(line.text);
  if (request) {
    line.request = std::move(*request);
  } else {
    line.error = std::move(request).error();
  }
  if (!line.request || !line.request->is_well_formed()) line.ill_formed_at = find_ill_formed(line.text);
}

void clear(BatchLine& line) {
  line.ill_formed_at.reset();
  line.error.reset();
  line.request.reset();
  line.rows = nullptr;
  line.costs.clear();
  line.limited.clear();
}

}  // namespace tokmill::analysis
