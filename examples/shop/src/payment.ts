// Cards, and the terminal that takes money from them.

import { PaymentDeclined, ShopError, TryAgain } from "./errors";
import type { Money } from "./money";
import { pause, withRetries } from "./pause";

export interface Card {
  readonly holder: string;
  readonly number: string;
  readonly limit: Money;
}

// The check digit of a card number, after Luhn: every second digit from the right counts double.
function hasValidChecksum(number: string): boolean {
  const digits = [...number.replace(/\s/g, "")].reverse().map(Number);
  const total = digits.reduce((soFar, digit, index) => {
    const weighted = index % 2 === 1 ? digit * 2 : digit;
    return soFar + (weighted > 9 ? weighted - 9 : weighted);
  }, 0);
  return total % 10 === 0;
}

function assertChargeable(card: Card, amount: Money): void {
  if (!hasValidChecksum(card.number)) {
    throw new ShopError("bad-card", `the card of ${card.holder} has a mistyped number`);
  }
  if (amount.isMoreThan(card.limit)) {
    throw new PaymentDeclined(amount, `${card.holder} may spend at most ${card.limit}`);
  }
}

export class Terminal {
  #receipts = 0;

  // A terminal on a shaky line: each payment needs as many attempts as `flakiness` says.
  constructor(private readonly flakiness: number) {}

  async charge(card: Card, amount: Money): Promise<string> {
    return withRetries(this.flakiness + 1, async (attempt) => {
      await pause(1);
      if (attempt <= this.flakiness) throw new TryAgain("the line was busy");
      assertChargeable(card, amount);
      return `№ ${String(++this.#receipts).padStart(4, "0")}`;
    });
  }
}
