#include "fetch.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "driver_text.hpp"
#include "fetch_answer.hpp"
#include "fetch_prompt.hpp"
#include "fetch_repair.hpp"

namespace sydac::llm {

namespace {

using driver::append;
using driver::text_of;
using pools::Entry;

constexpr unsigned kMostRepairs = 2;        // of one batch: the model is told what is wrong
constexpr unsigned kMostBarrenBatches = 3;  // in a row, from one provider for one key

/// The entries of one key: those held before, then the new ones.
class OfKey {
 public:
  OfKey(const pools::Request& request, std::vector<std::string> key) : request_(request), key_(std::move(key)) {}

  void hold(Entry entry) {
    remember(entry.values);
    entries_.push_back(std::move(entry));
  }
  /// False for an entry that is there already.
  bool add(std::vector<std::string> values) {
    if (is_there(values)) return false;
    hold({key_, std::move(values), 1});
    return true;
  }
  const std::vector<std::string>& key() const { return key_; }
  const std::vector<Entry>& entries() const { return entries_; }
  std::size_t missing() const { return request_.size > entries_.size() ? static_cast<std::size_t>(request_.size - entries_.size()) : 0; }
  std::vector<const Entry*> held() const {
    std::vector<const Entry*> all;
    for (const Entry& entry : entries_) all.push_back(&entry);
    return all;
  }

 private:
  // What no two entries may share: the whole, and each field that is distinct.
  std::vector<std::string> marks(const std::vector<std::string>& values) const {
    std::vector<std::string> all(1, "=");
    for (std::size_t i = 0; i < values.size(); ++i) {
      const std::string text = folded(request_.fields[i], values[i]);
      append(all[0], {std::uint64_t{text.size()}, ":", text});
      if (request_.fields[i].distinct) all.push_back(text_of({std::uint64_t{i}, ":", text}));
    }
    return all;
  }
  bool is_there(const std::vector<std::string>& values) const {
    const std::vector<std::string> all = marks(values);
    return std::any_of(all.begin(), all.end(), [this](const std::string& mark) { return marks_.contains(mark); });
  }
  void remember(const std::vector<std::string>& values) {
    for (std::string& mark : marks(values)) marks_.insert(std::move(mark));
  }

  const pools::Request& request_;
  std::vector<std::string> key_;
  std::vector<Entry> entries_;
  std::set<std::string> marks_;
};

/// Every combination of the keys' values, the last key running fastest; one without any when there are no keys.
std::vector<std::vector<std::string>> combinations(const std::vector<pools::Key>& keys) {
  std::vector<std::vector<std::string>> all(1);
  for (const pools::Key& key : keys) {
    std::vector<std::vector<std::string>> longer;
    for (const std::vector<std::string>& start : all) {
      for (const std::string& value : key.values) {
        longer.push_back(start);
        longer.back().push_back(value);
      }
    }
    all = std::move(longer);
  }
  return all;
}

enum class Next : std::uint8_t { go_on, next_provider, stop };

/// How a batch ended, and what it brought.
struct Batch {
  Next next = Next::go_on;
  std::size_t added = 0;
  bool truncated = false;
};

class Fetch {
 public:
  Fetch(const pools::Request& request, std::vector<Entry> held, Configuration& configuration,
        const std::function<void(const Fetched&)>& keep, const std::function<void(std::string_view)>& log)
      : request_(request), configuration_(configuration), keep_(keep), log_(log) {
    std::map<std::vector<std::string>, std::size_t> places;
    for (std::vector<std::string>& key : combinations(request.keys)) {
      places.emplace(key, keys_.size());
      keys_.emplace_back(request, std::move(key));
    }
    for (Entry& entry : held) {
      const auto place = places.find(entry.key);
      if (place != places.end()) keys_[place->second].hold(std::move(entry));
    }
    for (const OfKey& of : keys_) {
      result_.wanted += request.size;
      held_ += std::min<std::uint64_t>(of.entries().size(), request.size);
      result_.missing += of.missing();
    }
    for (const auto& client : configuration.clients) usable_.push_back(client.get());
  }

