// Waiting, and trying again after waiting.

import { TryAgain } from "./errors";

export function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

// Runs an action until it does something else than ask for another try.
export async function withRetries<T>(attempts: number, action: (attempt: number) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await action(attempt);
    } catch (error) {
      if (!(error instanceof TryAgain) || attempt >= attempts) throw error;
      await pause(2 ** attempt);
    }
  }
}
