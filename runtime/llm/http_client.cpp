#include "http_client.hpp"

#include <random>

#include "errors.hpp"
#include "redaction.hpp"
#include "wire.hpp"

namespace sydac::llm {

namespace {

/// What one exchange comes to.
struct Step {
  enum class Next : std::uint8_t { done, retry, adapt, fail, stop } next = Next::fail;
  Outcome outcome = Outcome::failed;  // of `done`
  std::string text;
  Failure failure{FailureKind::request, "", ""};  // of `fail`; of `retry` when no try is left
  std::string reason;                             // of `retry`, in a word: `429`, `time-out`
  std::optional<std::chrono::milliseconds> wait;  // that the server asks for
  bool paid = false;                              // may be billed, though nobody said how much
};

class HttpClient : public Client {
 public:
  HttpClient(Settings settings, const Services& services)
      : settings_(std::move(settings)), clock_(services.clock), transport_(services.transport), random_(services.seed) {}

  std::string_view provider() const override { return settings_.provider->name; }
  std::string_view model() const override { return settings_.model; }

  std::vector<std::pair<std::string, std::string>> parameters() const override {
    std::vector<std::pair<std::string, std::string>> list;
    if (settings_.max_tokens) list.emplace_back("max_tokens", std::to_string(*settings_.max_tokens));
    if (settings_.seed && shape_.seed) list.emplace_back("seed", std::to_string(*settings_.seed));
    if (settings_.temperature && shape_.temperature) list.emplace_back("temperature", *settings_.temperature);
    return list;
  }

  Answer ask(const Question& question) override {
    Answer answer;
    if (!settings_.key.problem.empty()) return failed(answer, {FailureKind::key, settings_.key.problem, settings_.key.hint});
    for (std::uint32_t tries = 0;;) {
      if (stop_requested()) return stopped(answer);
      const HttpRequest request = request_of(settings_, shape_, question);
      const std::uint64_t worst = worst_cost(request, question);
      if (!settings_.ceiling->allows(worst)) return failed(answer, over_ceiling(worst));
      ++answer.usage.calls;
      Step step = step_of(transport_->post(request), answer.usage);
      if (step.paid) settings_.ceiling->spend(worst);
      switch (step.next) {
        case Step::Next::done:
          answer.outcome = step.outcome;
          answer.text = std::move(step.text);
          return answer;
        case Step::Next::fail: return failed(answer, std::move(step.failure));
        case Step::Next::stop: return stopped(answer);
        case Step::Next::adapt: continue;
        case Step::Next::retry: break;
      }
      if (step.wait && *step.wait > kLongestServerWait) return failed(answer, too_long_a_wait(std::move(step)));
      if (tries == settings_.retries) return failed(answer, after_tries(std::move(step), tries));
      const auto wait = step.wait.value_or(backoff(tries, random_()));
      ++tries;
      say(step.reason + ", waiting " + seconds(wait) + " (" + std::to_string(tries) + " of " + std::to_string(settings_.retries) + ")");
      if (!clock_.sleep(wait)) return stopped(answer);
    }
  }

 private:
  static Answer failed(Answer& answer, Failure failure) {
    answer.outcome = Outcome::failed;
    answer.failure = std::move(failure);
    return std::move(answer);
  }

  static Answer stopped(Answer& answer) {
    answer.outcome = Outcome::stopped;
    return std::move(answer);
  }

  std::string name() const { return std::string(settings_.provider->name); }
  std::string said(std::string_view text) const { return redacted(text, settings_.key.text); }

  void say(const std::string& line) const {
    if (log) log(said(name() + ": " + line));
  }

  // ---- what it may cost

  std::uint64_t worst_cost(const HttpRequest& request, const Question& question) const {
    constexpr std::uint64_t kBytesOfToken = 3;  // an estimate on the safe side
    if (!settings_.prices) return 0;
    return settings_.prices->of(request.body.size() / kBytesOfToken + 1, output_cap(settings_, question));
  }

