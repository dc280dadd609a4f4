#include "settings.hpp"

namespace sydac::llm {

std::uint64_t Prices::of(std::uint64_t input_tokens, std::uint64_t output_tokens) const {
  constexpr std::uint64_t kPicodollars = 1000;  // of a nanodollar
  const auto all = static_cast<unsigned __int128>(input_tokens) * input + static_cast<unsigned __int128>(output_tokens) * output;
  const unsigned __int128 cost = (all + kPicodollars - 1) / kPicodollars;
  return cost > UINT64_MAX ? UINT64_MAX : static_cast<std::uint64_t>(cost);
}

std::string dollars(std::uint64_t nanodollars) {
  constexpr std::uint64_t kUnit = 100'000, kUnits = 10'000;  // of 0.0001 dollars
  const std::uint64_t units = nanodollars / kUnit + (nanodollars % kUnit > 0 ? 1 : 0);
  std::string fraction = std::to_string(units % kUnits + kUnits).substr(1);
  while (fraction.size() > 2 && fraction.ends_with('0')) fraction.pop_back();
  return "$" + std::to_string(units / kUnits) + "." + fraction;
}

std::string seconds(std::chrono::milliseconds time) {
  constexpr std::int64_t kSecond = 1000;
  std::string fraction = std::to_string(time.count() % kSecond + kSecond).substr(1);
  while (fraction.ends_with('0')) fraction.pop_back();
  if (fraction.empty() || time.count() >= 10 * kSecond) return std::to_string((time.count() + kSecond / 2) / kSecond) + " s";
  return std::to_string(time.count() / kSecond) + "." + fraction + " s";
}

}  // namespace sydac::llm
