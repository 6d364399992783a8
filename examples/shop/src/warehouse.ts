// How much of everything is on the shelf, and what is set aside for an order.

import type { CartLine } from "./cart";
import { OutOfStock } from "./errors";
import { pause } from "./pause";

export class Reservation {
  #open = true;

  constructor(private readonly giveBack: () => void) {}

  keep(): void {
    this.#open = false;
  }

  // Puts everything back on the shelf, unless the order went through.
  release(): void {
    if (this.#open) this.giveBack();
    this.#open = false;
  }
}

export class Warehouse {
  readonly #shelf: Map<string, number>;

  constructor(stock: Record<string, number>) {
    this.#shelf = new Map(Object.entries(stock));
  }

  async reserve(lines: Iterable<CartLine>): Promise<Reservation> {
    const taken: CartLine[] = [];
    const reservation = new Reservation(() => taken.forEach((line) => this.#move(line, +1)));
    try {
      for (const line of lines) {
        await pause(1);
        this.#move(line, -1);
        taken.push(line);
      }
    } catch (error) {
      reservation.release();
      throw error;
    }
    return reservation;
  }

  #move({ product, quantity }: CartLine, direction: 1 | -1): void {
    const before = this.#shelf.get(product.sku) ?? 0;
    const after = before + direction * quantity;
    if (after < 0) throw new OutOfStock(product.sku, quantity, before);
    this.#shelf.set(product.sku, after);
  }
}
