import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';

import { editorClient } from './editor-client.mjs';
import { editedRevision, generatedRevisions } from './generated-revisions.mjs';
import { importedRepository } from './imported-repository.mjs';
import { medianOf } from './measure.mjs';
import { SERVER } from './programs.mjs';
import { postgresLanguageServer, squawkProgram } from './sql-peers.mjs';

const FILES = 100_000;
const REVISIONS = 1000;
const LOCK_LINES = 2974;
const STARTS = 3;
const KEYS = 200;
const MILLISECONDS = /** @type {const} */ ('ms');
const SURROUNDINGS = '1,000 revisions, 2,974 lines of lock, 100,000 files';

const REVISION = generatedRevisions(REVISIONS).at(-1)?.path ?? '';
const REQUIREMENTS = 'backend/requirements.txt';
const SQL = 'db/0001_orders.sql';

const POLICY = `version: 1
protected:
  - id: core
    paths: ['packages/*/core/**']
    require: { label: approved-core-change }
dependencies:
  - { id: backend, source: ${REQUIREMENTS}, lock: backend/requirements.lock, sync: { mode: compiled } }
migrations: { alembic: [versions], sql: ['db/**/*.sql'] }
`;

/** What an editor waits for in a large repository: first findings, then those after each key; and what that holds of memory. */
export async function keysOfAnEditor() {
  const folder = importedRepository({ name: 'editor-repository-1', base: baseFiles, changed: changedFiles });
  const starts = [];
  const cache = mkdtempSync(path.join(os.tmpdir(), 'lockkeeper-bench-'));
  try {
    for (let start = 0; start < STARTS; start += 1)
      starts.push(await firstFindings(folder, path.join(cache, String(start))));
    const kept = [];
    for (let start = 0; start < STARTS; start += 1)
      kept.push(await firstFindings(folder, path.join(cache, '0')));
    const typed = await typing(folder, path.join(cache, '0'));
    return [
      figure('first findings of a revision, nothing kept', medianOf(starts), { must: 1500 }),
      figure('first findings of a revision, readings kept', medianOf(kept), { must: 400 }),
      ...typed,
      ...(await besidePeers(folder)),
    ];
  } finally {
    rmSync(cache, { recursive: true, force: true });
  }
}

/**
 * @param {string} name
 * @param {number} ours
 * @param {{ must?: number, goal?: number }} asked
 */
function figure(name, ours, asked) {
  return { name: `editor, ${SURROUNDINGS}: ${name}`, unit: MILLISECONDS, ours, peers: [], ...asked };
}

/** Milliseconds from the start of the server. @param {string} folder @param {string} cache */
async function firstFindings(folder, cache) {
  const started = performance.now();
  const editor = await ourEditor(folder, cache);
  const { findings } = await editor.open(REVISION, textOf(folder, REVISION));
  const time = performance.now() - started;
  if (findings.length === 0) throw new Error('The server found nothing in the newest revision.');
  await editor.stop();
  return time;
}

/** @param {string} folder @param {string} cache */
async function typing(folder, cache) {
  const editor = await ourEditor(folder, cache);
  const revision = await editor.open(REVISION, textOf(folder, REVISION));
  const inRevision = await pressed(revision, lineWith(textOf(folder, REVISION), '# ###'));
  const requirements = await editor.open(REQUIREMENTS, textOf(folder, REQUIREMENTS));
  const inRequirements = await pressed(requirements, { line: 10, character: 'package-10=='.length });
  const figures = [
    ...keyFigures('a revision', inRevision),
    ...keyFigures('a requirements file', inRequirements),
    {
      name: `editor, ${SURROUNDINGS}: memory after ${2 * KEYS} keys`,
      unit: /** @type {const} */ ('MB'),
      ours: editor.memory(),
      peers: [],
      must: 250,
      goal: 150,
    },
  ];
  await editor.stop();
  return figures;
}

/** @param {string} where @param {readonly number[]} times */
function keyFigures(where, times) {
  const sorted = times.toSorted((a, b) => a - b);
  const slowest = sorted[Math.floor(sorted.length * 0.99)] ?? Number.NaN;
  return [
    figure(`key to findings in ${where}, p50`, medianOf(times), { must: 16 }),
    figure(`key to findings in ${where}, p99`, slowest, { must: 60, goal: 16 }),
  ];
}

