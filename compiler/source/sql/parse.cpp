#include "source/sql/parse.hpp"

#include "base/text.hpp"
#include "source/sql/build.hpp"
#include "source/sql/dialect.hpp"

namespace sydac::compiler::sql {
namespace {

std::string from_utf16(std::string_view bytes, bool big_endian) {
  std::string out;
  const auto unit = [&](std::size_t at) {
    const auto first = static_cast<unsigned char>(bytes[at]), second = static_cast<unsigned char>(bytes[at + 1]);
    return static_cast<char32_t>(big_endian ? (first << 8) | second : (second << 8) | first);
  };
  for (std::size_t at = 2; at + 1 < bytes.size(); at += 2) {
    char32_t code = unit(at);
    const bool high = code >= 0xD800 && code < 0xDC00;
    if (high && at + 3 < bytes.size() && unit(at + 2) >= 0xDC00 && unit(at + 2) < 0xE000) {
      code = 0x10000 + ((code - 0xD800) << 10) + (unit(at + 2) - 0xDC00);
      at += 2;
    }
    append_utf8(out, code >= 0xD800 && code < 0xE000 ? U'\uFFFD' : code);
  }
  return out;
}

bool is_ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

}  // namespace

std::string sql_text(std::string bytes) {
  if (bytes.starts_with("\xFF\xFE")) return from_utf16(bytes, false);
  if (bytes.starts_with("\xFE\xFF")) return from_utf16(bytes, true);
  if (bytes.starts_with("\xEF\xBB\xBF")) bytes.replace(0, 3, "   ");
  if (is_ascii(bytes)) return bytes;
  std::string out;
  out.reserve(bytes.size() + bytes.size() / 16);
  for (std::size_t at = 0; at < bytes.size();) {
    if (static_cast<unsigned char>(bytes[at]) < 0x80) {
      out += bytes[at++];
      continue;
    }
    const Character one = character_at(bytes, at);
    if (one.valid) {
      out.append(bytes, at, one.bytes);
    } else {
      append_utf8(out, one.code);
    }
    at += one.bytes;
  }
  return out;
}

Catalog parse_sql(const Sources& sources, FileId file, std::optional<Dialect> dialect, Diagnostics& diagnostics) {
  const std::string& text = sources.at(file).text;
  if (!dialect) {
    const DialectGuess guess = guess_dialect(text);
    dialect = guess.dialect;
    if (guess.reason.empty())
      diagnostics.report(Code::sql_dialect, {file, 0, 0}, {name_of(*dialect)}).suggest("`--dialect` says otherwise");
  }
  Builder builder(sources, file, *dialect, diagnostics);
  Splitter splitter(text, 0, text.size(), *dialect);
  while (const std::optional<Statement> statement = splitter.next()) builder.take(*statement);
  return builder.finish();
}

}  // namespace sydac::compiler::sql
