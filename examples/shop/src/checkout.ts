// From a full cart to a paid order.

import type { Cart } from "./cart";
import { applyAll, coupon, type Discount, type DiscountRule } from "./discounts";
import { ShopError } from "./errors";
import { type Money, sum } from "./money";
import type { Card, Terminal } from "./payment";
import type { Warehouse } from "./warehouse";

export interface Order {
  readonly cart: Cart;
  readonly discounts: Discount[];
  readonly total: Money;
  readonly receiptNumber: string;
}

export class Checkout {
  constructor(
    private readonly warehouse: Warehouse,
    private readonly terminal: Terminal,
    private readonly houseRules: DiscountRule[],
  ) {}

  async complete(cart: Cart, card: Card, couponCode?: string): Promise<Order> {
    if (cart.isEmpty) throw new ShopError("empty-cart", "there is nothing to pay for");

    const rules = couponCode ? [...this.houseRules, coupon(couponCode)] : this.houseRules;
    const discounts = applyAll(rules, cart);
    const total = cart.subtotal.minus(sum(discounts.map((discount) => discount.amount)));

    const reservation = await this.warehouse.reserve(cart.lines());
    try {
      const receiptNumber = await this.terminal.charge(card, total);
      reservation.keep();
      return { cart, discounts, total, receiptNumber };
    } finally {
      reservation.release();
    }
  }
}
