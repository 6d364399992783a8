// Runs print_scopes over files, many at a time.

import { spawnSync } from "node:child_process";

const kFilesAtOnce = 100;
const kSecondsAtMost = 120; // for as many files: one that takes longer hangs

export class ScopesProgram {
  constructor(path) {
    this.path = path;
  }

  // For each file {file, ranges: [string], bytes, scopes, syntax_errors, seconds}. Throws when the program crashes or hangs.
  *scan(files, options = ["--ranges"]) {
    for (let first = 0; first < files.length; first += kFilesAtOnce) {
      const some = files.slice(first, first + kFilesAtOnce);
      const result = spawnSync(this.path, [...options, ...some],
        { encoding: "utf8", maxBuffer: 2 ** 30, timeout: kSecondsAtMost * 1000 });
      if (result.status !== 0) {
        throw new Error(`${this.path} ended with ${result.signal ?? result.status} on one of ${some[0]} ... ${some.at(-1)}`);
      }
      let ranges = [];
      for (const line of result.stdout.split("\n")) {
        if (line.startsWith("{")) {
          yield { ...JSON.parse(line), ranges };
          ranges = [];
        } else if (line) {
          ranges.push(line);
        }
      }
    }
  }
}
