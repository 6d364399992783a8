a().b = function(){}; a.b().c = function(){}; this.x = function(){}; this.x.y = class { m(){} }
;class Q { m() { super.x = function(){} } }
;x = foo().b = function(){}
;x = {a: foo().b = function(){}}
;({123: function(){}, "a": () => {}, a: () => {}})
;x = {123: {b(){}, c: () => {}}}
;foo({123: {b(){}, c: () => {}}})
;x = {123: foo({b(){}, c: () => {}})}
;o = {n: foo(function f(){}), m: (function g(){}), k: {z: function h(){}}, l: [function i(){}], q: (a, function jj(){})}
;foo({n: function f(){}})
;foo({n: function(){}.bind(function f(){})})
;class A { constructor(){ foo(()=>{}); return {a(){}} } }
;class A { m(){ foo(()=>{}); return {a(){}} } get x() { return {a(){}} } #p() { return {a(){}} } }
;foo(class { x = { m(){} } })
;class A { static { class B { m(){} } } }
;class A { static { function f(){}; (function g(){}) } }
;class A { x = function f(){} ; y = class B {} }
;o = { a() { return () => {} }, get b() { return () => {} } }
;o = { n: class { x(){} } , m: function(){ return class { x(){} } } }
;a.b = { k: function(){}, m(){} }
;a.b = class { m(){} }
;a["b"] = { k: function(){} }
;[a.b] = [function(){}]; ({a: b.c = function(){}} = {})
;{ let x = {a(){}} ; { (function(){}) } }
