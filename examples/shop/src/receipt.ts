// The slip of paper.

import type { Order } from "./checkout";

const kWidth = 46;

// Counts what a reader sees, not UTF-16 code units: one for "é" and for "🍮".
const lengthOf = (text: string): number => [...text.normalize("NFC")].length;

function row(left: string, right: string): string {
  const gap = Math.max(1, kWidth - lengthOf(left) - lengthOf(right));
  return left + " ".repeat(gap) + right;
}

export function printReceipt(order: Order): string {
  const rule = "─".repeat(kWidth);
  const goods = Array.from(order.cart.lines(), ({ product, quantity }) =>
    row(`${quantity} × ${product.title}`, product.price.times(quantity).toString()),
  );
  const reductions = order.discounts.map(({ label, amount }) => row(label, amount.times(-1).toString()));
  return [
    row("Café Größenwahn", order.receiptNumber),
    rule,
    ...goods,
    ...reductions,
    rule,
    row("Summe", order.total.toString()),
  ].join("\n");
}
