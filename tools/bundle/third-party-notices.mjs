// What ships inside our bundles was written by others, whose licences ask to be passed on.
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * Collects the packages whose code goes into bundles.
 *
 * - `plugin`: a rolldown plugin that notes the package of every module of a bundle
 * - `add`: notes a package by a file of it, for what is copied and not bundled
 * - `write`: writes the licence texts of all of them; throws when a package has none
 */
export function thirdPartyNotices() {
  /** @type {Set<string>} */
  const folders = new Set();
  /** @param {string} file */
  const add = (file) => {
    const folder = packageFolder(file);
    if (folder !== undefined) folders.add(folder);
  };
  return {
    plugin: {
      name: 'third-party-notices',
      /** @param {unknown} _options @param {Readonly<Record<string, { type: string, moduleIds?: readonly string[] }>>} bundle */
      generateBundle(_options, bundle) {
        for (const { moduleIds = [] } of Object.values(bundle)) moduleIds.forEach(add);
      },
    },
    add,
    /** @param {string} file */
    write(file) {
      const notices = [...[...folders].map(noticeOf), unicodeNotice()].toSorted();
      mkdirSync(path.dirname(file), { recursive: true });
      writeFileSync(file, `${HEAD}${[...new Set(notices)].join(RULE)}`);
    },
  };
}

/**
 * Those of several programs that are handed on together, each once.
 *
 * @param {readonly string[]} texts that `write` wrote
 */
export function allNotices(texts) {
  const notices = texts.flatMap((text) => text.slice(HEAD.length).split(RULE));
  return `${HEAD}${[...new Set(notices)].toSorted().join(RULE)}`;
}

/** The package's own licence does not speak of the C code inside its WebAssembly. */
const PARSER_LICENCES = fileURLToPath(new URL('libpg-query-licences.txt', import.meta.url));
/** The table of characters that look alike is made from data of Unicode and no package. */
const UNICODE_LICENCE = fileURLToPath(new URL('unicode-licence.txt', import.meta.url));
const HEAD = 'Lockkeeper contains code of these packages, under these licences.\n\n';
const RULE = `\n${'-'.repeat(80)}\n\n`;

/**
 * @param {string} file
 * @returns {string | undefined} folder of the installed package the file belongs to; `undefined` for our own code
 */
function packageFolder(file) {
  const root = /^(.*[\\/]node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/]+)[\\/]/.exec(file.replace(/^\0/, ''))?.[1];
  return root !== undefined && existsSync(path.join(root, 'package.json')) ? root : undefined;
}

/** @param {string} folder */
function noticeOf(folder) {
  const { name, version, license } = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'));
  const file = readdirSync(folder).find((entry) => /^(?:licen[cs]e|copying)/i.test(entry));
  if (file === undefined && license === undefined)
    throw new Error(`${name} names no licence. It must not be bundled.`);
  const text = file === undefined ? '' : `\n${readFileSync(path.join(folder, file), 'utf8').trim()}\n`;
  const more = name === 'libpg-query' ? `\n${readFileSync(PARSER_LICENCES, 'utf8')}` : '';
  return `${name} ${version} (${license ?? 'see below'})\n${text}${more}`;
}

function unicodeNotice() {
  return `Unicode confusables 13.0.0\n\n${readFileSync(UNICODE_LICENCE, 'utf8').trim()}\n`;
}
