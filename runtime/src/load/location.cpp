#include "location.hpp"

#include <optional>

#include "../driver_text.hpp"

namespace sydac::driver {

namespace {

struct Scheme {
  std::string_view prefix;
  Dialect dialect;
};
constexpr Scheme kSchemes[] = {{"postgresql://", Dialect::postgresql},
                               {"postgres://", Dialect::postgresql},
                               {"mysql://", Dialect::mysql},
                               {"mariadb://", Dialect::mysql},
                               {"sqlite:", Dialect::sqlite}};

std::optional<unsigned> hex_digit(char c) {
  if (c >= '0' && c <= '9') return static_cast<unsigned>(c - '0');
  if (c >= 'a' && c <= 'f') return static_cast<unsigned>(c - 'a' + 10);
  if (c >= 'A' && c <= 'F') return static_cast<unsigned>(c - 'A' + 10);
  return std::nullopt;
}

// %2F is a slash; what is no such escape stays as it is.
std::string percent_decoded(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto high = text[i] == '%' && i + 2 < text.size() ? hex_digit(text[i + 1]) : std::nullopt;
    const auto low = high ? hex_digit(text[i + 2]) : std::nullopt;
    out += low ? static_cast<char>(*high * 16 + *low) : text[i];
    if (low) i += 2;
  }
  return out;
}

/// What stands before the mark, which goes away with it; the whole where there is none.
std::string_view take_until(std::string_view& text, char mark) {
  const std::size_t end = text.find(mark);
  const std::string_view part = text.substr(0, end);
  text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  return part;
}

void parse_authority(Location& location, std::string_view text) {
  const std::size_t at = text.rfind('@');
  if (at != std::string_view::npos) {
    std::string_view who = text.substr(0, at);
    location.user = percent_decoded(take_until(who, ':'));
    location.password = percent_decoded(who);
    text.remove_prefix(at + 1);
  }
  const std::size_t colon = text.rfind(':');
  const bool has_port = colon != std::string_view::npos && text.find(']', colon) == std::string_view::npos;
  if (has_port) location.port = text.substr(colon + 1);
  std::string_view host = text.substr(0, has_port ? colon : text.size());
  if (host.size() > 1 && host.starts_with('[') && host.ends_with(']')) host = host.substr(1, host.size() - 2);
  location.host = percent_decoded(host);
}

void parse_server(Location& location, std::string_view scheme, std::string_view rest) {
  std::string_view path = take_until(rest, '?');
  // A password may hold a slash by mistake: the name of the database has no `@`.
  const std::size_t at = path.rfind('@');
  const std::size_t slash = path.find('/', at == std::string_view::npos ? 0 : at);
  parse_authority(location, path.substr(0, slash));
  if (slash != std::string_view::npos) location.database = percent_decoded(path.substr(slash + 1));
  while (!rest.empty()) {
    std::string_view pair = take_until(rest, '&');
    const std::string name = percent_decoded(take_until(pair, '='));
    location.values.emplace_back(name, percent_decoded(pair));
  }
  location.shown = scheme;
  if (!location.user.empty()) append(location.shown, {location.user, "@"});
  location.shown += location.host;
  if (!location.port.empty()) append(location.shown, {":", location.port});
  append(location.shown, {"/", location.database});
}

}  // namespace

Location parse_location(std::string_view text) {
  for (const Scheme& scheme : kSchemes) {
    if (!text.starts_with(scheme.prefix)) continue;
    Location location;
    location.dialect = scheme.dialect;
    location.given = text;
    std::string_view rest = text.substr(scheme.prefix.size());
    if (scheme.dialect != Dialect::sqlite) {
      parse_server(location, scheme.prefix, rest);
      return location;
    }
    if (rest.starts_with("//")) rest.remove_prefix(2);
    if (rest.empty()) refuse({"`--load sqlite:` needs a file: sqlite:shop.db"});
    location.database = rest;
    location.shown = text_of({"sqlite:", rest});
    return location;
  }
  // What was given may hold a password.
  refuse({"`--load` takes postgresql://USER@HOST/DATABASE, mysql://USER@HOST/DATABASE or sqlite:FILE"});
}

}  // namespace sydac::driver
