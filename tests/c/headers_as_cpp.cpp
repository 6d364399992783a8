// The C headers, read by a C++ compiler, link as C.
#include "smcache.h"
#include "smcache_convert.h"
#include "smcache_store.h"

int main() {
  smc_error error{};
  smc_conversion* made = nullptr;
  const bool refused = smc_convert("[]", 2, nullptr, &made, &error) == SMC_ERROR_NOT_AN_OBJECT;
  return refused && smc_error_name(error.code)[0] == 'n' ? 0 : 1;
}
