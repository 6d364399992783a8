// Rules that make a cart cheaper. A rule looks at the cart and says what it takes off, or null.

import type { Cart } from "./cart";
import type { Category } from "./catalog";
import { ShopError } from "./errors";
import { Money, sum } from "./money";

export interface Discount {
  readonly label: string;
  readonly amount: Money;
}

export type DiscountRule = (cart: Cart) => Discount | null;

export const manyOfAKind =
  (category: Category, atLeast: number, rate: number): DiscountRule =>
  (cart) => {
    const lines = [...cart.lines()].filter((line) => line.product.category === category);
    const pieces = lines.reduce((count, line) => count + line.quantity, 0);
    if (pieces < atLeast) return null;
    const price = sum(lines.map((line) => line.product.price.times(line.quantity)));
    return { label: `${pieces} × ${category}: −${rate * 100} %`, amount: price.times(rate) };
  };

export const freeRibbon: DiscountRule = (cart) => {
  for (const { product } of cart.lines()) {
    if (product.category === "gift" && cart.subtotal.isMoreThan(Money.of(30))) {
      return { label: "Schleife geschenkt", amount: product.price };
    }
  }
  return null;
};

const kCoupons = new Map<string, number>([
  ["NOËL", 0.1],
  ["ЗИМА", 0.15],
]);

export function coupon(code: string): DiscountRule {
  const rate = kCoupons.get(code.normalize("NFC").toUpperCase());
  if (rate === undefined) throw new ShopError("unknown-coupon", `the coupon "${code}" is not known here`);
  return (cart) => ({ label: `Coupon ${code}`, amount: cart.subtotal.times(rate) });
}

export function applyAll(rules: DiscountRule[], cart: Cart): Discount[] {
  return rules.map((rule) => rule(cart)).filter((discount): discount is Discount => discount !== null);
}
