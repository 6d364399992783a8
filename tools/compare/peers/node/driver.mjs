// `node driver.mjs PEER` serves the drivers' protocol; `node driver.mjs PEER trace FILE POSITIONS`
// explains one stack trace and exits.
import { serve, trace } from "./session.mjs";

const kPeers = {
  "@jridgewell/trace-mapping": "./trace_mapping_peer.mjs",
  "source-map": "./source_map_peer.mjs",
};

const [name, mode, ...rest] = process.argv.slice(2);
if (!Object.hasOwn(kPeers, name)) throw new Error(`no such peer: ${name}`);
const peer = await import(kPeers[name]);
if (mode === "trace") await trace(peer, ...rest);
else await serve(peer);
