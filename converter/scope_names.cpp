#include "converter/scope_names.hpp"

#include <algorithm>

namespace smcache::detail {

using Form = NamePart::Form;

void ScopeNames::clear_context() {
  first_is_apart_ = false;
  context_ = {{size(), size()}, size()};
  has_target_ = false;
}

void ScopeNames::set_context(NameRange name) {
  first_is_apart_ = false;
  context_ = {name, size()};
  has_target_ = false;
}

void ScopeNames::copy_to_top(NameRange name) {
  const std::uint32_t length = std::min(name.end - name.begin, kMaxNameParts);
  parts_.reserve(parts_.size() + length);
  for (std::uint32_t i = name.end - length; i != name.end; ++i) parts_.push_back(parts_[i]);
}

void ScopeNames::extend(const NamePart& part, bool in_object) {
  drop_target();
  NameRange name = context_.name;
  if (name.empty() || name.end != size()) {
    const std::uint32_t begin = size();
    if (name.empty() && in_object) {
      NamePart object;
      object.form = Form::object;
      parts_.push_back(object);
    } else {
      copy_to_top(name);
    }
    name.begin = begin;
  }
  parts_.push_back(part);
  name.end = size();
  set_context(name);
}

void ScopeNames::extend_target(const NamePart& part) {
  if (!has_target_) return;
  settle_target();
  if (size() - context_.floor >= kMaxNameParts) {
    has_target_ = false;
    return;
  }
  parts_.push_back(part);
}

ScopeNames::Context ScopeNames::protect_target() {
  const Context before = context_;
  if (has_target_) {
    settle_target();
  } else {
    drop_target();
  }
  context_.floor = size();
  has_target_ = false;
  return before;
}

void ScopeNames::unprotect_target(const Context& context, bool had_target) {
  drop_target();
  context_ = context;
  has_target_ = had_target;
}

void ScopeNames::assign() {
  if (has_target_) {
    settle_target();
    set_context({context_.floor, size()});
  } else {
    drop_target();
  }
}

NameRange ScopeNames::named(const NamePart& part, bool is_expression) {
  drop_target();
  const std::uint32_t begin = size();
  const NameRange around = context_.name;
  // The function's own name takes the place of its key, or of the property it is assigned to.
  if (is_expression && !around.empty() && !parts_[around.end - 1].is_class) {
    copy_to_top({around.begin, around.end - 1});
  }
  parts_.push_back(part);
  return {begin, size()};
}

NameRange ScopeNames::named_class(const NamePart& part, bool is_expression) {
  drop_target();
  const std::uint32_t begin = size();
  if (is_expression) copy_to_top(context_.name);
  parts_.push_back(part);
  parts_.back().is_class = true;
  return {begin, size()};
}

void ScopeNames::add_components(const NamePart& part, bool first) {
  const auto constant = [&](std::string_view text) { components_.push_back({text, std::nullopt}); };
  const std::string_view text = text_.substr(part.offset, part.length);
  if (!first && part.form < Form::index_identifier) constant(".");
  switch (part.form) {
    case Form::identifier: components_.push_back({text, part.offset}); break;
    case Form::constant: constant(text); break;
    case Form::object: constant("<object>"); break;
    case Form::computed_key: constant("<computed>"); break;
    case Form::key:
      constant("<");
      constant(text);
      constant(">");
      break;
    case Form::string_key:
      constant("<\"");
      constant(text);
      constant("\">");
      break;
    case Form::index_identifier:
      constant("[");
      components_.push_back({text, part.offset});
      constant("]");
      break;
    case Form::index:
      constant("[");
      constant(text);
      constant("]");
      break;
    case Form::string_index:
      constant("[\"");
      constant(text);
      constant("\"]");
      break;
    case Form::computed_index: constant("[<computed>]"); break;
  }
}

std::span<const NameComponent> ScopeNames::components(NameRange name, NamePrefix prefix) {
  components_.clear();
  std::uint32_t bytes = 0;
  std::uint32_t begin = name.end;
  while (begin != name.begin && name.end - begin < kMaxNameParts) {
    const std::uint32_t length = parts_[begin - 1].length;
    if (length > kMaxNameBytes - bytes) break;
    bytes += length;
    --begin;
  }
  if (begin == name.end) return {};
  switch (prefix) {
    case NamePrefix::none: break;
    case NamePrefix::constructor: components_.push_back({"new ", std::nullopt}); break;
    case NamePrefix::getter: components_.push_back({"get ", std::nullopt}); break;
    case NamePrefix::setter: components_.push_back({"set ", std::nullopt}); break;
  }
  for (std::uint32_t i = begin; i != name.end; ++i) add_components(parts_[i], i == begin);
  return components_;
}

}  // namespace smcache::detail
