// The short name of a cast that reading a syntax tree needs in every line. For the SDL's own sources only.
#pragma once

namespace sydac::compiler::sdl {

/// The node as one labelled alternative of its rule, or null when it is another (or null itself).
template <class To, class From>
To* as(From* node) {
  return dynamic_cast<To*>(node);
}

}  // namespace sydac::compiler::sdl
