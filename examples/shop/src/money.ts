// An amount of money in whole cents. Amounts of different currencies never mix.

import { ShopError } from "./errors";

export type Currency = "EUR" | "CHF" | "JPY";

const kSymbols: Record<Currency, string> = { EUR: "€", CHF: "Fr.", JPY: "¥" };

export class Money {
  private constructor(
    readonly cents: number,
    readonly currency: Currency,
  ) {}

  static of(amount: number, currency: Currency = "EUR"): Money {
    return Money.fromCents(Math.round(amount * 100), currency);
  }

  static fromCents(cents: number, currency: Currency = "EUR"): Money {
    if (!Number.isSafeInteger(cents)) {
      throw new ShopError("not-an-amount", `${cents} is not a whole number of cents`);
    }
    return new Money(cents, currency);
  }

  plus(other: Money): Money {
    this.assertSameCurrency(other);
    return new Money(this.cents + other.cents, this.currency);
  }

  minus(other: Money): Money {
    return this.plus(other.times(-1));
  }

  times(factor: number): Money {
    return new Money(Math.round(this.cents * factor), this.currency);
  }

  isMoreThan(other: Money): boolean {
    this.assertSameCurrency(other);
    return this.cents > other.cents;
  }

  toString(): string {
    const sign = this.cents < 0 ? "−" : "";
    const digits = String(Math.abs(this.cents)).padStart(3, "0");
    return `${sign}${digits.slice(0, -2)},${digits.slice(-2)} ${kSymbols[this.currency]}`;
  }

  private assertSameCurrency(other: Money): void {
    if (other.currency !== this.currency) {
      throw new ShopError("mixed-currencies", `${this} and ${other} cannot be reckoned together`);
    }
  }
}

export function sum(amounts: Iterable<Money>): Money {
  let total = Money.fromCents(0);
  for (const amount of amounts) total = total.plus(amount);
  return total;
}
