// Everything that the shop refuses to do, with a code that a caller can switch on.

import type { Money } from "./money";

export class ShopError extends Error {
  constructor(
    readonly code: string,
    message: string,
    options?: { cause?: unknown },
  ) {
    super(message, options);
    this.name = "ShopError";
  }
}

export class OutOfStock extends ShopError {
  constructor(
    readonly sku: string,
    readonly wanted: number,
    readonly left: number,
  ) {
    super("out-of-stock", `${wanted} × ${sku} wanted, ${left} left`);
  }
}

export class PaymentDeclined extends ShopError {
  constructor(
    readonly amount: Money,
    reason: string,
    cause?: unknown,
  ) {
    super("payment-declined", `${amount} not paid: ${reason}`, { cause });
  }
}

// A failure that may well go away by itself, such as a terminal that did not answer.
export class TryAgain extends ShopError {
  constructor(message: string) {
    super("try-again", message);
  }
}
