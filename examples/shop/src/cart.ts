// What a customer has picked so far: products and how many of each.

import type { Catalog, Product } from "./catalog";
import { ShopError } from "./errors";
import { type Money, sum } from "./money";

export interface CartLine {
  readonly product: Product;
  readonly quantity: number;
}

export class Cart {
  readonly #quantities = new Map<Product, number>();

  constructor(private readonly catalog: Catalog) {}

  add(sku: string, quantity = 1): this {
    if (!Number.isInteger(quantity) || quantity < 1) {
      throw new ShopError("bad-quantity", `${quantity} × ${sku} cannot be put into a cart`);
    }
    const product = this.catalog.find(sku);
    this.#quantities.set(product, (this.#quantities.get(product) ?? 0) + quantity);
    return this;
  }

  *lines(): Generator<CartLine> {
    for (const [product, quantity] of this.#quantities) yield { product, quantity };
  }

  get subtotal(): Money {
    return sum(Array.from(this.lines(), ({ product, quantity }) => product.price.times(quantity)));
  }

  get isEmpty(): boolean {
    return this.#quantities.size === 0;
  }
}
