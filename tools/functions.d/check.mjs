// tools/functions check

import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, extname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

import { differences, endsBefore } from "./compare.mjs";
import { mutate, randomFrom } from "./mutate.mjs";
import { ScopesProgram } from "./program.mjs";
import { parseRanges, parseSourceRanges, withoutClassStart } from "./ranges.mjs";

const kHere = dirname(fileURLToPath(import.meta.url));
const kPackages = ["@babel/standalone", "plotly.js-dist-min", "prettier", "three", "typescript"];
const kLeastBytes = 60e6;
const kLargeBytes = 1e6;
const kMutations = 2000;
const kLargestMutated = 300e3;

const { values, positionals } = parseArgs({
  options: { scopes: { type: "string" }, seed: { type: "string", default: "1" } },
  allowPositionals: true,
});
if (!values.scopes || positionals.length > 1) {
  console.error("usage: tools/functions check --scopes PROGRAM [--seed N] [DIR]");
  process.exit(2);
}
const corpus = positionals[0] ?? join(kHere, "../../.corpus");
const program = new ScopesProgram(values.scopes);
let faults = 0;

function fault(message) {
  ++faults;
  console.error(`tools/functions: ${message}`);
}

function scriptsUnder(directory, names = /\.[mc]?js$/) {
  const found = [];
  for (const entry of readdirSync(directory, { withFileTypes: true, recursive: false })) {
    const path = join(directory, entry.name);
    if (entry.isFile() && names.test(entry.name)) found.push(path);
    if (entry.isDirectory() || entry.isSymbolicLink()) found.push(...scriptsUnder(path, names));
  }
  return found.sort();
}

// Every range must be the other parser's; a valid text has no errors.
function compareFiles(title, files, kindsOf) {
  const total = { files: 0, bytes: 0, scopes: 0, different: 0, parsers: {} };
  for (const scan of program.scan(files)) {
    const name = relative(".", scan.file);
    let theirs;
    try {
      theirs = parseRanges(readFileSync(scan.file, "utf8"), kindsOf?.(scan.file));
    } catch (error) {
      fault(`${name}: no parser takes it: ${error.message}`);
      continue;
    }
    const list = differences(scan.ranges, theirs.ranges);
    if (scan.syntax_errors !== 0) list.push(`${scan.syntax_errors} syntax errors, the first at ${scan.first_error}`);
    for (const difference of list) fault(`${name}: ${difference} (${theirs.parser})`);
    ++total.files;
    total.bytes += scan.bytes;
    total.scopes += theirs.ranges.length;
    total.different += list.length;
    total.parsers[theirs.parser] = (total.parsers[theirs.parser] ?? 0) + 1;
  }
  const parsers = Object.entries(total.parsers).map(([parser, files]) => `${files} by ${parser}`).join(", ");
  console.log(`${title}: ${total.files} files, ${total.bytes} bytes, ${total.scopes} functions and classes, ` +
    `${total.different} differences; ${parsers}`);
  return total;
}

// The sources that the maps embed, as far as they are not JavaScript.
function compareSources(maps) {
  const directory = mkdtempSync(join(tmpdir(), "functions-"));
  const sources = new Map(); // by text
  for (const map of maps) {
    const { sources: names = [], sourcesContent = [] } = JSON.parse(readFileSync(map, "utf8"));
    names.forEach((name, index) => {
      const extension = extname((name ?? "").split("?")[0]);
      const text = sourcesContent?.[index];
      if (!text || sources.has(text) || ![".ts", ".tsx", ".jsx"].includes(extension)) return;
      const path = join(directory, `${sources.size}${extension}`);
      writeFileSync(path, text);
      sources.set(text, { path, name: `${relative(".", map)}: ${name}` });
    });
  }
  const files = [...sources];
  let next = 0;
  let bytes = 0;
  let scopes = 0;
  for (const scan of program.scan(files.map(([, { path }]) => path), ["--typescript", "--ranges"])) {
    const [text, { path, name }] = files[next++];
    const theirs = parseSourceRanges(text, path.endsWith("x"));
    const list = differences(scan.ranges.map(withoutClassStart), theirs);
    if (scan.syntax_errors !== 0) list.push(`${scan.syntax_errors} syntax errors, the first at ${scan.first_error}`);
    for (const difference of list) fault(`${name}: ${difference}`);
    bytes += scan.bytes;
    scopes += theirs.length;
  }
  rmSync(directory, { recursive: true });
  console.log(`sources in TypeScript and JSX: ${files.length} texts, ${bytes} bytes, ${scopes} functions and classes`);
}

