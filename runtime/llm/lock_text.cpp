#include "lock_text.hpp"

#include <algorithm>

#include "driver_text.hpp"

namespace sydac::llm {

namespace {

using driver::append;
using driver::text_of;

std::string json(std::string_view text) {
  std::string out;
  driver::append_json_string(out, text);
  return out;
}

/// The members of a pool, those that say nothing left out.
class PoolText {
 public:
  std::string of(const pools::LockedPool& pool) {
    text("prompt", pool.prompt);
    text("schema", pool.schema_hash);
    if (!pool.origins.empty()) member("origins", list(pool.origins, origin));
    if (!pool.parameters.empty()) member("parameters", parameters(pool));
    if (pool.input_tokens != 0 || pool.output_tokens != 0)
      member("tokens", text_of({"{\"input\": ", pool.input_tokens, ", \"output\": ", pool.output_tokens, "}"}));
    if (pool.cost_nanodollars != 0) member("cost_usd", dollars(pool.cost_nanodollars));
    if (!pool.keys.empty()) member("keys", names(pool.keys));
    member("fields", names(pool.fields));
    member("entries", list(pool.entries, entry));
    return "{\n" + out_ + "\n    }";
  }

 private:
  void member(std::string_view name, std::string_view value) { append(out_, {out_.empty() ? "" : ",\n", "      \"", name, "\": ", value}); }
  void text(std::string_view name, std::string_view value) {
    if (!value.empty()) member(name, json(value));
  }

  template <class Item, class Text>
  static std::string list(const std::vector<Item>& items, Text text_of_item) {
    if (items.empty()) return "[]";
    std::string out = "[";
    for (const Item& item : items) append(out, {&item == items.data() ? "\n" : ",\n", "        ", text_of_item(item)});
    return out + "\n      ]";
  }

  static std::string origin(const pools::Origin& origin) {
    std::string out;
    const auto add = [&out](std::string_view name, std::string_view value) {
      append(out, {out.empty() ? "{" : ", ", "\"", name, "\": ", value});
    };
    if (!origin.provider.empty()) add("provider", json(origin.provider));
    if (!origin.model.empty()) add("model", json(origin.model));
    if (!origin.note.empty()) add("note", json(origin.note));
    add("entries", std::to_string(origin.entries));
    return out + "}";
  }

  static std::string parameters(const pools::LockedPool& pool) {
    std::string out;
    for (const auto& [name, value] : pool.parameters) append(out, {out.empty() ? "{" : ", ", json(name), ": ", json(value)});
    return out + "}";
  }

  static std::string names(const std::vector<std::string>& all) {
    std::string out;
    for (const std::string& name : all) append(out, {out.empty() ? "[" : ", ", json(name)});
    return out + "]";
  }

  static std::string entry(const pools::Entry& entry) {
    if (entry.key.empty() && entry.values.size() == 1 && entry.weight == 1) return json(entry.values[0]);
    std::string out;
    for (const auto* part : {&entry.key, &entry.values}) {
      for (const std::string& value : *part) append(out, {out.empty() ? "[" : ", ", json(value)});
    }
    if (entry.weight != 1) append(out, {", {\"weight\": ", entry.weight, "}"});
    return out + "]";
  }

  std::string out_;
};

}  // namespace

std::string dollars(std::uint64_t nanodollars) {
  constexpr std::uint64_t kDollar = 1'000'000'000;
  std::string fraction = std::to_string(kDollar + nanodollars % kDollar).substr(1);
  fraction.erase(fraction.find_last_not_of('0') + 1);
  return std::to_string(nanodollars / kDollar) + (fraction.empty() ? "" : "." + fraction);
}

std::string lock_text(const pools::Lock& lock) {
  std::string out = "{\n  \"sydac_pools\": 1";
  if (!lock.dataset.empty()) append(out, {",\n  \"dataset\": ", json(lock.dataset)});
  std::vector<const pools::LockedPool*> pools;
  for (const pools::LockedPool& pool : lock.pools) pools.push_back(&pool);
  std::sort(pools.begin(), pools.end(), [](const auto* a, const auto* b) { return a->pool < b->pool; });
  append(out, {",\n  \"pools\": {"});
  for (const pools::LockedPool* pool : pools)
    append(out, {pool == pools.front() ? "\n    " : ",\n    ", json(pool->pool), ": ", PoolText().of(*pool)});
  return out + (pools.empty() ? "}\n}\n" : "\n  }\n}\n");
}

}  // namespace sydac::llm