  Fetched run() {
    for (OfKey& of : keys_) {
      if (!fill(of)) break;
    }
    collect();
    result_.summary = summary();
    std::erase_if(configuration_.clients, [this](const auto& client) { return hopeless_.contains(client.get()); });
    return std::move(result_);
  }

 private:
  void say(const Client& client, std::string_view what) { log_(text_of({request_.pool, ": ", client.provider(), ": ", what})); }

  /// False when all is over.
  bool fill(OfKey& of) {
    const std::vector<Client*> clients = usable_;
    for (Client* client : clients) {
      if (of.missing() == 0) return true;
      if (fill_from(*client, of) == Next::stop) {
        result_.stopped = true;
        return false;
      }
    }
    return !usable_.empty();
  }

  Next fill_from(Client& client, OfKey& of) {
    std::size_t size = batch_size(request_, std::max<std::size_t>(1, configuration_.batch));
    // A provider that gives a little of what it is asked for each time would go on for ever.
    std::size_t allowance = 4 * of.missing() + 2 * size;
    for (unsigned barren = 0; of.missing() > 0;) {
      const std::size_t count = std::min(size, of.missing());
      if (count > allowance) return gave_too_little(client);
      allowance -= count;
      const Batch batch = ask(client, of, count);
      if (batch.next != Next::go_on) return batch.next;
      barren = batch.added > 0 || (batch.truncated && count > 1) ? 0 : barren + 1;
      if (batch.truncated) size = std::max<std::size_t>(1, count / 2);
      if (barren == kMostBarrenBatches) return gave_too_little(client);
    }
    return Next::go_on;
  }

  Next gave_too_little(const Client& client) {
    say(client, "no more new entries, giving up");
    return Next::next_provider;
  }

  /// One batch with its repairs.
  Batch ask(Client& client, OfKey& of, std::size_t count) {
    Batch batch;
    Question question = question_for(request_, of.key(), count, of.held());
    for (unsigned repairs = 0;; ++repairs) {
      if (stop_requested()) return {.next = Next::stop, .added = batch.added};
      client.log = [this](std::string_view line) { log_(text_of({request_.pool, ": ", line})); };
      const Answer answer = client.ask(question);
      result_.usage += answer.usage;
      if (answer.outcome != Outcome::answered) {
        batch.next = after(client, answer);
        batch.truncated = answer.outcome == Outcome::truncated;
        if (batch.truncated) say(client, count > 1 ? "the answer was cut off, asking for half as many" : "the answer was cut off");
        return batch;
      }
      const ReadAnswer read = read_answer(answer.text, request_, 2 * count + 10);
      const std::size_t added = take(client, of, read);
      batch.added += added;
      const std::size_t left = std::min(count - std::min(count, batch.added), of.missing());
      if (left == 0 || (read.problem.empty() && read.refused.empty())) return batch;
      say(client, problem_line(read));
      if (repairs == kMostRepairs) return batch;
      question.turns.push_back(repair_turn(answer.text, read, left));
    }
  }

  std::size_t take(const Client& client, OfKey& of, const ReadAnswer& read) {
    std::size_t added = 0;
    for (const std::vector<std::string>& values : read.entries) {
      if (of.missing() == 0) break;
      if (of.add(values)) ++added;
    }
    result_.missing -= added;
    if (added == 0) return 0;
    credit(client, added);
    collect();
    keep_(result_);
    return added;
  }

  void credit(const Client& client, std::size_t added) {
    const auto is_of = [&](const pools::Origin& origin) { return origin.provider == client.provider() && origin.model == client.model(); };
    auto found = std::find_if(result_.origins.begin(), result_.origins.end(), is_of);
    if (found == result_.origins.end()) {
      given_.emplace_back(client.provider(), client.parameters());
      result_.origins.push_back({std::string(client.provider()), std::string(client.model()), {}, 0});
      found = result_.origins.end() - 1;
    }
    found->entries += added;
  }

