#!/usr/bin/env python3
"""Writes runtime/include/sydac/rules/normal_table.hpp, the quantiles of the standard normal distribution, to standard output.

Every quantile is computed to 50 digits: a double to begin with, then Newton's method on the distribution function, whose Taylor series
(0.5 + density(x) * (x + x^3/3 + x^5/15 + ...)) converges for every x.
"""
from decimal import Decimal, getcontext
from statistics import NormalDist

getcontext().prec = 50
PI = Decimal("3.14159265358979323846264338327950288419716939937510582097494")
OCTAVES, STEPS, SCALE = 48, 64, 2**29


def density(x):
    return (-x * x / 2).exp() / (2 * PI).sqrt()


def below(x):
    term = total = x
    n = 1
    while abs(term) > Decimal(10) ** -48:
        n += 2
        term *= x * x / n
        total += term
    return Decimal("0.5") + density(x) * total


def quantile(p):
    x = Decimal(NormalDist().inv_cdf(float(p)))
    for _ in range(3):
        x -= (below(x) - p) / density(x)
    return x


def entries():
    for octave in range(OCTAVES - 1, -1, -1):  # p from 2^-(octave+2) to twice that
        for step in range(STEPS):
            yield quantile(Decimal(STEPS + step) / STEPS / 2 ** (octave + 2))
    yield Decimal(0)


values = [int((-z * SCALE).to_integral_value()) for z in entries()]
print("""// Written by runtime/generate/normal_table.py; do not edit.
#pragma once

#include <cstdint>

namespace sydac::detail {

/// -z × 2^29 where the standard normal distribution function is p: 48 octaves of p from 2^-49 up to 1/2, 64 equal steps in each, and p = 1/2.
inline constexpr std::uint32_t kNormalQuantiles[48 * 64 + 1] = {""")
for i in range(0, len(values), 12):
    print("    " + " ".join(f"{value}u," for value in values[i:i + 12]))
print("""};

}  // namespace sydac::detail""")
