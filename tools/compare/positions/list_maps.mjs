// `node list_maps.mjs --ci|--all DIR` prints which published maps tools/corpus keeps in DIR, as JSON.
import { publicMaps } from "../../corpus.d/public_maps.mjs";

const [set, directory] = process.argv.slice(2);
const maps = publicMaps({ ci: set === "--ci" }, directory);
console.log(JSON.stringify(maps.map(({ label, mapFile }) => ({ label, path: mapFile }))));
