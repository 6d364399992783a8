#include "converter/processor_code.hpp"

#include "schema/processor.hpp"

namespace smcache::detail {

#ifdef SMCACHE_HAS_X86_64_V3
EncodeBlock block_encoder() noexcept { return runs_v3() ? kV3EncodeBlock : kPortableEncodeBlock; }
const HashCode& hash_code() noexcept { return runs_v3() ? kV3Hash : kPortableHash; }
#else
EncodeBlock block_encoder() noexcept { return kPortableEncodeBlock; }
const HashCode& hash_code() noexcept { return kPortableHash; }
#endif

}  // namespace smcache::detail
