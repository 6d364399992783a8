// What the shop sells.

import { ShopError } from "./errors";
import { Money } from "./money";

export type Category = "chocolate" | "pastry" | "drink" | "gift";

export interface Product {
  readonly sku: string;
  readonly title: string;
  readonly category: Category;
  readonly price: Money;
}

const kAssortment: ReadonlyArray<[sku: string, title: string, category: Category, price: number]> = [
  ["truffe-12", "Truffes au chocolat, 12 pièces 🍫", "chocolate", 18.5],
  ["praline-8", "Haselnuss-Praliné, 8 Stück", "chocolate", 11.2],
  ["brulee", "Crème brûlée 🍮", "pastry", 5.9],
  ["mochi-6", "抹茶もち, 6個", "pastry", 9.0],
  ["churro", "Churro con jalapeño", "pastry", 3.75],
  ["kakao", "Trinkschokolade, heiß ☕", "drink", 4.2],
  ["schleife", "Geschenkschleife, Größe L 🎀", "gift", 1.5],
];

export class Catalog {
  readonly #products = new Map<string, Product>();

  constructor(products: Iterable<Product>) {
    for (const product of products) this.#products.set(product.sku, product);
  }

  static standard(): Catalog {
    return new Catalog(
      kAssortment.map(([sku, title, category, price]) => ({ sku, title, category, price: Money.of(price) })),
    );
  }

  find(sku: string): Product {
    const product = this.#products.get(sku);
    if (!product) {
      const known = [...this.#products.keys()].filter((other) => other.startsWith(sku[0])).join(", ");
      throw new ShopError("unknown-product", `no "${sku}" in the catalog; did you mean ${known || "something else"}?`);
    }
    return product;
  }

  get size(): number {
    return this.#products.size;
  }
}
