// Time and page faults.
import { hrtime, resourceUsage } from "node:process";

// Runs `work` and gives its result beside its nanoseconds.
export function timed(work) {
  const start = hrtime.bigint();
  const result = work();
  return [result, Number(hrtime.bigint() - start)];
}

export async function timedAsync(work) {
  const start = hrtime.bigint();
  const result = await work();
  return [result, Number(hrtime.bigint() - start)];
}

export function minorFaults() {
  return resourceUsage().minorPageFault;
}
