#include <doctest/doctest.h>

#include <set>

#include "base/render.hpp"
#include "defaults/default_rules.hpp"
#include "pipeline.hpp"

using namespace sydac::compiler;

namespace {

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : " ") + word;
  return text;
}

std::string entry(std::string_view table, std::string_view column, Base base = Base::text, std::optional<std::uint64_t> length = {}) {
  const auto found = default_rule(table, column, base, length);
  return found ? std::string(found->entry) : "";
}
std::string rule(std::string_view table, std::string_view column, Base base = Base::text, std::optional<std::uint64_t> length = {}) {
  const auto found = default_rule(table, column, base, length);
  return found ? std::string(found->rule) : "";
}

/// What the checker says of a table with these members.
std::string said_of(const std::string& members) {
  Compilation compilation("all.sdl", "table all[20] {\n  id int pk\n" + members + "}\n");
  compile(compilation, Stage::model);
  return compilation.diagnostics.has_errors() ? render_text(compilation.sources, compilation.diagnostics, {}, false) : "";
}

}  // namespace

TEST_CASE("names are taken apart into words") {
  CHECK(joined(words_of("CustomerFName")) == "customer f name");
  CHECK(joined(words_of("addr_line_1")) == "addr line 1");
  CHECK(joined(words_of("ISBN13")) == "isbn 13");
  CHECK(joined(words_of("is-active")) == "is active");
  CHECK(joined(words_of("createdAtUTC")) == "created at utc");
  CHECK(joined(words_of("customerIDs")) == "customer ids");
  CHECK(joined(words_of("XMLFile")) == "xml file");
  CHECK(joined(words_of("BATCH_JOB")) == "batch job");
  CHECK(joined(words_of("  ")) == "");
  CHECK(joined(words_of("straße 2")) == "straße 2");
}

TEST_CASE("the most specific entry wins") {
  CHECK(entry("actor", "name") == "name of a person");
  CHECK(entry("film", "name") == "title of a work");
  CHECK(entry("languages", "name") == "name of a language");
  CHECK(entry("orders", "category_name") == "category");
  CHECK(entry("countries", "code") == "code of a country");
  CHECK(entry("coupons", "code") == "code");
  CHECK(entry("employees", "Title") == "title of an employee");
  CHECK(entry("film", "title") == "title of a work");
  CHECK(entry("film", "length", Base::integer) == "minutes of a film");
  CHECK(entry("orders", "state") == "status of an order");
  CHECK(entry("customers", "state") == "state of an address");
  CHECK(entry("users", "file_name") == "file name");
  CHECK(entry("orders", "status", Base::integer) == "status of an order");
  CHECK(entry("users", "is_active", Base::boolean) == "often true");
  CHECK(entry("users", "is_spam", Base::boolean) == "seldom true");
  CHECK(entry("users", "is_odd", Base::boolean) == "yes or no");
}

TEST_CASE("names are known in all the ways they are written") {
  for (const char* name :
       {"first_name", "FirstName", "fname", "CustomerFName", "customer_first_name", "firstname", "FIRST-NAME", "c_first"})
    CHECK_MESSAGE(rule("customer", name) == "person.first_name", name);
  for (const char* name : {"zip", "ZipCode", "postal_code", "billingpostalcode", "postcode"})
    CHECK_MESSAGE(rule("t", name) == "address.zip", name);
  for (const char* name : {"amount", "amt", "total_amount", "amount_usd", "totalamount"})
    CHECK_MESSAGE(entry("t", name, Base::decimal) == "amount", name);
  CHECK(rule("t", "phone_2") == "phone");
  CHECK(entry("t", "addr2") == "second line of an address");
  CHECK(rule("order_line", "ol_quantity", Base::integer) == "1..10");
}

TEST_CASE("two entities of one row are told apart") {
  CHECK(default_rule("orders", "billing_city", Base::text)->role == "billing");
  CHECK(default_rule("orders", "ShipCity", Base::text)->role == "ship");
  CHECK(default_rule("orders", "city", Base::text)->role.empty());
}

TEST_CASE("a text has room for what it gets") {
  CHECK(rule("t", "state", Base::text, 2).size() > 0);
  CHECK(rule("customers", "state", Base::text, 2) == "address.state_code");
  CHECK(rule("t", "gender", Base::text, 1) == "upper(substr(person.sex, 1, 1))");
  for (std::uint64_t length = 1; length < 80; ++length) {
    for (const char* name : {"name", "code", "id", "email", "qwerty", "description", "url", "password", "phone", "created_at"}) {
      const auto found = default_rule("t", name, Base::text, length);
      if (found) CHECK_MESSAGE(found->longest <= length, name << " of " << length);
      if (!found) CHECK_MESSAGE(length >= 44, name << " of " << length);
    }
  }
}

TEST_CASE("words never stand in numbers, codes and ids") {
  for (const char* name :
       {"code", "customer_id", "invoice_number", "order_no", "ref", "price", "zip", "sku", "serial_number", "api_key", "hash", "cd"})
    CHECK_MESSAGE(rule("t", name).find("words") == std::string::npos, name);
}

TEST_CASE("nonsense and long names cost nothing") {
  CHECK(entry("", "") == "");
  CHECK(entry("t", "____") == "");
  CHECK(entry("t", std::string(100'000, 'a')) == "");
  CHECK(entry("t", std::string(500, 'i')) == "");
  CHECK(entry(std::string(100'000, 'x'), "email") == "");
}

TEST_CASE("every rule of the table compiles, and its longest text is as long as the table says") {
  std::set<std::pair<std::string, std::uint32_t>> texts;
  std::set<std::string> others;
  for (const auto& section : default_entries()) {
    for (const DefaultEntry& each : section) {
      for (const DefaultText& text : each.texts) {
        if (!text.rule.empty()) texts.emplace(text.rule, text.longest);
      }
      const auto add = [&](const char* type, std::string_view value) {
        if (!value.empty()) others.insert(std::string(type) + " = " + std::string(value));
      };
      add("bigint", each.integer);
      add("decimal(12,2)", each.decimal);
      add("float", each.real);
      for (const char* type : {"date", "timestamp", "timestamptz"}) add(type, each.moment);
      add("time", each.time);
      add("interval", each.interval);
      add("bool", each.boolean);
    }
  }
  std::string members, number;
  std::size_t count = 0;
  for (const auto& [text, longest] : texts)
    members += "  c" + std::to_string(count++) + " text(" + std::to_string(longest) + ") = " + text + "\n";
  for (const std::string& other : others) members += "  c" + std::to_string(count++) + " " + other + "\n";
  CHECK(said_of(members) == "");
  for (const auto& [text, longest] : texts) {
    const std::string shorter = longest == 1 ? "" : said_of("  c text(" + std::to_string(longest - 1) + ") = " + text + "\n");
    CHECK_MESSAGE((longest == 1 || !shorter.empty() || text.find("{") != std::string::npos), text << " is shorter than " << longest);
  }
}