/** The same document in the servers of others. @param {string} folder */
async function besidePeers(folder) {
  const text = textOf(folder, SQL);
  const place = lineWith(text, '-- ');
  const cache = mkdtempSync(path.join(os.tmpdir(), 'lockkeeper-bench-'));
  try {
    const postgres = postgresLanguageServer();
    const servers = [
      { name: 'squawk server (Rust)', program: squawkProgram(), args: ['server'] },
      ...(postgres === undefined
        ? []
        : [{ name: 'postgres-language-server (Rust)', program: postgres, args: ['lsp-proxy'] }]),
    ];
    const ours = await medianKey(() => ourEditor(folder, cache), { text, place });
    const peers = [];
    for (const { name, program, args } of servers)
      peers.push({
        name,
        value: await medianKey(() => editorClient({ program, args, folder, env: { TMPDIR: cache } }), {
          text,
          place,
        }),
      });
    return [
      {
        name: 'editor: key to findings in a SQL migration, p50',
        unit: MILLISECONDS,
        ours,
        peers,
        must: 2 * Math.min(...peers.map(({ value }) => value)),
        goal: Math.min(...peers.map(({ value }) => value)),
      },
    ];
  } finally {
    rmSync(cache, { recursive: true, force: true });
  }
}

/**
 * @param {() => Promise<import('./editor-client.mjs').EditorClient>} start
 * @param {{ text: string, place: { line: number, character: number } }} typed
 */
async function medianKey(start, { text, place }) {
  const editor = await start();
  const times = await pressed(await editor.open(SQL, text), place);
  await editor.stop();
  return medianOf(times);
}

/**
 * Digits, one after another as they are typed; every tenth is taken back with those before it.
 *
 * @param {import('./editor-client.mjs').OpenFile} file
 * @param {{ line: number, character: number }} place
 */
async function pressed(file, { line, character }) {
  const times = [];
  for (let key = 0; key < KEYS; key += 1) {
    const typed = key % 10;
    times.push(
      typed === 9
        ? await file.press({ line, character, text: '', removed: 9 })
        : await file.press({ line, character: character + typed, text: String(typed) }),
    );
  }
  return times;
}

/** @param {string} folder @param {string} cache */
function ourEditor(folder, cache) {
  return editorClient({
    program: process.execPath,
    args: [SERVER, '--stdio'],
    folder,
    env: { XDG_CACHE_HOME: cache },
  });
}

/** The end of the first line that has it. @param {string} text @param {string} part */
function lineWith(text, part) {
  const lines = text.split('\n');
  const line = lines.findIndex((each) => each.includes(part));
  return { line, character: (lines[line] ?? '').length };
}

/** @param {string} folder @param {string} file */
function textOf(folder, file) {
  return readFileSync(path.join(folder, file), 'utf8');
}

/** @returns {ReadonlyMap<string, string>} */
function baseFiles() {
  const files = new Map([
    ['lockkeeper.yaml', POLICY],
    [REQUIREMENTS, requirements()],
    ['backend/requirements.lock', lock()],
    ['env.py', ''],
  ]);
  for (const { path: file, text } of generatedRevisions(REVISIONS).slice(0, -1)) files.set(file, text);
  for (let number = 0; files.size < FILES; number += 1) {
    const area = Math.floor(number / 100);
    files.set(`packages/p${area % 40}/src/area${area}/file${number}.py`, `VALUE = ${number}\n`);
  }
  return files;
}

/** The newest revision drops what nobody put by, so that there is something to find. */
function changedFiles() {
  const newest = editedRevision(REVISIONS - 1, 0).replace(
    /def upgrade\(\):\n/,
    "$&    op.drop_column('orders', 'note')\n",
  );
  return new Map([
    [REVISION, newest],
    [SQL, sqlMigration()],
  ]);
}

const PINS = 743;

function requirements() {
  return Array.from({ length: PINS }, (_, number) => `package-${number}==1.${number}.0\n`).join('');
}

/** As pip-compile writes it: four lines for a package. */
function lock() {
  const lines = Array.from({ length: PINS }, (_, number) => [
    `package-${number}==1.${number}.0 \\`,
    `    --hash=sha256:${number.toString(16).padStart(64, '0')} \\`,
    `    --hash=sha256:${number.toString(16).padEnd(64, 'f')}`,
    `    # via -r requirements.in`,
  ]).flat();
  return (
    ['# This file is autogenerated by pip-compile with Python 3.12', '#', ...lines]
      .slice(0, LOCK_LINES)
      .join('\n') + '\n'
  );
}

function sqlMigration() {
  const tables = Array.from(
    { length: 12 },
    (_, number) => `-- What is known of part ${number}
CREATE TABLE part_${number} (
    id bigint GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY,
    name varchar(120) NOT NULL,
    state text NOT NULL DEFAULT 'new'
);
CREATE INDEX part_${number}_name ON part_${number} (name);
ALTER TABLE orders ADD COLUMN part_${number}_id bigint REFERENCES part_${number} (id);
`,
  );
  return `${tables.join('\n')}CREATE INDEX orders_state ON orders (state);\nDROP TABLE old_orders;\n`;
}
