#include <doctest/doctest.h>

#include <fstream>
#include <set>
#include <string>

#include <sydac/catalog.hpp>

using namespace sydac;

namespace {

const RuleEntry& entry_named(std::string_view name) {
  for (const RuleEntry& entry : Catalog::entries) {
    if (entry.spec->name == name) return entry;
  }
  throw std::runtime_error("no rule " + std::string(name));
}

}  // namespace

TEST_CASE("every rule says what the compiler and the reference need") {
  std::set<std::string_view> names;
  for (const RuleEntry& entry : Catalog::entries) {
    const RuleSpec& spec = *entry.spec;
    INFO("rule ", std::string(spec.name));
    CHECK(names.insert(spec.name).second);
    CHECK_FALSE(spec.cpp_name.empty());
    CHECK(spec.summary.ends_with('.'));
    CHECK(spec.example.find(spec.name == "range" ? ".." : spec.name) != std::string_view::npos);
    CHECK(std::ifstream("runtime/include/" + std::string(spec.header)).good());
    CHECK((spec.yields == RuleType::record) == (spec.fields.size() > 0));
    CHECK((spec.yields == RuleType::text) == static_cast<bool>(entry.max_characters));
    for (const ParameterSpec& parameter : spec.params) {
      CHECK_FALSE(parameter.name.empty());
      // A limit is a number or another parameter's name.
      for (const std::string_view limit : {parameter.at_least, parameter.at_most}) {
        if (limit.empty() || (limit[0] >= '0' && limit[0] <= '9')) continue;
        bool found = false;
        for (const ParameterSpec& other : spec.params) found = found || other.name == limit;
        CHECK(found);
      }
    }
    for (const FieldSpec& field : spec.fields) CHECK((field.type == RuleType::text) == (field.max_characters > 0));
  }
}

TEST_CASE("rules are made from arguments, omitted ones keep their defaults") {
  const RuleArgument two[] = {{.raw = 18}, {.raw = 99}};
  CHECK(entry_named("range").count(std::span<const RuleArgument>(two)) == 82);
  const RuleArgument mixed[] = {{.given = false}, {.raw = 12, .scale = 1}};
  const Zipf zipf = make_rule<Zipf>(mixed);
  CHECK(zipf.max == 1);
  CHECK(zipf.exponent == 1.200000_dec);
  const RuleArgument rounded[] = {{.raw = 12'345'675, .scale = 7}};
  CHECK(make_rule<Poisson>(rounded).mean == 1.234568_dec);
  CHECK(make_rule<Serial>({}).start == 1);
  CHECK((entry_named("normal").count == nullptr));
  const RuleArgument truth[] = {{.raw = 0}};
  CHECK_FALSE(make_rule<Phone>(truth).fictional);
}
