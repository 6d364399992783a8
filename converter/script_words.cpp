#include "converter/script_words.hpp"

#include <algorithm>
#include <array>
#include <cstring>

namespace smcache::detail {

namespace {

struct Entry {
  std::string_view name;
  Word word;
};

// By first letter, in the alphabet's order.
constexpr std::array kWords = {
    Entry{"abstract", Word::js_abstract},
    Entry{"accessor", Word::js_accessor},
    Entry{"as", Word::js_as},
    Entry{"async", Word::js_async},
    Entry{"await", Word::js_await},
    Entry{"break", Word::js_break},
    Entry{"case", Word::js_case},
    Entry{"catch", Word::js_catch},
    Entry{"class", Word::js_class},
    Entry{"const", Word::js_const},
    Entry{"constructor", Word::js_constructor},
    Entry{"continue", Word::js_continue},
    Entry{"debugger", Word::js_debugger},
    Entry{"declare", Word::js_declare},
    Entry{"default", Word::js_default},
    Entry{"delete", Word::js_delete},
    Entry{"do", Word::js_do},
    Entry{"else", Word::js_else},
    Entry{"enum", Word::js_enum},
    Entry{"export", Word::js_export},
    Entry{"extends", Word::js_extends},
    Entry{"false", Word::js_false},
    Entry{"finally", Word::js_finally},
    Entry{"for", Word::js_for},
    Entry{"function", Word::js_function},
    Entry{"get", Word::js_get},
    Entry{"global", Word::js_global},
    Entry{"if", Word::js_if},
    Entry{"implements", Word::js_implements},
    Entry{"import", Word::js_import},
    Entry{"in", Word::js_in},
    Entry{"instanceof", Word::js_instanceof},
    Entry{"interface", Word::js_interface},
    Entry{"let", Word::js_let},
    Entry{"module", Word::js_module},
    Entry{"namespace", Word::js_namespace},
    Entry{"new", Word::js_new},
    Entry{"null", Word::js_null},
    Entry{"of", Word::js_of},
    Entry{"override", Word::js_override},
    Entry{"private", Word::js_private},
    Entry{"protected", Word::js_protected},
    Entry{"public", Word::js_public},
    Entry{"readonly", Word::js_readonly},
    Entry{"return", Word::js_return},
    Entry{"satisfies", Word::js_satisfies},
    Entry{"set", Word::js_set},
    Entry{"static", Word::js_static},
    Entry{"super", Word::js_super},
    Entry{"switch", Word::js_switch},
    Entry{"this", Word::js_this},
    Entry{"throw", Word::js_throw},
    Entry{"true", Word::js_true},
    Entry{"try", Word::js_try},
    Entry{"type", Word::js_type},
    Entry{"typeof", Word::js_typeof},
    Entry{"using", Word::js_using},
    Entry{"var", Word::js_var},
    Entry{"void", Word::js_void},
    Entry{"while", Word::js_while},
    Entry{"with", Word::js_with},
    Entry{"yield", Word::js_yield},
};

// A name's first two letters, last letter and length tell the words apart from each other.
constexpr std::size_t kSlots = 256;

constexpr std::size_t slot_of(std::string_view name) noexcept {
  const auto letter = [&](std::size_t i) { return static_cast<unsigned>(static_cast<unsigned char>(name[i])); };
  return (letter(0) * 417U + letter(1) * 263U + letter(name.size() - 1) * 241U + name.size() * 257U) % kSlots;
}

constexpr std::array<std::uint8_t, kSlots> make_slots() {
  std::array<std::uint8_t, kSlots> slots{};
  for (std::size_t i = 0; i < kWords.size(); ++i) {
    auto& slot = slots[slot_of(kWords[i].name)];
    if (slot != 0) throw "two words in one slot: choose other factors";
    slot = static_cast<std::uint8_t>(i + 1);
  }
  return slots;
}

constexpr auto kWordSlots = make_slots();

constexpr std::array<std::uint16_t, 128> make_lengths() {
  std::array<std::uint16_t, 128> lengths{};
  for (const Entry& entry : kWords) {
    auto& mask = lengths[static_cast<unsigned char>(entry.name[0])];
    mask = static_cast<std::uint16_t>(mask | 1U << entry.name.size());
  }
  return lengths;
}

template <typename Integer>
bool same_at_both_ends(const char* one, const char* other, std::size_t size) noexcept {
  const auto load = [](const char* at) {
    Integer value;
    std::memcpy(&value, at, sizeof value);
    return value;
  };
  const std::size_t last = size - sizeof(Integer);
  return load(one) == load(other) && load(one + last) == load(other + last);
}

// Are two texts of the same size the same? REQUIRES: 2 to 16 bytes. Faster than a call that compares any.
bool same_word(std::string_view one, std::string_view other) noexcept {
  const std::size_t size = one.size();
  if (size >= 8) return same_at_both_ends<std::uint64_t>(one.data(), other.data(), size);
  if (size >= 4) return same_at_both_ends<std::uint32_t>(one.data(), other.data(), size);
  return same_at_both_ends<std::uint16_t>(one.data(), other.data(), size);
}

constexpr bool all_words_have_2_to_16_letters() noexcept {
  return std::all_of(kWords.begin(), kWords.end(),
                     [](const Entry& entry) { return entry.name.size() >= 2 && entry.name.size() <= 16; });
}
static_assert(all_words_have_2_to_16_letters());

}  // namespace

constexpr std::array<std::uint16_t, 128> kWordLengths = make_lengths();

Word find_word(std::string_view name) noexcept {
  if (name.empty() || !may_be_word(name[0], name.size())) return Word::none;
  const std::uint8_t slot = kWordSlots[slot_of(name)];
  if (slot == 0) return Word::none;
  const Entry& entry = kWords[slot - 1];
  return entry.name.size() == name.size() && same_word(entry.name, name) ? entry.word : Word::none;
}

}  // namespace smcache::detail