  /// After an answer that is none.
  Next after(Client& client, const Answer& answer) {
    switch (answer.outcome) {
      case Outcome::answered:
      case Outcome::truncated: return Next::go_on;
      case Outcome::stopped: return Next::stop;
      case Outcome::refused:
        say(client, text_of({"would not answer", answer.text.empty() ? "" : ": ", shown_line(answer.text)}));
        return Next::next_provider;
      case Outcome::failed: break;
    }
    const Failure failure = answer.failure.value_or(Failure{FailureKind::request, "failed", ""});
    say(client, text_of({shown_line(failure.message), failure.hint.empty() ? "" : "; ", shown_line(failure.hint)}));
    result_.failures.push_back(failure);
    std::erase(usable_, &client);
    switch (failure.kind) {
      case FailureKind::key:
      case FailureKind::quota:
      case FailureKind::model: hopeless_.insert(&client); break;
      case FailureKind::ceiling: return Next::stop;
      case FailureKind::request:
      case FailureKind::rate:
      case FailureKind::server:
      case FailureKind::transport:
      case FailureKind::too_large: break;
    }
    return Next::next_provider;
  }

  void collect() {
    result_.entries.clear();
    for (const OfKey& of : keys_) result_.entries.insert(result_.entries.end(), of.entries().begin(), of.entries().end());
    result_.parameters.clear();
    for (const auto& [provider, parameters] : given_) {
      for (const auto& [name, value] : parameters)
        result_.parameters.emplace_back(given_.size() > 1 ? text_of({provider, ".", name}) : name, value);
    }
    std::sort(result_.parameters.begin(), result_.parameters.end());
    result_.parameters.erase(std::unique(result_.parameters.begin(), result_.parameters.end()), result_.parameters.end());
  }

  /// `gear: 312 of 400 from anthropic, 88 by fallback`.
  std::string summary() const {
    std::string out = text_of({request_.pool, ": "});
    bool is_first = true;
    const auto add = [&](std::uint64_t count, std::string_view source) {
      append(out, {is_first ? "" : ", ", driver::grouped(count)});
      if (std::exchange(is_first, false)) append(out, {" of ", driver::grouped(result_.wanted)});
      append(out, {" ", source});
    };
    if (held_ > 0) add(held_, "there before");
    for (const pools::Origin& origin : result_.origins) add(origin.entries, "from " + origin.provider);
    if (result_.missing > 0) add(result_.missing, "by fallback");
    return is_first ? out + "nothing is asked for" : out;
  }

  const pools::Request& request_;
  Configuration& configuration_;
  const std::function<void(const Fetched&)>& keep_;
  const std::function<void(std::string_view)>& log_;
  std::vector<OfKey> keys_;
  std::vector<Client*> usable_;       // not given up yet
  std::set<const Client*> hopeless_;  // given up for good
  std::vector<std::pair<std::string, std::vector<std::pair<std::string, std::string>>>>
      given_;  // providers that gave something, parameters
  std::uint64_t held_ = 0;
  Fetched result_;
};

}  // namespace

Coverage coverage(const pools::Request& request, const std::vector<Entry>& entries) {
  Coverage result{request.size, 0};
  for (const pools::Key& key : request.keys) result.wanted *= key.values.size();
  std::map<std::vector<std::string>, std::uint64_t> of_key;
  for (const Entry& entry : entries) {
    if (++of_key[entry.key] <= request.size) ++result.held;
  }
  return result;
}

Fetched fetch(const pools::Request& request, std::vector<Entry> held, Configuration& configuration,
              const std::function<void(const Fetched&)>& keep, const std::function<void(std::string_view)>& log) {
  return Fetch(request, std::move(held), configuration, keep, log).run();
}

}  // namespace sydac::llm
