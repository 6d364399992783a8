// The functions and classes of a text as other parsers have them, in the form of print_scopes --ranges.

import * as acorn from "acorn";
import * as babel from "@babel/parser";

const kAcornOptions = {
  ecmaVersion: "latest",
  locations: true,
  allowHashBang: true,
  allowReturnOutsideFunction: true,
  allowSuperOutsideMethod: true,
};
const kBabelOptions = {
  allowReturnOutsideFunction: true,
  allowSuperOutsideMethod: true,
  allowUndeclaredExports: true,
  plugins: ["decorators", "decoratorAutoAccessors", "explicitResourceManagement", "importAttributes", "deferredImportEvaluation"],
};

const kFunctions = new Set(["FunctionDeclaration", "FunctionExpression", "ArrowFunctionExpression", "ObjectMethod", "ClassMethod",
  "ClassPrivateMethod"]);
const kClasses = new Set(["ClassDeclaration", "ClassExpression"]);

// A method is the whole property that holds its function.
function isMethod(parent, key) {
  if (key !== "value" || !parent) return false;
  return parent.type === "MethodDefinition" || (parent.type === "Property" && (parent.method || parent.kind !== "init"));
}

function rangesOf(tree) {
  const ranges = [];
  const left = [{ node: tree, parent: null, key: "" }];
  while (left.length) {
    const { node, parent, key } = left.pop();
    if (kFunctions.has(node.type) || kClasses.has(node.type)) {
      const { start, end } = (isMethod(parent, key) ? parent : node).loc;
      ranges.push(`${start.line - 1}:${start.column} ${end.line - 1}:${end.column} ${kClasses.has(node.type) ? "c" : "f"}`);
    }
    for (const [name, value] of Object.entries(node)) {
      if (name === "loc" || name === "tokens" || name === "comments" || name === "extra") continue;
      for (const child of Array.isArray(value) ? value : [value]) {
        if (child && typeof child.type === "string") left.push({ node: child, parent: node, key: name });
      }
    }
  }
  return ranges;
}

// The same for a source before it was compiled. Of classes without the start: @babel/parser counts decorators and "abstract" in.
export function parseSourceRanges(text, hasJsx) {
  const plugins = ["typescript", "decorators-legacy", ...(hasJsx ? ["jsx"] : [])];
  return rangesOf(babel.parse(text, { sourceType: "module", plugins }).program).map(withoutClassStart);
}

export function withoutClassStart(range) {
  return range.endsWith(" c") ? range.replace(/^\S+/, "*") : range;
}

// The first parser that takes the text, as a script or as a module. Throws what the last one said.
export function parseRanges(text, kinds = ["script", "module"]) {
  let last;
  for (const parser of ["acorn", "babel"]) {
    for (const sourceType of kinds) {
      try {
        const tree = parser === "acorn"
          ? acorn.parse(text, { ...kAcornOptions, sourceType })
          : babel.parse(text, { ...kBabelOptions, sourceType });
        return { parser: `${parser} (${sourceType})`, ranges: rangesOf(tree.program ?? tree) };
      } catch (error) {
        last = error;
      }
    }
  }
  throw last;
}
