function f(){}
;foo(function f(){})
;x = function f(){}
;var x = function f(){}, y = class B { m(){} }
;a.b = class B { m(){} constructor(){} static { q = () => {} } f = () => {}; static g = function(){}; "s"(){} 1.7(){} [a+b](){} [c](){} get "q"(){} static async *z(){} static get zz(){} #p = ()=>{} }
;o = { k: function(){}, k2: () => {}, m(){}, n: function f(){}, get g(){}, set g(v){}, async am(){}, *gm(){}, async *agm(){}, get "s"(){}, get [x](){} }
;foo({k: function(){}})
;x = foo({k: function(){}})
;x = foo(function(){})
;x = foo.bar(() => {}, {a: ()=>{}})
;x = new Foo(function(){})
;x = new Foo({a(){}})
;jsx(A, {children: jsx(B, {onSubmit: () => {}})})
;return1 = () => { return function(){} }
;function outer(){ return {a: function(){}} }
;function outer(){ return function(){} }
;x = a || function(){}
;x = a ? function(){} : () => {}
;x = [function(){}, () => {}]
;x = {a: [function(){}]}
;x = (function(){})
;x = (function(){})()
;x = (0, function(){})
;(function(){})(); !function(){}(); (() => {})()
;x = await function(){}
;x = !function(){}
;x = `${function(){}}`
;x = foo`${function(){}}`
;x += function(){}
;x ??= function(){}
;var {a} = function(){}
;var [a] = function(){}
;var {a = function(){}} = {}
;({a = function(){}} = {})
;({a: b = function(){}} = {})
;function f(a = function(){}, {b = () => {}}) {}
;(a = function(){}) => 1
;x = (a = function(){}) => 1
;x = y = function(){}
;var x = y = function(){}
;var x = y.z = function(){}
;o = {a: b = function(){}}
;o = {a: {b: function(){}}}
;({a: {b: function(){}}})
;[{a: function(){}}]
;export default function(){}
;export default () => {}
;export default class {}
;export default class { m(){} }
;export default { m(){} }
;class A extends function(){} {}
;class A extends class { m(){} } { n(){} }
;x = class extends foo(function(){}) { m(){} }
;foo(class { m(){} }, class B { m(){} })
