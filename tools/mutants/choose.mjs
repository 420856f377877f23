import { lineAt } from './lines.mjs';
import { PACKAGES, productSources, read } from './sources.mjs';
import { sitesOf } from './sites.mjs';

/**
 * A mutant as it is kept: by words that a later commit can find again, after the file has moved.
 *
 * @typedef {object} Mutant
 * @property {number} id
 * @property {string} package
 * @property {string} path from the repository's root
 * @property {number} line counted from one
 * @property {number} column counted from zero, within `text`
 * @property {string} text the line, without the white space around it
 * @property {string} inside function or class member
 * @property {string} kind
 * @property {string} from
 * @property {string} to
 */

const FEWEST = 15;

/**
 * Chooses mutants over all packages by their lines of source, and at least fifteen in each.
 *
 * @param {number} count
 * @param {number} seed
 * @returns {readonly Mutant[]}
 */
export function chooseMutants(count, seed) {
  const random = randomFrom(seed);
  const packages = PACKAGES.map((name) => {
    const files = productSources(name).map((file) => ({ file, source: read(file) }));
    return { name, files, lines: files.reduce((sum, { source }) => sum + source.split('\n').length, 0) };
  });
  const mutants = shares(packages, count).flatMap(({ name, files, share }) => {
    const sites = files.flatMap(({ file, source }) =>
      sitesOf(file, source).map((site) => ({ file, source, site })),
    );
    return pick(sites, { share, random }).map((chosen) => toMutant(name, chosen));
  });
  return mutants.map((mutant, index) => ({ id: index + 1, ...mutant }));
}

/**
 * @template {{ lines: number }} P
 * @param {readonly P[]} packages the first of them the largest, which gives what the small ones need
 * @param {number} count
 * @returns {(P & { share: number })[]}
 */
function shares(packages, count) {
  const all = packages.reduce((sum, { lines }) => sum + lines, 0);
  const shared = packages.map((one) => ({
    ...one,
    share: Math.max(FEWEST, Math.round((count * one.lines) / all)),
  }));
  const given = shared.reduce((sum, { share }) => sum + share, 0);
  return shared.map((one, index) => (index === 0 ? { ...one, share: one.share + count - given } : one));
}

/**
 * @typedef {{ file: string, source: string, site: import('./sites.mjs').Site }} Place
 * @param {readonly Place[]} places
 * @param {{ share: number, random: () => number }} how
 */
function pick(places, { share, random }) {
  const left = [...places];
  /** @type {Place[]} */
  const picked = [];
  while (picked.length < share && left.length > 0) {
    const [next] = left.splice(Math.floor(random() * left.length), 1);
    // Two mutants in one expression could not be told apart.
    if (next !== undefined && !picked.some((other) => overlap(other, next))) picked.push(next);
  }
  return picked.toSorted((one, other) => (one.file < other.file ? -1 : Number(one.file > other.file)));
}

/** @param {Place} one @param {Place} other */
function overlap(one, other) {
  return one.file === other.file && one.site.start < other.site.end && other.site.start < one.site.end;
}

/** @param {string} name @param {Place} place @returns {Omit<Mutant, 'id'>} */
function toMutant(name, { file, source, site }) {
  const { line, column, text } = lineAt(source, site.at);
  return {
    package: name,
    path: file,
    line,
    column,
    text,
    inside: site.inside,
    kind: site.kind,
    from: site.from,
    to: site.to,
  };
}

/** Numbers from 0 to 1, the same for the same seed (mulberry32). @param {number} seed */
function randomFrom(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d_2b_79_f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
