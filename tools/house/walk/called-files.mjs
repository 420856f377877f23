import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { SourceMap } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * What the threads of one flow wrote down.
 *
 * @typedef {object} Walked
 * @property {ReadonlySet<string>} files `policy-core/src/model/known.ts`
 * @property {number} threads in which a function of ours was called
 * @property {readonly string[]} programs that were started
 * @property {number} messages from one thread to another
 *
 * @typedef {{ readonly name: string, readonly startOffset: number, readonly endOffset: number }} Called
 */

/** A module that is loaded when it is needed is a function to the bundler. What it calls while it is loaded counts. */
const INITIALISER = /__(?:esm|commonJS)\w*\(\(?$/;
/** Around what a compile cache loads. */
const WRAPPED_END = '\n})';

/**
 * @param {string} folder of the notes
 * @param {(note: string) => boolean} isOfFlow by the name of the file of a note
 * @returns {Walked}
 */
export function walkedIn(folder, isOfFlow) {
  const files = new Set();
  const programs = [];
  let [threads, messages] = [0, 0];
  for (const note of readdirSync(folder).filter((file) => file.endsWith('.json') && isOfFlow(file))) {
    const noted = JSON.parse(readFileSync(path.join(folder, note), 'utf8'));
    const found = noted.scripts.flatMap(calledFiles);
    for (const file of found) files.add(file);
    if (found.length > 0) threads += 1;
    programs.push(...noted.programs);
    messages += noted.messages;
  }
  return { files, threads, programs, messages };
}

/** @param {{ readonly url: string, readonly called: readonly Called[] }} script */
function calledFiles({ url, called }) {
  const file = url.startsWith('file:') ? fileURLToPath(url) : url;
  const map = sourceMapOf(file);
  if (map === undefined) return [];
  const text = readFileSync(file, 'utf8');
  const lines = startsOfLines(text);
  const end = Math.max(0, ...called.map(({ endOffset }) => endOffset));
  const before = end > text.length ? end - WRAPPED_END.length - text.length : 0;
  return called.flatMap(({ name, startOffset }) => {
    const start = startOffset - before;
    if (start <= 0 || (name === '' && INITIALISER.test(text.slice(Math.max(0, start - 40), start))))
      return [];
    const line = lines.findLastIndex((offset) => offset <= start);
    const entry = map.findEntry(line, start - (lines[line] ?? 0));
    return 'originalSource' in entry
      ? productFile(path.resolve(path.dirname(file), entry.originalSource))
      : [];
  });
}

/** @type {Map<string, SourceMap | undefined>} */
const maps = new Map();

/** @param {string} file */
function sourceMapOf(file) {
  if (!maps.has(file)) {
    const beside = `${file}.map`;
    const there = path.isAbsolute(file) && existsSync(beside);
    maps.set(file, there ? new SourceMap(JSON.parse(readFileSync(beside, 'utf8'))) : undefined);
  }
  return maps.get(file);
}

/** @param {string} text */
function startsOfLines(text) {
  return [0, ...Array.from(text.matchAll(/\n/g), ({ index }) => index + 1)];
}

/** Packages are bundled from the JavaScript that stands in `dist` as the source does in `src`. @param {string} file */
function productFile(file) {
  const [, name, rest] =
    /\/packages\/([\w-]+)\/(?:src|dist)\/(.+)\.(?:ts|js)$/.exec(file.replaceAll('\\', '/')) ?? [];
  if (name === undefined || file.includes('node_modules') || file.includes('.generated.')) return [];
  return [`${name}/src/${rest}.ts`];
}
