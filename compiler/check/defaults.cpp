// The rule of a column that has none: by its type and name, never by its neighbours. Texts about a person, a place or a company read the
// table's hidden entity, so that they agree whether or not the others are there.
#include "check/defaults.hpp"

#include <algorithm>

#include "base/numbers.hpp"
#include "check/checker.hpp"
#include "resolve/literals.hpp"

namespace sydac::compiler {
namespace {

constexpr TextDefault kTexts[] = {
    {"first_name firstname given_name forename fname", "person", "first_name"},
    {"last_name lastname surname family_name lname", "person", "last_name"},
    {"full_name fullname contact contact_name person author customer_name employee_name", "person", "name"},
    {"email e_mail mail email_address", "person", "email"},
    {"username user_name login nickname handle", "person", "username"},
    {"sex gender", "person", "sex"},
    {"street address address1 addr addr1 street_address line1", "address", "street"},
    {"city town", "address", "city"},
    {"state region province", "address", "state"},
    {"state_code", "address", "state_code"},
    {"zip zipcode zip_code postcode postal_code", "address", "zip"},
    {"country", "address", "country"},
    {"country_code", "address", "country_code"},
    {"company company_name organisation organization employer vendor supplier", "company", "name"},
    {"industry sector", "company", "industry"},
    {"phone phone_number mobile tel telephone cell fax", "phone", ""},
    {"job job_title position role occupation profession", "job", ""},
    {"product product_name", "product_name", ""},
    {"category category_name", "category", ""},
    {"title subject headline label", "words", ""},
    {"description summary comment comments note notes remark message", "sentence", ""},
    {"body content text bio article", "paragraph", ""},
};

constexpr TextDefault kNames[] = {
    {"companies company customers_companies organisations organizations suppliers vendors accounts clients", "company", "name"},
    {"products product items articles goods", "product_name", ""},
    {"categories category", "category", ""},
    {"users user people persons person customers customer employees employee contacts contact patients doctors students teachers members "
     "authors",
     "person", "name"},
    {"cities city towns", "address", "city"},
};

constexpr NumberDefault kNumbers[] = {{"age", 18, 90}, {"year", 1990, 2026}, {"quantity qty", 1, 10}, {"rating stars", 1, 5}};

constexpr std::string_view kBirthdays = "birthday birth_date date_of_birth dob born";

bool lists(std::string_view words, std::string_view word) {
  for (std::size_t at = words.find(word); at != std::string_view::npos; at = words.find(word, at + 1)) {
    const bool starts = at == 0 || words[at - 1] == ' ', ends = at + word.size() == words.size() || words[at + word.size()] == ' ';
    if (starts && ends) return true;
  }
  return false;
}

std::string lower_case(std::string_view text) {
  std::string lower(text);
  for (char& c : lower) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    if (c == '-' || c == ' ') c = '_';
  }
  return lower;
}

const TextDefault* text_default(const std::string& table, const std::string& column) {
  if (column == "name") {
    for (const TextDefault& entry : kNames) {
      if (lists(entry.names, table)) return &entry;
    }
  }
  for (const TextDefault& entry : kTexts) {
    if (lists(entry.names, column)) return &entry;
  }
  return nullptr;
}

}  // namespace

std::span<const TextDefault> text_defaults() { return kTexts; }
std::span<const TextDefault> name_defaults() { return kNames; }
std::span<const NumberDefault> number_defaults() { return kNumbers; }
std::string_view birthday_names() { return kBirthdays; }

ValueId Checker::default_text(CellId id, Cell& held) {
  const Span span = held.name_span;
  const Type text{.base = Base::text};
  auto fits = [&](ValueId value) {
    const auto& size = model_[value].size;
    if (!held.type.length) return true;
    return size && size->longest(digits_of(rows_of(model_, id.table).high)) <= *held.type.length;
  };
  auto literal = [&](std::string piece) {
    const std::size_t size = piece.size();
    return model_.add({span, text, {}, TextSize{size, 0}, TextValue{std::move(piece)}});
  };
  auto concat = [&](std::vector<ValueId> parts) {
    TextSize size;
    for (ValueId part : parts) {
      const TextSize own = size_of(model_[part]);
      size = size + own;
    }
    return model_.add({span, text, {}, size, ConcatValue{std::move(parts)}});
  };
  auto draw = [&](std::string_view name) -> std::optional<ValueId> {
    const auto found = find_rule(name);
    if (!found) return std::nullopt;
    DrawValue made{*found, {}, 0};
    made.arguments.assign(rule(*found).spec->params.size(), std::nullopt);
    for (std::size_t i = 0; i < made.arguments.size(); ++i) {
      if (!rule(*found).spec->params[i].required) continue;
      made.arguments[i] = model_.add({span, {.base = Base::integer}, Bounds{1, 1}, {}, NumberValue{i == 0 ? 1 : 3}});
    }
    const auto arguments = constant_arguments(model_, made);
    const TextSize size{rule(*found).max_characters(*arguments), 0};
    return model_.add({span, text, {}, size, std::move(made)});
  };
  auto field = [&](std::string_view record, std::string_view name) -> std::optional<ValueId> {
    const auto found = find_rule(record);
    if (!found) return std::nullopt;
    const RuleSpec& spec = *rule(*found).spec;
    for (std::uint32_t i = 0; i < spec.fields.size(); ++i) {
      if (spec.fields[i].name != name) continue;
      const ValueId entity =
          model_.add({span, {.base = Base::record, .record = *found}, {}, {}, EntityValue{*found, "#" + std::string(record)}});
      return model_.add({span, text, {}, TextSize{spec.fields[i].max_characters, 0}, FieldValue{entity, i}});
    }
    return std::nullopt;
  };
  const std::string table = lower_case(model_[id.table].name), column = lower_case(held.name);
  const ValueId row = model_.add({span, {.base = Base::integer}, Bounds{0, INT64_MAX}, TextSize{0, 1}, RowNumberValue{0}});
  const bool unique = held.unique || held.pk;
  std::optional<ValueId> value;
  if (const TextDefault* entry = text_default(table, column)) {
    held.default_rule = std::string(entry->rule) + (entry->field.empty() ? "" : "." + std::string(entry->field));
    value = entry->field.empty() ? draw(entry->rule) : field(entry->rule, entry->field);
    if (unique && value && entry->rule == "person") {
      const bool mail = entry->field == "email";
      const auto first = field("person", "first_name"), last = field("person", "last_name");
      ValueId mailbox = concat(mail ? std::vector{*first, literal("."), *last, literal("."), row, literal("@example.com")}
                                    : std::vector{*first, literal("."), *last, literal("."), row});
      const auto size = model_[mailbox].size;
      value = model_.add({span, text, {}, size, FunctionValue{Function::lower, {mailbox}}});
    } else if (unique && value && entry->rule == "company" && entry->field == "name") {
      const auto drawn = draw("company_name");
      value = drawn && count_of(*drawn) ? drawn : std::optional(concat({*value, literal(" "), row}));
    } else if (unique && value && !count_of(*value)) {
      value = concat({*value, literal(" "), row});
    }
  }
  if (!value || !fits(*value)) {
    held.default_rule = "words";
    const auto words = draw("words");
    value = unique ? concat({*words, literal("-"), row}) : *words;
  }
  if (!fits(*value)) {
    held.default_rule = "row number";
    if (unique) value = concat({row});
  }
  return *value;
}