  Failure over_ceiling(std::uint64_t worst) const {
    const Ceiling& ceiling = *settings_.ceiling;
    const std::uint64_t left = *ceiling.limit > ceiling.spent ? *ceiling.limit - ceiling.spent : 0;
    return {FailureKind::ceiling,
            "the next call to " + name() + " may cost " + dollars(worst) + ", of `max_cost` " + dollars(*ceiling.limit) + " are left " +
                dollars(left),
            "raise `max_cost`, or lower `max_tokens` or `batch`"};
  }

  /// Real tokens, where the provider counts them. False where it does not.
  bool add_usage(const Reading& reading, Usage& usage) {
    if (!reading.input_tokens || !reading.output_tokens) return false;
    usage.input_tokens += *reading.input_tokens;
    usage.output_tokens += *reading.output_tokens;
    const std::uint64_t priced = settings_.prices ? settings_.prices->of(*reading.input_tokens, *reading.output_tokens) : 0;
    const std::uint64_t cost = reading.cost_nanodollars.value_or(priced);
    usage.cost_nanodollars += cost;
    settings_.ceiling->spend(cost);
    return true;
  }

  // ---- what an exchange comes to

  Step step_of(const HttpResponse& response, Usage& usage) {
    if (response.failure != HttpFailure::none) return transport_step(response);
    constexpr int kOk = 200;
    if (response.status != kOk) return error_step(error_of(response));
    const Reading reading = reading_of(settings_.provider->format, response.body);
    if (reading.kind == Reading::Kind::error) return error_step(error_in_answer(reading.error));
    Step step;
    step.paid = !add_usage(reading, usage);
    step.next = Step::Next::done;
    switch (reading.kind) {
      case Reading::Kind::answered:
        step.outcome = Outcome::answered;
        step.text = without_key(reading.text);
        return step;
      case Reading::Kind::truncated: step.outcome = Outcome::truncated; return step;
      case Reading::Kind::refused:
        step.outcome = Outcome::refused;
        step.text = said(reading.text);
        return step;
      case Reading::Kind::error:
      case Reading::Kind::cut_off:
      case Reading::Kind::unreadable: break;
    }
    step.next = Step::Next::retry;
    const bool cut_off = reading.kind == Reading::Kind::cut_off;
    step.reason = cut_off ? "the stream broke off" : "an answer of another shape";
    step.failure = {
        cut_off ? FailureKind::transport : FailureKind::server,
        said(cut_off ? "the stream of " + name() + " broke off" : "the answer of " + name() + " has another shape: " + reading.problem),
        cut_off ? "try again" : address_hint()};
    return step;
  }

  Step transport_step(const HttpResponse& response) const {
    Step step;
    const std::string problem = response.problem.empty() ? "" : ": " + response.problem;
    const auto fails = [&](FailureKind kind, const std::string& message, std::string hint) {
      step.failure = {kind, said(message), std::move(hint)};
    };
    const auto retries = [&](std::string reason, const std::string& message, std::string hint, bool paid) {
      step.next = Step::Next::retry;
      step.reason = std::move(reason);
      step.paid = paid;
      fails(FailureKind::transport, message, std::move(hint));
    };
    switch (response.failure) {
      case HttpFailure::none: break;
      case HttpFailure::stopped: step.next = Step::Next::stop; break;
      case HttpFailure::unreachable:
        retries("no connection", "no connection to " + name() + problem, "check the network, the proxy and `base_url`", false);
        break;
      case HttpFailure::timed_out:
        retries("time-out", "no answer of " + name() + " within " + seconds(settings_.timeout), "raise `timeout`, or lower `batch`", true);
        break;
      case HttpFailure::broken:
        retries("the connection broke", "the connection to " + name() + " broke" + problem, "try again", true);
        break;
      case HttpFailure::too_slow:
        retries("the answer drips", "the answer of " + name() + " came too slowly", "try again, or set `stream`", true);
        break;
      case HttpFailure::too_large:
        fails(FailureKind::too_large, "the answer of " + name() + " is longer than 8 MB", "lower `batch`");
        step.paid = true;
        break;
      case HttpFailure::untrusted:
        fails(FailureKind::transport, "the certificate of " + name() + " is not trusted" + problem,
              "check `base_url` and the certificates of this machine");
        break;
      case HttpFailure::unusable: fails(FailureKind::transport, name() + " cannot be asked" + problem, "check `base_url`"); break;
    }
    return step;
  }

