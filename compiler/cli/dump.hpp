// `sydac dump`: what a stage made, as JSON, for people who look for the reason of something. The form may change at any time.
#pragma once

#include <cstdint>
#include <string>

namespace sydac::compiler {

struct Schema;
struct Model;
struct Plan;
enum class BinaryOp : std::uint8_t;

/// The declarations in the order of the schema's lists, without spans. Ends in a line break.
std::string dump_schema(const Schema& schema);
/// Values as `(operation operand …)`.
std::string dump_model(const Model& model);
std::string dump_plan(const Plan& plan);

/// `+`, `<=`, `and`: as it is written.
const char* symbol_of(BinaryOp op);

}  // namespace sydac::compiler
