#include <algorithm>
#include <cstdint>

#include "source/pools/readers.hpp"
#include "source/pools/table_parts.hpp"

namespace sydac::compiler {

namespace {

using driver::quoted;

constexpr std::uint64_t kMostInAll = (std::uint64_t{1} << 63) - 1;

// digits × 10^-decimals, with no zero at the end of the decimals.
struct Weight {
  std::string digits;
  std::size_t decimals = 0;
};

std::optional<Weight> weight_of(std::string_view text) {
  const std::optional<std::string> plain = plain_number(text.substr(0, 1) == "." ? "0" + std::string(text) : std::string(text));
  if (!plain || plain->front() == '-') return std::nullopt;
  Weight weight;
  const std::size_t point = std::min(plain->find('.'), plain->size());
  std::string decimals = point < plain->size() ? plain->substr(point + 1) : "";
  decimals.erase(decimals.find_last_not_of('0') + 1);
  weight.decimals = decimals.size();
  weight.digits = plain->substr(0, point) + decimals;
  weight.digits.erase(0, weight.digits.find_first_not_of('0'));
  return weight;
}

// In units of 10^-decimals; nothing when that is too much.
std::optional<std::uint64_t> scaled(const Weight& weight, std::size_t decimals) {
  if (weight.digits.empty()) return 0;
  std::uint64_t number = 0;
  const std::size_t zeros = decimals - weight.decimals;
  for (std::size_t i = 0; i < weight.digits.size() + zeros; ++i) {
    const auto digit = static_cast<std::uint64_t>(i < weight.digits.size() ? weight.digits[i] - '0' : 0);
    if (number > (kMostInAll - digit) / 10) return std::nullopt;
    number = number * 10 + digit;
  }
  return number;
}

}  // namespace

std::vector<std::uint64_t> weights_of(const std::vector<const PoolRow*>& rows, std::size_t column, PoolProblems& problems) {
  std::vector<Weight> written(rows.size());
  std::size_t decimals = 0;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const std::string_view text = without_blanks(rows[i]->cells[column].text);
    if (std::optional<Weight> weight = weight_of(text)) {
      decimals = std::max(decimals, weight->decimals);
      written[i] = *std::move(weight);
    } else if (text.empty()) {
      problems.add(rows[i]->line, column + 1, {"no weight"});
    } else {
      problems.add(rows[i]->line, column + 1, {"the weight ", quoted(text), " is no number of 0 or more"});
    }
  }
  std::vector<std::uint64_t> weights(rows.size());
  std::uint64_t sum = 0;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const std::optional<std::uint64_t> weight = scaled(written[i], decimals);
    if (!weight || *weight > kMostInAll - sum) {
      problems.add(rows[i]->line, column + 1,
                   {"the weights", decimals == 0 ? "" : " times 10^" + std::to_string(decimals), " add up to more than ",
                    driver::grouped(kMostInAll)});
      return weights;
    }
    weights[i] = *weight;
    sum += *weight;
  }
  return weights;
}

}  // namespace sydac::compiler
