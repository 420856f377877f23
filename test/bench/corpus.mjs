import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';

import { ROOT } from './programs.mjs';

const FOLDER = process.env['LOCKKEEPER_CORPUS'] ?? path.join(ROOT, '../shared/corpus');
const ARCHIVE = path.join(FOLDER, 'real-migrations.tar.xz');

/** @typedef {{ readonly path: string, readonly text: string }} File */
/** @typedef {readonly import('./figure.mjs').Figure[]} Figures */

/**
 * Parts of the benchmark that are about real migrations; where there are none they are left out, and that is said.
 *
 * @param {() => Figures | Promise<Figures>} measure
 * @returns {Promise<Figures>}
 */
export async function onCorpus(measure) {
  if (existsSync(ARCHIVE)) return measure();
  process.stderr.write(
    `  LEFT OUT: there is no ${ARCHIVE}. Set LOCKKEEPER_CORPUS to the folder that has it.\n`,
  );
  return [];
}

/**
 * SQL migrations of public repositories. More than there are: copies, in which all that a repository names itself has
 * other names, so that no two are more alike than those of the repository are.
 *
 * @param {number} count
 * @returns {readonly File[]}
 */
export function realSql(count) {
  const repositories = repositoriesOf('sql', '.sql');
  const copies = [];
  for (let copy = 0; copies.length < count; copy += 1)
    for (const { name, files } of repositories) {
      const names = copy === 0 ? new Set() : namesIn(files, SQL_NAMES);
      for (const file of files)
        copies.push({
          path: `db/${name}_${copy}/${file.path}`,
          text: withNames(file.text, names, `_${copy}`),
        });
    }
  return copies.slice(0, count);
}

/** Revisions of public repositories as they are, and the folders of their environments. */
export function realRevisions() {
  const repositories = repositoriesOf('alembic', '.py');
  return {
    environments: repositories.map(({ name, files }) => `${name}/${environmentOf(files)}`),
    files: repositories.flatMap(({ name, files }) =>
      files.map((file) => ({ ...file, path: `${name}/${file.path}` })),
    ),
  };
}

/**
 * One history, in which the repositories follow each other, then their copies. The newest revision is the last one.
 *
 * @param {number} count
 * @returns {readonly File[]}
 */
export function realHistory(count) {
  const repositories = repositoriesOf('alembic', '.py').map(({ files }) => inOrder(files));
  /** @type {File[]} */
  const history = [];
  let [part, before] = [0, ''];
  while (history.length < count)
    for (const files of repositories) {
      const [names, suffix] = [namesIn(files, PYTHON_NAMES), `_${part}`];
      const ids = new Set(files.map(({ text }) => idIn(text) ?? ''));
      for (const { path: file, text } of files) {
        const renamed = withNames(text, names, suffix).replace(
          /(["'])([^"'\n]+)\1/g,
          (literal, quote, written) => (ids.has(written) ? quote + written + suffix + quote : literal),
        );
        const follows = before === '' ? renamed : renamed.replace(ROOT_REVISION, `$1'${before}'`);
        history.push({ path: `versions/${part}_${path.basename(file)}`, text: follows });
      }
      before = idIn(history.at(-1)?.text ?? '') ?? '';
      part += 1;
    }
  return history.slice(0, count);
}

/** @param {string} kind @param {string} ending */
function repositoriesOf(kind, ending) {
  const whole = path.join(unpacked(), kind);
  return readdirSync(whole)
    .toSorted()
    .map((name) => ({
      name,
      files: readdirSync(path.join(whole, name), { recursive: true, encoding: 'utf8' })
        .filter((file) => file.endsWith(ending))
        .toSorted()
        .map((file) => ({
          path: file.replaceAll('\\', '/'),
          text: readFileSync(path.join(whole, name, file), 'utf8'),
        })),
    }));
}

/** Once for each archive. */
function unpacked() {
  const { mtimeMs, size } = statSync(ARCHIVE);
  const folder = path.join(ROOT, '.cache/bench', `corpus-${size}-${Math.round(mtimeMs)}`);
  const done = path.join(folder, 'complete');
  if (existsSync(done)) return folder;
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const { status, stderr } = spawnSync('tar', ['-xf', ARCHIVE, '-C', folder], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${ARCHIVE} cannot be unpacked: ${stderr}`);
  writeFileSync(done, '');
  return folder;
}

/** @param {readonly File[]} files */
function environmentOf(files) {
  return path.posix.dirname(files.find(({ path: file }) => file.endsWith('/env.py'))?.path ?? 'env.py');
}

const ROOT_REVISION = /^(down_revision\s*(?::[^=\n]*)?=\s*)None\b/m;

/** @param {string} text */
function idIn(text) {
  return /^revision\s*(?::[^=\n]*)?=\s*["']([^"'\n]+)["']/m.exec(text)?.[1];
}

/** From the root on, each behind those that it follows. @param {readonly File[]} files */
function inOrder(files) {
  const revisions = files.filter(({ text }) => idIn(text) !== undefined);
  const placed = new Set();
  const ordered = [];
  while (ordered.length < revisions.length) {
    const next = revisions.filter(
      ({ text }) => !placed.has(idIn(text)) && followedBy(text).every((id) => placed.has(id)),
    );
    if (next.length === 0) break;
    for (const file of next) placed.add(idIn(file.text));
    ordered.push(...next);
  }
  return ordered;
}

/** @param {string} text */
function followedBy(text) {
  const written = /^down_revision\s*(?::[^=\n]*)?=\s*(\([^)]*\)|.*)/m.exec(text)?.[1] ?? '';
  return Array.from(written.matchAll(/["']([^"']+)["']/g), ([, id = '']) => id);
}

const SQL_NAMES = [
  /\b(?:TABLE|INDEX|TYPE|VIEW|FUNCTION|TRIGGER|SEQUENCE|CONSTRAINT|COLUMN)\s+(?:CONCURRENTLY\s+)?(?:IF\s+(?:NOT\s+)?EXISTS\s+)?(?:"?public"?\.)?"?(\w+)"?/gi,
  /^\s*"?(\w+)"?\s+(?:\w*serial|\w*int|integer|text|varchar|character|timestamp\w*|date|bool\w*|jsonb?|uuid|bytea|double|numeric|real)\b/gim,
];
const PYTHON_NAMES = [/\bcreate_table\(\s*["'](\w+)["']/g, /\bColumn\(\s*["'](\w+)["']/g];

/** Words that also mean something to the language stay: those of one part, unless they name a table of several letters. */
const PLAIN = /^(?:[a-z]+|[A-Z]+)$/;

/** @param {readonly File[]} files @param {readonly RegExp[]} patterns @returns {ReadonlySet<string>} */
function namesIn(files, patterns) {
  const found = files.flatMap(({ text }) =>
    patterns.flatMap((pattern) => Array.from(text.matchAll(pattern), ([, name = '']) => name)),
  );
  return new Set(found.filter((name) => !PLAIN.test(name) || name.endsWith('s')));
}

/** @param {string} text @param {ReadonlySet<unknown>} names @param {string} suffix */
function withNames(text, names, suffix) {
  return names.size === 0 ? text : text.replace(/\w+/g, (word) => (names.has(word) ? word + suffix : word));
}
