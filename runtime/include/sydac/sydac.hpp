// Everything a generated program needs but the rules and dictionaries, which it includes by name.
#pragma once

#include <sydac/arithmetic.hpp>
#include <sydac/below.hpp>
#include <sydac/calendar.hpp>
#include <sydac/calendar_functions.hpp>
#include <sydac/decimal.hpp>
#include <sydac/distinct.hpp>
#include <sydac/draw.hpp>
#include <sydac/enum_text.hpp>
#include <sydac/forest.hpp>
#include <sydac/format.hpp>
#include <sydac/maybe.hpp>
#include <sydac/permutation.hpp>
#include <sydac/pick.hpp>
#include <sydac/program.hpp>
#include <sydac/quota.hpp>
#include <sydac/rollup.hpp>
#include <sydac/rounding.hpp>
#include <sydac/row.hpp>
#include <sydac/split.hpp>
#include <sydac/text.hpp>
#include <sydac/text_functions.hpp>
#include <sydac/tries.hpp>
#include <sydac/uuid.hpp>
#include <sydac/write_rows.hpp>
