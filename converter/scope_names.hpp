// What a function that begins at the present place would be called: the name of what it is assigned to,
// of the keys of the object literals around it, of its class.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "converter/function_scanner.hpp"
#include "converter/script_token.hpp"

namespace smcache::detail {

// One step of a name, such as "b" in "a.b", or "[42]" in "a[42]".
struct NamePart {
  enum class Form : std::uint8_t {
    identifier,        // a
    constant,          // this: as the text has it, whatever a mapping says
    object,            // <object>
    computed_key,      // <computed>
    key,               // <1.7>, <"s">
    string_key,        // the same, without its quotes in the text
    index_identifier,  // [m]
    index,             // [42]
    string_index,      // ["m"]
    computed_index,    // [<computed>]
  };
  TextOffset offset = 0;
  std::uint32_t length = 0;
  Form form = Form::identifier;
  bool is_class = false;

  // What a token says in a name.
  [[nodiscard]] static NamePart of(const Token& token, Form form) noexcept {
    NamePart part;
    part.form = form;
    part.offset = token.start;
    part.length = token.end - token.start;
    if (form == Form::computed_key || form == Form::computed_index) {
      part.length = 0;
    } else if (form == Form::string_key || form == Form::string_index) {
      part.offset += 1;
      part.length -= part.length > 1 ? 2 : 1;
    }
    return part;
  }
};

// A range in the stack of parts.
struct NameRange {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  [[nodiscard]] bool empty() const noexcept { return begin == end; }
};

enum class NamePrefix : std::uint8_t { none, constructor, getter, setter };

// Longer names lose their outermost parts.
inline constexpr std::uint32_t kMaxNameParts = 64;
inline constexpr std::uint32_t kMaxNameBytes = 1024;

// The parts lie on one stack: those of the context, which a function takes its name from; above them
// those of the expression that is being read, for as long as it may turn out to be an assignment's target.
class ScopeNames {
 public:
  struct Context {
    NameRange name;
    std::uint32_t floor = 0;  // the target's parts begin here
  };

  explicit ScopeNames(std::string_view text) : text_(text) {}

  [[nodiscard]] const Context& context() const noexcept { return context_; }
  void restore(const Context& context) {
    context_ = context;
    drop_target();
    has_target_ = false;
  }
  // What follows has no name from here: a function's parameters and body.
  void clear_context();
  // The context grows by a key, in an object literal with "<object>" before the first.
  void extend(const NamePart& part, bool in_object);

  // The target that an operand may be the beginning of.
  void begin_target(const NamePart& part) noexcept {
    first_part_ = part;
    first_is_apart_ = true;
    has_target_ = true;
  }
  void extend_target(const NamePart& part);
  void no_target() noexcept { has_target_ = false; }
  [[nodiscard]] bool has_target() const noexcept { return has_target_; }
  // Puts the target aside for a subscript's brackets; the context to go back to.
  Context protect_target();
  // Back behind the brackets.
  void unprotect_target(const Context& context, bool had_target);
  // The target is assigned to: it becomes the context.
  void assign();

  // The name of a function that has none of its own, and of one that is called `part`.
  [[nodiscard]] NameRange inferred() const noexcept { return context_.name; }
  NameRange named(const NamePart& part, bool is_expression);
  // The same for a class, whose name is added to the context.
  NameRange named_class(const NamePart& part, bool is_expression);
  // Makes a name the context.
  void set_context(NameRange name);

  // What a sink is told. The result lives until the next call.
  std::span<const NameComponent> components(NameRange name, NamePrefix prefix);

 private:
  void drop_target() {
    first_is_apart_ = false;
    if (parts_.size() > context_.floor) parts_.resize(context_.floor);
  }
  // Most targets are names that nothing is assigned to: their first part goes on the stack when it is needed.
  void settle_target() {
    if (!first_is_apart_) return;
    drop_target();
    parts_.push_back(first_part_);
  }
  void copy_to_top(NameRange name);
  [[nodiscard]] std::uint32_t size() const noexcept { return static_cast<std::uint32_t>(parts_.size()); }
  void add_components(const NamePart& part, bool first);

  std::string_view text_;
  std::vector<NamePart> parts_;
  Context context_;
  bool has_target_ = false;
  bool first_is_apart_ = false;  // the target is first_part_ alone
  NamePart first_part_;
  std::vector<NameComponent> components_;
};

}  // namespace smcache::detail
