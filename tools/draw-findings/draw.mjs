/**
 * @typedef {object} Drawn
 * @property {string} repository name of the report without `.json`
 * @property {string} rule
 * @property {string} path
 * @property {number} line
 * @property {string} message
 */

/**
 * Draws findings so that each rule that found something has the same share, as far as it found enough: one of each rule
 * in turn, in an order that only the seed decides, and never more than `most` of one file.
 *
 * @param {readonly Drawn[]} findings
 * @param {{ size: number, seed: number, most: number }} how
 * @returns {Drawn[]} as many as there are, where that is less
 */
export function draw(findings, { size, seed, most }) {
  const random = randomFrom(seed);
  const sorted = findings.toSorted(byPlace);
  const rules = new Set(sorted.map(({ rule }) => rule));
  const byRule = [...rules].map((rule) =>
    shuffled(
      sorted.filter((one) => one.rule === rule),
      random,
    ),
  );
  /** @type {Map<string, number>} */
  const ofFile = new Map();
  /** @type {Drawn[]} */
  const drawn = [];
  while (drawn.length < size && byRule.some((found) => found.length > 0)) {
    for (const found of byRule) {
      const next = nextOf(found, (file) => (ofFile.get(file) ?? 0) < most);
      if (next === undefined || drawn.length === size) continue;
      ofFile.set(fileOf(next), (ofFile.get(fileOf(next)) ?? 0) + 1);
      drawn.push(next);
    }
  }
  return drawn;
}

/**
 * What one draw had is not drawn again: `repository path:line rule`.
 *
 * @param {Drawn} finding
 */
export function nameOf({ repository, path, line, rule }) {
  return `${repository} ${path}:${line} ${rule}`;
}

/**
 * Takes findings off the list until one may be drawn.
 *
 * @param {Drawn[]} found
 * @param {(file: string) => boolean} hasRoom
 */
function nextOf(found, hasRoom) {
  for (let next = found.shift(); next !== undefined; next = found.shift()) {
    if (hasRoom(fileOf(next))) return next;
  }
  return undefined;
}

/** @param {Drawn} finding */
function fileOf({ repository, path }) {
  return `${repository} ${path}`;
}

/**
 * @param {Drawn} one
 * @param {Drawn} other
 */
function byPlace(one, other) {
  const [a, b] = [
    `${one.rule} ${nameOf(one)} ${one.message}`,
    `${other.rule} ${nameOf(other)} ${other.message}`,
  ];
  return a < b ? -1 : a > b ? 1 : 0;
}

/**
 * @template Item
 * @param {readonly Item[]} items
 * @param {() => number} random
 */
function shuffled(items, random) {
  return items
    .map((item) => ({ item, at: random() }))
    .toSorted((one, other) => one.at - other.at)
    .map(({ item }) => item);
}

/**
 * Numbers from 0 up to 1, the same for the same seed: mulberry32.
 *
 * @param {number} seed
 */
function randomFrom(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
