#!/usr/bin/env node
<!-- a
--> b
import a, { b as "c" } from 'd' with { type: 'json' }; export * as e from 'f'; export default class { static { await: 1 } @g.h(i) accessor j = `k${`l${m}`}n`; static async *#o() { yield /p[/]/g / 1_0.5e-1n } get; set; 'constructor'() {} }
for await (using q of r) ; label: for (async of => {}; ;) do s?.[t]?.(u) ?? v?.5:w; while (x) /y/
if (z) { } else try { switch (a) { case b: default: throw function* () { return new.target } } } catch { debugger } finally { c = d
++e }
export { \u0061 as é }; (async ({ f = () => g, ...h }, [i] = []) => ({ async j() { for await (k of l) m }, get [n]() { }, 1n: o => p })) (q ? r => s : t, ...u)
