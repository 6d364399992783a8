// tools/corpus fetch: brings the published maps, each with its generated file, through npm.

import { kSetOptions, parseCommandLine } from "./arguments.mjs";
import { fetchMaps } from "./download.mjs";
import { publicMaps } from "./public_maps.mjs";

const { directory, ...set } = parseCommandLine(kSetOptions);
const maps = publicMaps(set, directory);
const failures = fetchMaps(maps);
for (const failure of failures) console.error(`tools/corpus: ${failure}`);
console.log(`${maps.length - failures.length} of ${maps.length} maps in ${directory}`);
process.exit(failures.length ? 1 : 0);