  Step error_step(const ProviderError& error) {
    const ErrorRule& rule = rule_for(error);
    Step step;
    step.reason = std::to_string(error.status);
    const std::string words = said(error.message);
    step.failure = {rule.kind, said(step.reason + " from " + name() + ": " + (words.empty() ? std::string(rule.meaning) : words)),
                    hint_of(rule)};
    step.wait = error.wait;
    const bool adapted = adapt(rule.action);
    if (adapted) {
      step.next = Step::Next::adapt;
      say(step.reason + ", " + std::string(rule.meaning) + ": asking without it");
    } else if (rule.action == Action::refuse) {
      step.next = Step::Next::done;
      step.outcome = Outcome::refused;
      step.text = words;
    } else if (rule.action == Action::retry) {
      step.next = error.should_retry.value_or(true) ? Step::Next::retry : Step::Next::fail;
    } else if (rule.kind == FailureKind::request && error.should_retry.value_or(false)) {
      step.next = Step::Next::retry;
    }
    return step;
  }

  /// False when the request has nothing of it any more: each is tried once.
  bool adapt(Action action) {
    const bool openai = settings_.provider->format == WireFormat::openai;
    switch (action) {
      case Action::drop_temperature: return settings_.temperature && std::exchange(shape_.temperature, false);
      case Action::drop_seed: return settings_.seed && std::exchange(shape_.seed, false);
      case Action::drop_usage: return openai && settings_.stream && std::exchange(shape_.usage_of_streams, false);
      case Action::swap_output_cap: return openai && !std::exchange(shape_.other_output_cap, true);
      case Action::loosen_schema:
        if (shape_.looseness == loosest(settings_.provider->format)) return false;
        ++shape_.looseness;
        return true;
      case Action::stop:
      case Action::retry:
      case Action::refuse: break;
    }
    return false;
  }

  // ---- words

  /// A server may send the key back as a value, which would be kept in the lock file.
  std::string without_key(const std::string& text) const {
    constexpr std::size_t kShortest = 12;  // shorter ones are words, such as `ollama`
    const std::string& key = settings_.key.text;
    std::string out = text;
    if (key.size() < kShortest) return out;
    for (std::size_t at = out.find(key); at != std::string::npos; at = out.find(key, at)) out.replace(at, key.size(), "[key]");
    return out;
  }

  std::string address_hint() const {
    return "check `model` (`" + said(settings_.model) + "`) and `base_url` (`" + said(settings_.base_url) + "`)";
  }

  std::string hint_of(const ErrorRule& rule) const {
    const std::string& source = settings_.key.source;
    switch (rule.kind) {
      case FailureKind::key: return source.empty() ? "set " + std::string(settings_.provider->keys[0].name) : "check " + source;
      case FailureKind::quota: return "raise what the account at " + name() + " may spend, or name another provider in `provider`";
      case FailureKind::model: return address_hint();
      case FailureKind::rate:
      case FailureKind::server: return "ask again later, or name another provider in `provider`";
      case FailureKind::request:
        return rule.action == Action::swap_output_cap ? "lower `max_tokens`"
               : rule.action == Action::loosen_schema ? "name another `model`"
                                                      : "check `model` and the options of [llm]";
      case FailureKind::transport:
      case FailureKind::too_large:
      case FailureKind::ceiling: break;
    }
    return "";
  }

  static Failure too_long_a_wait(Step step) {
    constexpr std::int64_t kMinute = 60'000;
    step.failure.message += "; asks to wait " + std::to_string((step.wait->count() + kMinute - 1) / kMinute) + " min";
    return std::move(step.failure);
  }

  static Failure after_tries(Step step, std::uint32_t tries) {
    if (tries > 0) step.failure.message += "; tried " + std::to_string(tries + 1) + " times";
    return std::move(step.failure);
  }

  Settings settings_;
  Clock& clock_;
  std::shared_ptr<Transport> transport_;
  std::mt19937_64 random_;
  Shape shape_;
};

}  // namespace

std::unique_ptr<Client> http_client(Settings settings, const Services& services) {
  return std::make_unique<HttpClient>(std::move(settings), services);
}

}  // namespace sydac::llm
