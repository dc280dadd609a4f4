#include "check_expression.hpp"

#include "check_lexer.hpp"
#include "check_node.hpp"

namespace sydac::driver {

namespace {

using CheckChild = std::unique_ptr<CheckNode>;

constexpr int kDeepestCheck = 256;

class CheckParser {
 public:
  CheckParser(std::string_view text, const Program& program, std::size_t table, std::vector<Operand>& operands)
      : lexer_(text), program_(program), table_(table), operands_(operands) {}

  CheckChild whole() {
    CheckChild node = disjunction();
    if (lexer_.token().kind != CheckToken::Kind::end) not_evaluable({quoted(lexer_.token().text)});
    return node;
  }

 private:
  using Operation = CheckOperation;

  static CheckChild make(Operation operation, CheckChild first = {}, CheckChild second = {}, CheckChild third = {}) {
    auto node = std::make_unique<CheckNode>();
    node->operation = operation;
    for (CheckChild* child : {&first, &second, &third}) {
      if (*child) node->children.push_back(std::move(*child));
    }
    return node;
  }
  static CheckChild literal(const TypedValue& value) {
    CheckChild node = make(Operation::literal);
    node->literal = value;
    return node;
  }
  static CheckChild text_literal(std::string text) {
    CheckChild node = make(Operation::literal);
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

  CheckChild disjunction() {
    if (++depth_ > kDeepestCheck) not_evaluable({"its depth"});
    CheckChild left = conjunction();
    while (take_word("or")) left = make(Operation::logical_or, std::move(left), conjunction());
    --depth_;
    return left;
  }
  CheckChild conjunction() {
    CheckChild left = negation();
    while (take_word("and")) left = make(Operation::logical_and, std::move(left), negation());
    return left;
  }
  CheckChild negation() {
    std::size_t count = 0;
    while (take_word("not")) ++count;
    CheckChild node = comparison();
    for (; count != 0; --count) node = make(Operation::logical_not, std::move(node));
    return node;
  }
  CheckChild comparison() {
    CheckChild left = sum();
    struct Sign {
      std::string_view text;
      Operation operation;
    };
    constexpr Sign kSigns[] = {{"==", Operation::equal},      {"!=", Operation::not_equal},     {"<", Operation::less},
                               {"<=", Operation::less_equal}, {">=", Operation::greater_equal}, {">", Operation::greater}};
    for (const Sign& sign : kSigns) {
      if (take_sign(sign.text)) return make(sign.operation, std::move(left), sum());
    }
    const bool is_negated = take_word("not");
    if (take_word("in")) left = membership(std::move(left));
    return is_negated ? make(Operation::logical_not, std::move(left)) : std::move(left);
  }
  CheckChild membership(CheckChild value) {
    if (!take_sign("(")) {
      CheckChild low = sum();
      expect_sign("..");
      return make(Operation::in_range, std::move(value), std::move(low), sum());
    }
    CheckChild node = make(Operation::in_list, std::move(value));
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
  CheckChild sum() {
    CheckChild left = product();
    while (is_sign("+") || is_sign("-")) {
      const auto operation = take_sign("+") ? Operation::add : (lexer_.advance(), Operation::subtract);
      left = make(operation, std::move(left), product());
    }
    return left;
  }
  CheckChild product() {
    CheckChild left = unary();
    while (take_sign("*")) left = make(Operation::multiply, std::move(left), unary());
    return left;
  }
  CheckChild unary() {
    std::size_t count = 0;
    while (take_sign("-")) ++count;
    CheckChild node = primary();
    if (count % 2 != 0) node = make(Operation::negate, std::move(node));
    return node;
  }

  CheckChild primary() {
    const CheckToken token = lexer_.token();
    lexer_.advance();
    switch (token.kind) {
      case CheckToken::Kind::number: return literal(number_literal(token.text));
      case CheckToken::Kind::text: return text_literal(token.text);
      case CheckToken::Kind::quoted_name: return path(token.text);
      case CheckToken::Kind::name: return word(token.text);
      case CheckToken::Kind::sign:
        if (token.text == "(") {
          CheckChild node = disjunction();
          expect_sign(")");
          return node;
        }
        break;
      case CheckToken::Kind::end: not_evaluable({"its end"});
    }
    not_evaluable({quoted(token.text)});
  }

  CheckChild word(const std::string& name) {
    if (name == "true" || name == "false") return literal(TypedValue::boolean(name == "true"));
    if (name == "null") return literal(TypedValue{});
    if (name == "if") return choice();
    if (name == "time" && lexer_.token().kind == CheckToken::Kind::text) return time_literal();
    if (is_sign("(")) not_evaluable({"the function ", quoted(name)});
    return path(name);
  }

  CheckChild choice() {
    CheckChild condition = disjunction();
    if (!take_word("then")) not_evaluable({"`if` without `then`"});
    CheckChild yes = disjunction();
    if (!take_word("else")) not_evaluable({"`if` without `else`"});
    return make(Operation::choose, std::move(condition), std::move(yes), disjunction());
  }

  // `time "09:30"` or with seconds.
  CheckChild time_literal() {
    const std::string text = lexer_.token().text;
    lexer_.advance();
    const auto time = parse_value(Kind::time, 0, text.size() == 5 ? text + ":00" : text);
    if (!time) not_evaluable({"the time ", quoted(text)});
    return literal(*time);
  }

  CheckChild path(const std::string& first) {
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

  CheckChild operand_node(Operand operand) {
    CheckChild node = make(Operation::operand);
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

}  // namespace

CheckExpression::CheckExpression(std::string_view text, const Program& program, std::size_t table) {
  root_ = CheckParser(text, program, table, operands_).whole();
}
CheckExpression::CheckExpression(CheckExpression&&) noexcept = default;
CheckExpression& CheckExpression::operator=(CheckExpression&&) noexcept = default;
CheckExpression::~CheckExpression() = default;

TypedValue CheckExpression::evaluate(std::span<const TypedValue> values) const { return node_value(*root_, values); }

}  // namespace sydac::driver
