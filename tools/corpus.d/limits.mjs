// The sizes that smcache promises: what is measured of a map, and which promises it breaks.

import { statSync } from "node:fs";

const kMostBytesAMapping = 5.0; // of each minified map
const kMostBytesAMappingOnAverage = 4.2; // of all of them
const kSmallMap = 8 * 1024; // up to here a cache may be larger than its JSON

const fileSize = (file) => statSync(file).size;
const withoutContents = ({ sourcesContent, ...map }) => Buffer.byteLength(JSON.stringify(map));

// Whatever in a cache is not a string counts as the mappings' bytes.
export function measure(map, reference, info, cache, cacheWithoutSources) {
  const { total, strings, sources_content: contents } = info.bytes;
  return {
    label: map.label,
    minified: map.minified,
    bytesAMapping: (total - strings - contents) / info.mappings,
    total,
    json: fileSize(map.mapFile),
    cache: fileSize(cache),
    jsonWithoutContents: withoutContents(reference.map),
    cacheWithoutSources: fileSize(cacheWithoutSources),
  };
}

export function brokenLimits(sizes) {
  const broken = [];
  const breach = (label, message) => broken.push({ label, message });
  for (const size of sizes) {
    if (size.total !== size.cache) breach(size.label, `info says ${size.total} bytes, the file has ${size.cache}`);
    if (size.minified && size.bytesAMapping > kMostBytesAMapping) {
      breach(size.label, `${size.bytesAMapping.toFixed(2)} bytes a mapping, at most ${kMostBytesAMapping} in a minified map`);
    }
    if (size.json <= kSmallMap) continue;
    if (size.cache >= size.json) breach(size.label, `the cache has ${size.cache} bytes, its JSON ${size.json}`);
    if (size.cacheWithoutSources >= size.jsonWithoutContents) {
      breach(size.label, `without sources the cache has ${size.cacheWithoutSources} bytes, its JSON ${size.jsonWithoutContents}`);
    }
  }
  const average = averageOfMinified(sizes);
  if (average > kMostBytesAMappingOnAverage) {
    breach("minified maps", `${average.toFixed(2)} bytes a mapping on average, at most ${kMostBytesAMappingOnAverage}`);
  }
  return broken;
}

export function averageOfMinified(sizes) {
  const minified = sizes.filter((size) => size.minified);
  return minified.reduce((sum, size) => sum + size.bytesAMapping, 0) / minified.length;
}
