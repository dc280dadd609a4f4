#include "check_expression.hpp"

#include "driver_text.hpp"

namespace sydac::driver {

enum class CheckOperation : std::uint8_t {
  literal, operand, logical_or, logical_and, logical_not, equal, not_equal, less, less_equal, greater, greater_equal, in_list, in_range,
  add, subtract, multiply, negate, choose
};

struct CheckNode {
  CheckOperation operation = CheckOperation::literal;
  TypedValue literal;
  std::string text;                                  // what a text literal points into
  std::size_t operand = 0;
  std::vector<std::unique_ptr<CheckNode>> children;  // of in_list: the value, then the list
};

namespace {

using Node = std::unique_ptr<CheckNode>;

constexpr int kDeepestCheck = 256;

bool is_name_start(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || static_cast<unsigned char>(c) >= 0x80; }
bool is_check_digit(char c) { return c >= '0' && c <= '9'; }
bool is_name_part(char c) { return is_name_start(c) || is_check_digit(c); }

struct CheckToken {
  enum class Kind : std::uint8_t { end, name, quoted_name, number, text, sign };
  Kind kind = Kind::end;
  std::string text;  // of a number as it stands, with all letters and signs of a date; of a text its characters
};

std::string utf8_of(std::uint32_t point) {
  // Through the JSON reader's idea of a character would be a detour; four cases are shorter.
  std::string out;
  const auto append = [&out](std::uint32_t byte) { out += static_cast<char>(static_cast<unsigned char>(byte)); };
  if (point < 0x80) {
    append(point);
    return out;
  }
  const int more = point < 0x800 ? 1 : point < 0x10000 ? 2 : 3;
  append((more == 1 ? 0xc0U : more == 2 ? 0xe0U : 0xf0U) | point >> (6 * more));
  for (int i = more - 1; i >= 0; --i) append(0x80 | (point >> (6 * i) & 63));
  return out;
}

[[noreturn]] void not_evaluable(std::initializer_list<Piece> what) { throw NotEvaluable(text_of(what)); }

class CheckLexer {
 public:
  explicit CheckLexer(std::string_view text) : text_(text) { advance(); }
  const CheckToken& token() const { return token_; }

  void advance() {
    while (position_ < text_.size() && std::string_view(" \t\r\n").find(text_[position_]) != std::string_view::npos) ++position_;
    token_ = {};
    if (position_ == text_.size()) return;
    const char c = text_[position_];
    if (is_check_digit(c)) {
      read_number();
    } else if (is_name_start(c)) {
      token_.kind = CheckToken::Kind::name;
      while (position_ < text_.size() && is_name_part(text_[position_])) token_.text += text_[position_++];
    } else if (c == '`') {
      const std::size_t end = text_.find('`', position_ + 1);
      if (end == std::string_view::npos) not_evaluable({"a name in backticks without an end"});
      token_ = {CheckToken::Kind::quoted_name, std::string(text_.substr(position_ + 1, end - position_ - 1))};
      position_ = end + 1;
    } else if (c == '"') {
      read_text();
    } else {
      read_sign();
    }
  }

 private:
  // Digits, a fraction, letters of a unit, `%`; a date or a timestamp as a whole. Not the first point of `1..5`.
  void read_number() {
    token_.kind = CheckToken::Kind::number;
    const std::string_view rest = text_.substr(position_);
    for (const std::size_t length : {std::size_t{26}, std::size_t{23}, std::size_t{19}, std::size_t{10}}) {
      if (rest.size() < length || (rest.size() > length && is_name_part(rest[length]))) continue;
      if (!parse_value(length == 10 ? Kind::date : Kind::timestamp, 0, rest.substr(0, length))) continue;
      token_.text = rest.substr(0, length);
      position_ += length;
      return;
    }
    const auto at = [&](std::size_t i) { return i < text_.size() ? text_[i] : ' '; };
    while (is_name_part(at(position_)) || (at(position_) == '.' && is_check_digit(at(position_ + 1)) && at(position_ - 1) != '.')) {
      if (text_[position_] != '_') token_.text += text_[position_];
      ++position_;
    }
    if (at(position_) == '%') token_.text += text_[position_++];
  }

