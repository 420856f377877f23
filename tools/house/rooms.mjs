import { LAYERS, LAYERS_OF_MIGRATIONS, rowOf } from './layers.mjs';

/** @typedef {import('./import-graph.mjs').Import} Import */

const CORE = 'policy-core/src/';

/** The top room of a file of policy-core; the file's own name where it lies in none. @param {string} file */
export function topRoom(file) {
  return file.slice(CORE.length).split('/')[0] ?? '';
}

/** The room of a file, where those inside `migrations/` count for themselves. @param {string} file */
export function innerRoom(file) {
  const [top = '', inner = ''] = file.slice(CORE.length).split('/');
  return top === 'migrations' ? `${top}/${inner}` : top;
}

/**
 * Imports that do not lead down: to a higher room, or to one of the same row. What lies in no room, such as a door,
 * may import everything.
 *
 * @param {readonly Import[]} imports
 */
export function upwardImports(imports) {
  return imports.filter(({ from, to }) => !leadsDown(from, to)).map(({ from, to }) => `${from} -> ${to}`);
}

/**
 * @param {string} from
 * @param {string} to
 */
function leadsDown(from, to) {
  if (isDoor(from)) return true;
  const [start, end] = [topRoom(from), topRoom(to)];
  if (start !== end) return isBelow(end, start, LAYERS);
  if (start !== 'migrations') return true;
  const [startInside, endInside] = [innerPart(from), innerPart(to)];
  return startInside === endInside || isBelow(endInside, startInside, LAYERS_OF_MIGRATIONS);
}

/** @param {string} file */
function innerPart(file) {
  return file.slice(CORE.length).split('/')[1] ?? '';
}

/**
 * A folder without a row is nowhere, so that a new one is thought about.
 *
 * @param {string} lower
 * @param {string} upper
 * @param {readonly (readonly string[])[]} layers
 */
function isBelow(lower, upper, layers) {
  const [below, above] = [rowOf(lower, layers), rowOf(upper, layers)];
  return below !== undefined && above !== undefined && below < above;
}

/** What other packages import: `index.ts` of the package, or of a room. @param {string} file */
export function isDoor(file) {
  return /^policy-core\/src\/(?:[\w-]+\/){0,2}index\.ts$/.test(file);
}