ValueId Checker::default_value(CellId id, Cell& held) {
  const Span span = held.name_span;
  const bool unique = held.unique || held.pk;
  auto range = [&](Type type, Int128 low, Int128 high, Int128 step) {
    const ValueId first = model_.add({span, type, Bounds{low, low}, {}, NumberValue{low}});
    const ValueId last = model_.add({span, type, Bounds{high, high}, {}, NumberValue{high}});
    return model_.add({span, type, Bounds{low, high}, {}, RangeValue{first, last, step, held.sites++}});
  };
  auto draw = [&](std::string_view name) {
    const auto found = find_rule(name);
    DrawValue made{*found, std::vector<std::optional<ValueId>>(rule(*found).spec->params.size()), held.sites++};
    return made;
  };
  Type type = held.type;
  type.nullable = false;
  held.default_rule = "by type";
  const std::string name = lower_case(held.name);
  switch (type.base) {
    case Base::integer: {
      if (unique) {
        const auto rows = rows_of(model_, id.table).high;
        return model_.add({span, type, Bounds{1, std::max<Int128>(rows, 1)}, TextSize{0, 1}, SerialValue{1, 1}});
      }
      for (const NumberDefault& entry : kNumbers) {
        if (lists(entry.names, name)) return range(type, entry.low, entry.high, 1);
      }
      return range(type, 0, 1000, 1);
    }
    case Base::decimal: {
      const Int128 most = power_of_ten(type.precision) - 1;
      return range(type, 0, std::min(most, 1000 * power_of_ten(type.scale)), 1);
    }
    case Base::real: {
      const Type real{.base = Base::real};
      const ValueId low = model_.add({span, real, {}, {}, RealValue{"0"}}), high = model_.add({span, real, {}, {}, RealValue{"1"}});
      return model_.add({span, real, {}, {}, RangeValue{low, high, 1, held.sites++}});
    }
    case Base::boolean: {
      DrawValue made = draw("chance");
      if (!made.arguments.empty())
        made.arguments[0] = model_.add({span, {.base = Base::decimal, .scale = 6}, Bounds{500'000, 500'000}, {}, NumberValue{500'000}});
      return model_.add({span, type, {}, {}, std::move(made)});
    }
    case Base::date: {
      const Int128 today = model_.now / kMicrosPerDay;
      if (lists(kBirthdays, name)) return range(type, today - 80 * 365, today - 18 * 365, 1);
      return range(type, today - 5 * 365, today, 1);
    }
    case Base::timestamp:
    case Base::timestamptz: return range(type, model_.now - 5 * 365 * kMicrosPerDay, model_.now, kMicrosPerSecond);
    case Base::time: return range(type, 0, kMicrosPerDay - kMicrosPerSecond, kMicrosPerSecond);
    case Base::interval: {
      const ValueId low = model_.add({span, type, Bounds{kMicrosPerDay, kMicrosPerDay}, {}, IntervalValue{0, 1, 0}});
      const ValueId high = model_.add({span, type, Bounds{30 * kMicrosPerDay, 30 * kMicrosPerDay}, {}, IntervalValue{0, 30, 0}});
      return model_.add({span, type, Bounds{kMicrosPerDay, 30 * kMicrosPerDay}, {}, RangeValue{low, high, kMicrosPerDay, held.sites++}});
    }
    case Base::uuid: return model_.add({span, type, {}, {}, draw("uuid")});
    case Base::json: return model_.add({span, type, {}, TextSize{2, 0}, TextValue{"{}"}});
    case Base::bytes: return model_.add({span, type, {}, {}, draw("bytes")});
    case Base::enumeration:
      for (const HeaderSource& source : model_[id.table].sources) {
        if (source.enumeration == type.enumeration) return cell_value({id.table, source.cell}, 0, span);
      }
      return model_.add({span, type, {}, {}, EnumDrawValue{held.sites++}});
    case Base::text: return default_text(id, held);
    case Base::bad:
    case Base::null:
    case Base::row:
    case Base::record: break;
  }
  return bad(span);
}

}  // namespace sydac::compiler
