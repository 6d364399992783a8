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
    Entry{"abstract", Word::kAbstract},
    Entry{"accessor", Word::kAccessor},
    Entry{"as", Word::kAs},
    Entry{"async", Word::kAsync},
    Entry{"await", Word::kAwait},
    Entry{"break", Word::kBreak},
    Entry{"case", Word::kCase},
    Entry{"catch", Word::kCatch},
    Entry{"class", Word::kClass},
    Entry{"const", Word::kConst},
    Entry{"constructor", Word::kConstructor},
    Entry{"continue", Word::kContinue},
    Entry{"debugger", Word::kDebugger},
    Entry{"declare", Word::kDeclare},
    Entry{"default", Word::kDefault},
    Entry{"delete", Word::kDelete},
    Entry{"do", Word::kDo},
    Entry{"else", Word::kElse},
    Entry{"enum", Word::kEnum},
    Entry{"export", Word::kExport},
    Entry{"extends", Word::kExtends},
    Entry{"false", Word::kFalse},
    Entry{"finally", Word::kFinally},
    Entry{"for", Word::kFor},
    Entry{"function", Word::kFunction},
    Entry{"get", Word::kGet},
    Entry{"global", Word::kGlobal},
    Entry{"if", Word::kIf},
    Entry{"implements", Word::kImplements},
    Entry{"import", Word::kImport},
    Entry{"in", Word::kIn},
    Entry{"instanceof", Word::kInstanceof},
    Entry{"interface", Word::kInterface},
    Entry{"let", Word::kLet},
    Entry{"module", Word::kModule},
    Entry{"namespace", Word::kNamespace},
    Entry{"new", Word::kNew},
    Entry{"null", Word::kNull},
    Entry{"of", Word::kOf},
    Entry{"override", Word::kOverride},
    Entry{"private", Word::kPrivate},
    Entry{"protected", Word::kProtected},
    Entry{"public", Word::kPublic},
    Entry{"readonly", Word::kReadonly},
    Entry{"return", Word::kReturn},
    Entry{"satisfies", Word::kSatisfies},
    Entry{"set", Word::kSet},
    Entry{"static", Word::kStatic},
    Entry{"super", Word::kSuper},
    Entry{"switch", Word::kSwitch},
    Entry{"this", Word::kThis},
    Entry{"throw", Word::kThrow},
    Entry{"true", Word::kTrue},
    Entry{"try", Word::kTry},
    Entry{"type", Word::kType},
    Entry{"typeof", Word::kTypeof},
    Entry{"using", Word::kUsing},
    Entry{"var", Word::kVar},
    Entry{"void", Word::kVoid},
    Entry{"while", Word::kWhile},
    Entry{"with", Word::kWith},
    Entry{"yield", Word::kYield},
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

}  // namespace

constexpr std::array<std::uint16_t, 128> kWordLengths = make_lengths();

Word find_word(std::string_view name) noexcept {
  if (name.empty() || !may_be_word(name[0], name.size())) return Word::none;
  const std::uint8_t slot = kWordSlots[slot_of(name)];
  if (slot == 0) return Word::none;
  const Entry& entry = kWords[slot - 1];
  return entry.name == name ? entry.word : Word::none;
}

}  // namespace smcache::detail
