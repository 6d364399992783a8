#include "reader/lookup.hpp"
#include "schema/processor.hpp"

namespace smcache::detail {

#ifdef SMCACHE_HAS_X86_64_V3
const LookupCode& lookup_code() noexcept { return runs_v3() ? kV3Lookup : kPortableLookup; }
MappingReader mapping_reader() noexcept { return runs_v3() ? kV3MappingReader : kPortableMappingReader; }
ScopeLookup scope_lookup() noexcept { return runs_v3() ? kV3ScopeLookup : kPortableScopeLookup; }
#else
const LookupCode& lookup_code() noexcept { return kPortableLookup; }
ScopeLookup scope_lookup() noexcept { return kPortableScopeLookup; }
MappingReader mapping_reader() noexcept { return kPortableMappingReader; }
#endif

}  // namespace smcache::detail