function checkInvalid(title, files) {
  let withErrors = 0;
  for (const scan of program.scan(files)) if (scan.syntax_errors !== 0) ++withErrors;
  console.log(`${title}: ${files.length} files, all scanned to their end; errors were noticed in ${withErrors}`);
}

// Texts broken at one place: what ends before it must be found as in the whole text. How much of what is behind it is
// found as well is only told.
function checkMutated(files) {
  const directory = mkdtempSync(join(tmpdir(), "functions-"));
  const random = randomFrom(Number(values.seed));
  const originals = [...program.scan(files)].filter((scan) => scan.bytes <= kLargestMutated && scan.scopes > 1);
  const jobs = [];
  for (let i = 0; i < kMutations; ++i) {
    const original = originals[random(originals.length)];
    const { text, place } = mutate(readFileSync(original.file, "utf8"), random);
    const path = join(directory, `${i}.js`);
    writeFileSync(path, text);
    jobs.push({ original, place, path });
  }
  let before = 0;
  let scopes = 0;
  let kept = 0;
  let next = 0;
  for (const scan of program.scan(jobs.map((job) => job.path))) {
    const { original, place } = jobs[next++];
    const found = new Set(scan.ranges);
    for (const range of original.ranges) {
      if (!endsBefore(range, place)) continue;
      ++before;
      if (!found.has(range)) fault(`${original.file}, broken at ${place.line}:${place.column}: ${range} is lost`);
    }
    scopes += original.ranges.length;
    kept += Math.min(scan.ranges.length, original.ranges.length);
  }
  rmSync(directory, { recursive: true });
  console.log(`mutated: ${jobs.length} texts; all of ${before} functions before the place found; ` +
    `${((100 * kept) / scopes).toFixed(1)} % as many functions as in the whole texts`);
}

const test262 = join(kHere, "node_modules/test262-parser-tests");
const published = scriptsUnder(corpus);
const packages = kPackages.flatMap((name) => scriptsUnder(join(kHere, "node_modules", name)));
const bytes = compareFiles("corpus", published).bytes + compareFiles("npm packages", packages).bytes;
if (bytes < kLeastBytes) fault(`only ${bytes} bytes were compared: tools/corpus fetch brings the corpus`);
const moduleOrScript = (file) => [file.endsWith(".module.js") ? "module" : "script"];
for (const kind of ["pass", "pass-explicit"]) compareFiles(`test262 ${kind}`, scriptsUnder(join(test262, kind)), moduleOrScript);
for (const kind of ["fail", "early"]) checkInvalid(`test262 ${kind}`, scriptsUnder(join(test262, kind)));
compareSources(scriptsUnder(corpus, /\.map$/));
checkMutated([...published, ...scriptsUnder(join(kHere, "node_modules/three/src"))]);

for (const scan of program.scan([...published, ...packages], ["--quiet"])) {
  if (scan.bytes < kLargeBytes) continue;
  console.log(`${(scan.bytes / scan.seconds / 1e6).toFixed(0).padStart(5)} MB/s  ${relative(".", scan.file)}`);
}
console.log(faults === 0 ? "no faults" : `${faults} faults`);
process.exit(faults === 0 ? 0 : 1);
