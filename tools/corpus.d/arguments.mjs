// The command line of tools/corpus: options anywhere, and one directory.

import { parseArgs } from "node:util";
import { fileURLToPath } from "node:url";

const kCheckout = new URL("../../", import.meta.url);

// Without a directory it is `usual`, in the checkout. Wrong usage ends the process with status 2.
export function parseCommandLine(options, usual = ".corpus") {
  try {
    const { values, positionals } = parseArgs({ options, allowPositionals: true });
    if (positionals.length > 1) throw new Error(`one directory at most, but there are ${positionals.length}`);
    return { ...values, directory: positionals[0] ?? fileURLToPath(new URL(usual, kCheckout)) };
  } catch (error) {
    console.error(`tools/corpus: ${error.message}; tools/corpus --help says more`);
    process.exit(2);
  }
}

export const kSetOptions = { ci: { type: "boolean" }, all: { type: "boolean" } };

export function wholeNumber(text, name, minimum) {
  const value = Number(text);
  if (Number.isSafeInteger(value) && value >= minimum) return value;
  console.error(`tools/corpus: --${name} needs a whole number of at least ${minimum}, not "${text}"`);
  process.exit(2);
}