  void read_text() {
    token_.kind = CheckToken::Kind::text;
    for (++position_; position_ < text_.size(); ++position_) {
      const char c = text_[position_];
      if (c == '"') {
        ++position_;
        return;
      }
      if (c == '{') not_evaluable({"an interpolated text"});
      if (c == '\\') {
        read_escape();
      } else {
        token_.text += c;
      }
    }
    not_evaluable({"a text without an end"});
  }

  void read_escape() {
    constexpr std::string_view kLetters = "nrt\"\\{}", kMeant = "\n\r\t\"\\{}";
    const char c = ++position_ < text_.size() ? text_[position_] : ' ';
    if (const std::size_t index = kLetters.find(c); index != std::string_view::npos) {
      token_.text += kMeant[index];
      return;
    }
    const std::size_t close = text_.find('}', position_);
    if (c != 'u' || text_.substr(position_ + 1, 1) != "{" || close == std::string_view::npos || close > position_ + 8) not_evaluable({"an escape"});
    std::uint32_t point = 0;
    for (const char digit : text_.substr(position_ + 2, close - position_ - 2)) {
      const char lower = static_cast<char>(digit | 0x20);
      const bool is_letter = lower >= 'a' && lower <= 'f';
      if (!is_letter && !is_check_digit(digit)) not_evaluable({"an escape"});
      point = point * 16 + static_cast<std::uint32_t>(is_letter ? lower - 'a' + 10 : digit - '0');
    }
    token_.text += utf8_of(point);
    position_ = close;
  }

  void read_sign() {
    token_.kind = CheckToken::Kind::sign;
    const std::string_view rest = text_.substr(position_);
    for (const std::string_view sign : {"==", "!=", "<=", ">=", ".."}) {
      if (rest.starts_with(sign)) token_.text = sign;
    }
    if (token_.text.empty()) token_.text = rest.front();
    position_ += token_.text.size();
  }

