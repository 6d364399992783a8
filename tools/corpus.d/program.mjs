// Runs the smcache program and reads what it prints, line by line where there is much of it.

import { execFileSync, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { Readable } from "node:stream";

export class Program {
  constructor(path) {
    this.path = path;
  }

  // The one JSON object that a command prints.
  json(...parameters) {
    return JSON.parse(this.#run(parameters));
  }

  run(...parameters) {
    this.#run(parameters);
  }

  // The JSON Lines that a command prints, given lines of standard input; throws at the end when the command failed.
  async *jsonLines(parameters, input = []) {
    const child = spawn(this.path, parameters, { stdio: ["pipe", "pipe", "pipe"] });
    const ended = new Promise((resolve, reject) => child.on("error", reject).on("close", resolve));
    ended.catch(() => {}); // reported by the await below
    let complaint = "";
    child.stderr.setEncoding("utf8").on("data", (text) => (complaint += text));
    child.stdin.on("error", () => {}); // the exit status tells why it stopped reading
    Readable.from(input).pipe(child.stdin);
    for await (const line of createInterface({ input: child.stdout, crlfDelay: Infinity })) yield JSON.parse(line);
    const status = await ended;
    if (status !== 0) throw new Error(`${parameters[0]} ended with status ${status}: ${complaint.trim()}`);
  }

  #run(parameters) {
    try {
      return execFileSync(this.path, parameters, { encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
    } catch (error) {
      if (error.status === undefined || error.status === null) throw error;
      throw new Error(`${parameters[0]} ended with status ${error.status}: ${(error.stderr || error.stdout).trim()}`);
    }
  }
}
