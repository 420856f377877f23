import path from 'node:path';

/** @typedef {import('./source-files.mjs').SourceFile} SourceFile */
/** @typedef {ReadonlyMap<string, ReadonlySet<string>>} Graph */

/**
 * @typedef {object} Import
 * @property {string} from
 * @property {string} to
 */

/** `import … from`, `export … from` and `import('…')`, types included. */
const RELATIVE = /^(?:import|export)\b[^;]*?\bfrom\s+'(\.[^']+)';|\bimport\(\s*'(\.[^']+)'\s*\)/gm;

/**
 * The imports among these files. Those of types count: whoever changes a type changes who imports it.
 *
 * @param {readonly SourceFile[]} files
 * @returns {readonly Import[]}
 */
export function importsAmong(files) {
  const known = new Set(files.map(({ file }) => file));
  return files.flatMap(({ file, text }) => {
    const targets = Array.from(text.matchAll(RELATIVE), ([, statement, call]) => {
      return path.posix.join(path.posix.dirname(file), statement ?? call ?? '');
    });
    return [...new Set(targets)].filter((to) => known.has(to)).map((to) => ({ from: file, to }));
  });
}

/**
 * @param {readonly Import[]} imports
 * @param {(file: string) => string} placeOf what a file counts as: itself, or the room it lies in
 * @returns {Graph}
 */
export function graphOf(imports, placeOf = (file) => file) {
  /** @type {Map<string, Set<string>>} */
  const graph = new Map();
  for (const { from, to } of imports) {
    const [start, end] = [placeOf(from), placeOf(to)];
    const targets = graph.get(start) ?? new Set();
    graph.set(start, targets);
    if (start !== end) targets.add(end);
  }
  return graph;
}

/**
 * Groups of places that all reach each other, by Tarjan's algorithm without recursion. The largest comes first.
 *
 * @param {Graph} graph
 * @returns {readonly (readonly string[])[]}
 */
export function circlesIn(graph) {
  /** @type {Map<string, { index: number, low: number, open: boolean }>} */
  const seen = new Map();
  /** @type {string[]} */
  const open = [];
  /** @type {string[][]} */
  const circles = [];
  for (const start of graph.keys()) {
    if (seen.has(start)) continue;
    const path = [step(start)];
    for (let at = path.at(-1); at !== undefined; at = path.at(-1)) {
      const next = at.targets.next();
      if (next.done === true) {
        path.pop();
        leave(at.place, path.at(-1)?.place);
      } else {
        const known = seen.get(next.value);
        if (known === undefined) path.push(step(next.value));
        else if (known.open) lower(at.place, known.index);
      }
    }
  }
  return circles.sort((one, two) => two.length - one.length);

  /** @param {string} place */
  function step(place) {
    seen.set(place, { index: seen.size, low: seen.size, open: true });
    open.push(place);
    return { place, targets: (graph.get(place) ?? new Set()).values() };
  }

  /**
   * @param {string} place
   * @param {string | undefined} parent
   */
  function leave(place, parent) {
    const state = seen.get(place);
    if (state === undefined) return;
    if (parent !== undefined) lower(parent, state.low);
    if (state.low !== state.index) return;
    const circle = open.splice(open.indexOf(place));
    for (const member of circle) Object.assign(seen.get(member) ?? {}, { open: false });
    if (circle.length > 1) circles.push(circle.sort());
  }

  /**
   * @param {string} place
   * @param {number} low
   */
  function lower(place, low) {
    const state = seen.get(place);
    if (state !== undefined) state.low = Math.min(state.low, low);
  }
}

/**
 * How many files are compiled with each: all that it imports, and they import, itself included.
 *
 * @param {Graph} graph
 * @param {readonly string[]} starts
 */
export function closureSizes(graph, starts) {
  return starts.map((start) => {
    const reached = new Set([start]);
    for (const place of reached) for (const next of graph.get(place) ?? []) reached.add(next);
    return reached.size;
  });
}