  std::string_view text_;
  std::size_t position_ = 0;
  CheckToken token_;
};

// `250ms 90s 5min 12h 30d 2w 3mo 5y`, `30%`, or a plain number.
TypedValue number_literal(std::string_view text) {
  if (const auto date = parse_value(Kind::date, 0, text)) return *date;
  if (const auto timestamp = parse_value(Kind::timestamp, 0, text)) return *timestamp;
  std::size_t digits = 0;
  while (digits < text.size() && (is_check_digit(text[digits]) || text[digits] == '.')) ++digits;
  const std::string_view unit = text.substr(digits);
  // `007` is 7 here, where a file has to write 7.
  std::string_view amount = text.substr(0, digits);
  while (amount.size() > 1 && amount[0] == '0' && is_check_digit(amount[1])) amount.remove_prefix(1);
  auto number = parse_number(amount);
  if (!number) not_evaluable({"the number ", quoted(text)});
  if (unit.empty()) return *number;
  if (unit == "%") {
    number->scale = static_cast<std::uint8_t>(number->scale + 2);
    return *number;
  }
  struct Unit {
    std::string_view name;
    int months, days;
    std::int64_t microseconds;
  };
  constexpr Unit kUnits[] = {{"ms", 0, 0, 1000},        {"s", 0, 0, 1'000'000}, {"min", 0, 0, 60'000'000}, {"h", 0, 0, 3'600'000'000},
                             {"d", 0, 1, 0},            {"w", 0, 7, 0},         {"mo", 1, 0, 0},           {"y", 12, 0, 0}};
  constexpr int kMostUnits = 100'000'000;
  for (const Unit& candidate : kUnits) {
    if (candidate.name != unit || number->scale != 0 || number->exact > kMostUnits) continue;
    TypedValue interval = TypedValue::of(TypedValue::Type::interval, number->exact * candidate.microseconds);
    interval.months = static_cast<std::int32_t>(number->exact * candidate.months);
    interval.days = static_cast<std::int32_t>(number->exact * candidate.days);
    return interval;
  }
  not_evaluable({"the duration ", quoted(text)});
}

class CheckParser {
 public:
  CheckParser(std::string_view text, const Program& program, std::size_t table, std::vector<Operand>& operands)
      : lexer_(text), program_(program), table_(table), operands_(operands) {}

  Node whole() {
    Node node = disjunction();
    if (lexer_.token().kind != CheckToken::Kind::end) not_evaluable({quoted(lexer_.token().text)});
    return node;
  }

 private:
  using Operation = CheckOperation;

  static Node make(Operation operation, Node first = {}, Node second = {}, Node third = {}) {
    auto node = std::make_unique<CheckNode>();
    node->operation = operation;
    for (Node* child : {&first, &second, &third}) {
      if (*child) node->children.push_back(std::move(*child));
    }
    return node;
  }
  static Node literal(const TypedValue& value) {
    Node node = make(Operation::literal);
    node->literal = value;
    return node;
  }
  static Node text_literal(std::string text) {
    Node node = make(Operation::literal);
    node->text = std::move(text);
    node->literal = TypedValue::of_text(node->text);
    return node;
  }

  bool is_word(std::string_view word) const { return lexer_.token().kind == CheckToken::Kind::name && lexer_.token().text == word; }
  bool is_sign(std::string_view sign) const { return lexer_.token().kind == CheckToken::Kind::sign && lexer_.token().text == sign; }
  bool take_word(std::string_view word) {
    if (!is_word(word)) return false;
    lexer_.advance();
    return true;
  }
  bool take_sign(std::string_view sign) {
    if (!is_sign(sign)) return false;
    lexer_.advance();
    return true;
  }
  void expect_sign(std::string_view sign) {
    if (!take_sign(sign)) not_evaluable({lexer_.token().text.empty() ? Piece("its end") : quoted(lexer_.token().text)});
  }

  Node disjunction() {
    if (++depth_ > kDeepestCheck) not_evaluable({"its depth"});
    Node left = conjunction();
    while (take_word("or")) left = make(Operation::logical_or, std::move(left), conjunction());
    --depth_;
    return left;
  }
  Node conjunction() {
    Node left = negation();
    while (take_word("and")) left = make(Operation::logical_and, std::move(left), negation());
    return left;
  }
  Node negation() {
    std::size_t count = 0;
    while (take_word("not")) ++count;
    Node node = comparison();
    for (; count != 0; --count) node = make(Operation::logical_not, std::move(node));
    return node;
  }
  Node comparison() {
    Node left = sum();
    struct Sign {
      std::string_view text;
      Operation operation;
    };
    constexpr Sign kSigns[] = {{"==", Operation::equal},      {"!=", Operation::not_equal},   {"<", Operation::less},
                               {"<=", Operation::less_equal}, {">=", Operation::greater_equal}, {">", Operation::greater}};
    for (const Sign& sign : kSigns) {
      if (take_sign(sign.text)) return make(sign.operation, std::move(left), sum());
    }
    const bool is_negated = take_word("not");
    if (take_word("in")) left = membership(std::move(left));
    return is_negated ? make(Operation::logical_not, std::move(left)) : std::move(left);
  }
  Node membership(Node value) {
    if (!take_sign("(")) {
      Node low = sum();
      expect_sign("..");
      return make(Operation::in_range, std::move(value), std::move(low), sum());
    }
    Node node = make(Operation::in_list, std::move(value));
    do {
      node->children.push_back(disjunction());
      if (take_sign("..")) {  // `in (1..5)`
        if (node->children.size() != 2) not_evaluable({quoted("..")});
        node->operation = Operation::in_range;
        node->children.push_back(disjunction());
      }
    } while (node->operation == Operation::in_list && take_sign(","));
    expect_sign(")");
    return node;
  }
  Node sum() {
    Node left = product();
    while (is_sign("+") || is_sign("-")) {
      const auto operation = take_sign("+") ? Operation::add : (lexer_.advance(), Operation::subtract);
      left = make(operation, std::move(left), product());
    }
    return left;
  }
  Node product() {
    Node left = unary();
    while (take_sign("*")) left = make(Operation::multiply, std::move(left), unary());
    return left;
  }
  Node unary() {
    std::size_t count = 0;
    while (take_sign("-")) ++count;
    Node node = primary();
    if (count % 2 != 0) node = make(Operation::negate, std::move(node));
    return node;
  }

  Node primary() {
    const CheckToken token = lexer_.token();
    lexer_.advance();
    switch (token.kind) {
      case CheckToken::Kind::number: return literal(number_literal(token.text));
      case CheckToken::Kind::text: return text_literal(token.text);
      case CheckToken::Kind::quoted_name: return path(token.text);
      case CheckToken::Kind::name: return word(token.text);
      case CheckToken::Kind::sign:
        if (token.text == "(") {
          Node node = disjunction();
          expect_sign(")");
          return node;
        }
        break;
      case CheckToken::Kind::end: not_evaluable({"its end"});
    }
    not_evaluable({quoted(token.text)});
  }

  Node word(const std::string& name) {
    if (name == "true" || name == "false") return literal(TypedValue::boolean(name == "true"));
    if (name == "null") return literal(TypedValue{});
    if (name == "if") return choice();
    if (name == "time" && lexer_.token().kind == CheckToken::Kind::text) return time_literal();
    if (is_sign("(")) not_evaluable({"the function ", quoted(name)});
    return path(name);
  }

  Node choice() {
    Node condition = disjunction();
    if (!take_word("then")) not_evaluable({"`if` without `then`"});
    Node yes = disjunction();
    if (!take_word("else")) not_evaluable({"`if` without `else`"});
    return make(Operation::choose, std::move(condition), std::move(yes), disjunction());
  }

  // `time "09:30"` or with seconds.
  Node time_literal() {
    const std::string text = lexer_.token().text;
    lexer_.advance();
    const auto time = parse_value(Kind::time, 0, text.size() == 5 ? text + ":00" : text);
    if (!time) not_evaluable({"the time ", quoted(text)});
    return literal(*time);
  }

  Node path(const std::string& first) {
    Operand operand{first, {}, 0};
    std::size_t table = table_;
    std::string name = first;
    while (take_sign(".")) {
      const auto& references = program_.tables[table].references;
      std::size_t index = 0;
      while (index < references.size() && references[index].name != name) ++index;
      if (index == references.size()) not_evaluable({quoted(name), ", which is no reference in the files"});
      operand.references.push_back(static_cast<std::uint16_t>(index));
      table = references[index].table;
      name = lexer_.token().text;
      operand.text += '.' + name;
      lexer_.advance();
    }
    const auto& columns = program_.tables[table].columns;
    for (std::size_t i = 0; i < columns.size(); ++i) {
      if (columns[i].name != name) continue;
      operand.column = static_cast<std::uint16_t>(i);
      return operand_node(std::move(operand));
    }
    if (operand.references.empty() && is_enumeration_value(name)) return text_literal(name);
    not_evaluable({quoted(operand.text), ", which is not in the files"});
  }

  Node operand_node(Operand operand) {
    Node node = make(Operation::operand);
    while (node->operand < operands_.size() && operands_[node->operand].text != operand.text) ++node->operand;
    if (node->operand == operands_.size()) operands_.push_back(std::move(operand));
    return node;
  }

  bool is_enumeration_value(std::string_view name) const {
    for (const TableInfo& table : program_.tables) {
      for (const ColumnInfo& column : table.columns) {
        for (const std::string_view value : column.values) {
          if (column.kind == Kind::enumeration && value == name) return true;
        }
      }
    }
    return false;
  }

  CheckLexer lexer_;
  const Program& program_;
  std::size_t table_;
  std::vector<Operand>& operands_;
  int depth_ = 0;
};

class CheckEvaluator {
 public:
  explicit CheckEvaluator(std::span<const TypedValue> values) : values_(values) {}

  TypedValue value(const CheckNode& node) const {
    using enum CheckOperation;
    const auto child = [&](std::size_t i) { return value(*node.children[i]); };
    switch (node.operation) {
      case literal: return node.literal;
      case operand: return values_[node.operand];
      case logical_or: return combined(child(0), child(1), true);
      case logical_and: return combined(child(0), child(1), false);
      case logical_not: return negated(child(0));
      case equal:
      case not_equal:
      case less:
      case less_equal:
      case greater:
      case greater_equal: return compared(node.operation, child(0), child(1));
      case in_list: return listed(node);
      case in_range: {
        const TypedValue inner = child(0);
        return combined(compared(greater_equal, inner, child(1)), compared(less_equal, inner, child(2)), false);
      }
      case CheckOperation::add: return driver::add(child(0), child(1));
      case CheckOperation::subtract: return driver::subtract(child(0), child(1));
      case CheckOperation::multiply: return driver::multiply(child(0), child(1));
      case negate: {
        const TypedValue zero = TypedValue::of(TypedValue::Type::number, 0);
        return driver::subtract(zero, child(0));
      }
      case choose: {
        const TypedValue condition = child(0);
        if (condition.is_unknown()) return condition;
        return child(is_true(condition) ? 1 : 2);
      }
    }
    return TypedValue::unknown();
  }

 private:
  static bool is_true(const TypedValue& value) { return value.is(TypedValue::Type::boolean) && value.exact != 0; }

  static TypedValue negated(TypedValue value) {
    if (value.is(TypedValue::Type::boolean)) return TypedValue::boolean(value.exact == 0);
    return value.is_null() ? value : TypedValue::unknown();
  }

  // `decisive` decides alone: true for or, false for and.
  static TypedValue combined(const TypedValue& left, const TypedValue& right, bool decisive) {
    for (const TypedValue* value : {&left, &right}) {
      if (value->is(TypedValue::Type::boolean) && (value->exact != 0) == decisive) return TypedValue::boolean(decisive);
    }
    for (const TypedValue* value : {&left, &right}) {
      if (!value->is(TypedValue::Type::boolean) && !value->is_null()) return TypedValue::unknown();
    }
    if (left.is_null() || right.is_null()) return {};
    return TypedValue::boolean(!decisive);
  }

  static TypedValue compared(CheckOperation operation, const TypedValue& left, const TypedValue& right) {
    if (left.is_null() || right.is_null()) return {};
    if (left.is_unknown() || right.is_unknown()) return TypedValue::unknown();
    const auto order = compare(left, right);
    if (!order) return TypedValue::unknown();
    switch (operation) {
      case CheckOperation::equal: return TypedValue::boolean(*order == 0);
      case CheckOperation::not_equal: return TypedValue::boolean(*order != 0);
      case CheckOperation::less: return TypedValue::boolean(*order < 0);
      case CheckOperation::less_equal: return TypedValue::boolean(*order <= 0);
      case CheckOperation::greater: return TypedValue::boolean(*order > 0);
      default: return TypedValue::boolean(*order >= 0);
    }
  }

  TypedValue listed(const CheckNode& node) const {
    const TypedValue inner = value(*node.children[0]);
    TypedValue result = TypedValue::boolean(false);
    for (std::size_t i = 1; i < node.children.size(); ++i) {
      result = combined(result, compared(CheckOperation::equal, inner, value(*node.children[i])), true);
    }
    return result;
  }

  std::span<const TypedValue> values_;
};

}  // namespace

CheckExpression::CheckExpression(std::string_view text, const Program& program, std::size_t table) {
  root_ = CheckParser(text, program, table, operands_).whole();
}
CheckExpression::CheckExpression(CheckExpression&&) noexcept = default;
CheckExpression& CheckExpression::operator=(CheckExpression&&) noexcept = default;
CheckExpression::~CheckExpression() = default;

TypedValue CheckExpression::evaluate(std::span<const TypedValue> values) const { return CheckEvaluator(values).value(*root_); }

}  // namespace sydac::driver
