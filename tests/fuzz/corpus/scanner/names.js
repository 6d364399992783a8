"use strict"; a["b"] = function(){}; a[b] = function(){}; a[1+1] = function(){}; a[42] = () => {}; a.b["c"].d = () => {}
;a().b = function(){}; a.b().c = function(){}; this.x = function(){}; this.x.y = class { m(){} }; super.x = function(){}
;a[b.c] = function(){}; a[`t`] = function(){}; a[1n] = function(){}; a[/re/] = function(){}; a[null] = function(){}; a[true] = () => {}; a[this] = () => {}
;(a).b = function(){}; (a.b) = function(){}; (a, b).c = function(){}; new Foo().x = function(){}; new.target.x = function(){}; import.meta.x = function(){}
;a?.b.c; (a?.b).c = function(){}; [].x = function(){}; "s".x = function(){}; ({}).x = () => {}; (function(){}).x = function(){}
;a.#p = function(){}; class Q { m() { this.#p = function(){}; this.#a.#b.c = ()=>{} } #p; #a }
;a = { "x": function(){}, 1: function(){}, [b]: function(){}, ["x"+1]: function(){}, [1]: function(){}, ["q"]: function(){}, 1n: function(){}, 1.7: ()=>{}, [`t`]: ()=>{}, 0x10: ()=>{}, 1_0: ()=>{}, .5: ()=>{}, 's': ()=>{}, "a\nb": ()=>{}, 1e3: ()=>{}, 0b11: ()=>{} }
;K.prototype.m = function(){}; K.prototype[42] = ()=>{}; K.prototype["m"] = ()=>{}; K.prototype['m'] = ()=>{};  K.prototype[m] = ()=>{}; K.prototype[1+1]= ()=>{}; K[0x10] = () => {}; K[.5] = () => {}; K[`a${b}`] = ()=>{}; K["a\"b"] = () => {}; K['a"b\u0041'] = ()=>{}
;a = { b: class { m(){} } }
;a = { b: class C { m(){} static x = { y(){} } } }
;a = { b() { function c(){} var d = { e(){} } } }
;foo({ b: class C { m(){} } })
;foo({ b: (function(){ x })() , c: foo(function(){}), d: new Foo(()=>{}), e: [()=>{}], f: a || (()=>{}), g: x ? ()=>{} : 1, h: (()=>{}), i: () => () => {} })
;x = () => () => {}
;var x = async () => {}, y = async function(){}, z = function*(){}, w = async a => a
;for (var i = function(){}; ;) {} for (const x of [function(){}]) {} for (x.y in function(){}) {} 
;if (function(){}) {} while(()=>{}){} switch(()=>{}) { case function(){}: () => {} } throw function(){}
;x = yield1 = { ...function(){}, ...{a(){}} }
;foo(...function(){})
;x = foo()(function(){})
;x = foo(function(){}).bar
;x = (function(){}).bar
;x[function(){}] = 1
;x = a[function(){}]
;o = {[function(){}]: 1}
;o = {[function(){}](){} }
;class A { [function(){}](){} [function(){}] = 1; static [()=>{}] = () => {} }
;x = import(function(){})
;x = a => b => c
;x = (a) => ({b: () => {}})
;x = () => ({b: () => {}}).b
;@(function(){}) class A { @(()=>{}) m(){} }
;x = function f() { return function(){} }
;x = (a, b = function(){}, () => {})
;x = foo({a: 1}, function(){})
;x = foo({a: foo(function(){})})
;x = foo({a: foo({b(){} })})
;x = foo({a: new Foo({b(){} })})
;x = foo({a: [{b(){} }]})
;x = {a: y = {b(){} }}
;x.y = {a: z.w = {b(){} }}
;class A { x = { m(){} }; y = class { m(){} }; z = foo(()=>{}); w = [()=>{}]; static s = { q(){} }; [c] = ()=>{}; "s" = () => {}; 1 = () => {}; #p = {a(){}}; ["u"+1] = ()=>{}; }
;class A { static { var x = function(){}; (()=>{})(); foo({m(){}}); } }
;class A { m() { x = { y(){} } } }
;label: function f(){} 
;x = typeof function(){}, y = void (() => {}), z = delete (()=>{})
;x = y, z = function(){}
;var x = (y, function(){})
;x = (class {}); y = (class { m(){} })
;x = class B extends C { constructor(){super()} }
;class A { get [x](){} set "y"(v){} static get #z(){} get 1.7(){} get constructor1(){} }
;class A { accessor x = () => {} }
;x = { get: function(){}, set(){}, async(){}, get get(){}, async: ()=>{}, static(){}, async async(){} }
;foo(function(){}, function named(){})
;x = function(){}(), y = () => {}
;x = function(){}.bind(this), y = (()=>{}).call(1)
;x = {a: function(){}.bind(this)}
;x = {a: function(){}()}
;x = {a: foo.bar(function(){}).baz}
;var \u0061b = function(){}, é = () => {}; a.\u0061 = () => {}
;Object.defineProperty(a, "b", { get: function(){}, enumerable: true })
;a = b.c = function(){}
;a.b = c.d = class { m(){} }
;let f = function g() {}, {h = () => {}} = {}, [i = () => {}] = []
;x = async function(){}(function(){})
;x &&= () => {}; x ||= class {}
;new (function(){}); new (class { m(){} })(); new (class B { m(){} })()
