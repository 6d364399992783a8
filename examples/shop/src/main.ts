// A day at the counter: two customers who pay, and one whose card says no.

import { Cart } from "./cart";
import { Catalog } from "./catalog";
import { Checkout } from "./checkout";
import { freeRibbon, manyOfAKind } from "./discounts";
import { Money } from "./money";
import { type Card, Terminal } from "./payment";
import { printReceipt } from "./receipt";
import { Warehouse } from "./warehouse";

interface Customer {
  readonly card: Card;
  readonly picks: Record<string, number>;
  readonly coupon?: string;
}

const kCustomers: Customer[] = [
  {
    card: { holder: "Zoë", number: "4539 1488 0343 6467", limit: Money.of(100) },
    picks: { brulee: 2, kakao: 2 },
  },
  {
    card: { holder: "Jürgen", number: "4111 1111 1111 1111", limit: Money.of(100) },
    picks: { "truffe-12": 2, "praline-8": 1, schleife: 1 },
    coupon: "noël",
  },
  {
    card: { holder: "Иван", number: "4539 1488 0343 6467", limit: Money.of(25) },
    picks: { "mochi-6": 3, churro: 4 },
  },
];

async function serve(customer: Customer, catalog: Catalog, checkout: Checkout): Promise<void> {
  const cart = new Cart(catalog);
  for (const [sku, quantity] of Object.entries(customer.picks)) cart.add(sku, quantity);
  const order = await checkout.complete(cart, customer.card, customer.coupon);
  console.log(printReceipt(order) + "\n");
}

async function openShop(): Promise<void> {
  const warehouse = new Warehouse({ "truffe-12": 4, "praline-8": 9, brulee: 2, "mochi-6": 5, churro: 8, kakao: 20, schleife: 3 });
  const checkout = new Checkout(warehouse, new Terminal(1), [manyOfAKind("chocolate", 3, 0.05), freeRibbon]);
  const catalog = Catalog.standard();
  for (const customer of kCustomers) await serve(customer, catalog, checkout);
}

openShop().catch((error) => {
  console.error(error.stack);
  process.exitCode = 1;
});
