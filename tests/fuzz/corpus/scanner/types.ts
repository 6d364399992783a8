abstract class A<B> extends C<D>.E implements F { private g?: H = <T,>(i: T): i is J => k!; [l: string]: m; constructor(public n = () => 1) {} abstract o(): p; }
interface Q { r(): s } type T = { u: `${v}` } | ((w: x) => y); declare module 'z' { } const enum A { B = 1 }
let c: (d: e) => void = async <F = g>(h) => i as j<k>, l = m<n>(o satisfies p), q = <R>s; import type { t } from 'u'; export = v
