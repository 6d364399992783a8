// The module that all bundles start from, and what no bundler is asked to read.

export const kAssetExtensions = [".css", ".scss", ".less", ".svg", ".png", ".gif", ".ttf", ".woff", ".woff2", ".eot", ".wasm", ".node"];

// Exports whole libraries, so that nothing in them counts as unused.
export function entryOf(names) {
  return names.map((name, index) => `export * as library${index} from ${JSON.stringify(name)};\n`).join("");
}
