import { appendFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { KEPT } from './sources.mjs';

/**
 * What a measurement has learnt so far, one line each, so that one that was ended goes on where it was.
 *
 * @template {object} T
 */
export class Kept {
  /** @type {(line: T) => string | number} */
  #key;

  /** @param {string} name @param {(line: T) => string | number} key by which a later line replaces an earlier one */
  constructor(name, key) {
    this.file = path.join(KEPT, `${name}.jsonl`);
    this.#key = key;
  }

  /** @param {T} line */
  add(line) {
    appendFileSync(this.file, `${JSON.stringify(line)}\n`);
  }

  /** @param {string | number} key */
  drop(key) {
    const left = this.read().filter((line) => this.#key(line) !== key);
    writeFileSync(this.file, left.map((line) => `${JSON.stringify(line)}\n`).join(''));
  }

  /** @returns {readonly T[]} */
  read() {
    if (!existsSync(this.file)) return [];
    const lines = readFileSync(this.file, 'utf8')
      .split('\n')
      .filter((line) => line !== '');
    const byKey = new Map(lines.map((line) => JSON.parse(line)).map((line) => [this.#key(line), line]));
    return [...byKey.values()];
  }
}
