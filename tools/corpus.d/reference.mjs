// A map as the independent decoder sees it, in the terms in which smcache answers.

import { readFileSync } from "node:fs";
import { decode } from "@jridgewell/sourcemap-codec";

const kAbsolute = /^([a-z][a-z0-9+.-]*:|\/)/i;

export function readReference(file) {
  return referenceOf(JSON.parse(readFileSync(file, "utf8"), withoutLoneSurrogates));
}

export function referenceOf(map) {
  const contents = map.sourcesContent ?? [];
  return {
    map,
    lines: decode(map.mappings), // sorted by column inside each line, stably
    sources: map.sources,
    joinedSources: map.sources.map((source) => join(map.sourceRoot, source)),
    contents: map.sources.map((_, index) => contents[index] ?? null),
    names: map.names ?? [],
    file: map.file ?? null,
    sourceRoot: map.sourceRoot || null,
    ignoreList: [...new Set(map.ignoreList ?? map.x_google_ignoreList ?? [])].sort((a, b) => a - b),
    debugId: (map.debugId ?? map.debug_id ?? null)?.toLowerCase() ?? null,
  };
}

// UTF-8 cannot hold them.
function withoutLoneSurrogates(_, value) {
  return typeof value === "string" ? value.replace(/\p{Surrogate}/gu, "\ufffd") : value;
}

function join(root, source) {
  if (!root || source === null || kAbsolute.test(source)) return source;
  return root.endsWith("/") ? root + source : `${root}/${source}`;
}
