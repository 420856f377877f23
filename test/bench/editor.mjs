import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';

import { onCorpus, realHistory, realSql } from './corpus.mjs';
import { editorClient } from './editor-client.mjs';
import { importedRepository } from './imported-repository.mjs';
import { medianOf, quantileOf } from './measure.mjs';
import { SERVER } from './programs.mjs';
import { postgresLanguageServer, squawkProgram } from './peers.mjs';

const FILES = 100_000;
const REVISIONS = 1000;
const LOCK_LINES = 2974;
const STARTS = 3;
const KEYS = 250;
const MILLISECONDS = /** @type {const} */ ('ms');
const SURROUNDINGS = '1,000 real revisions, 2,974 lines of lock, 100,000 files';

const REQUIREMENTS = 'backend/requirements.txt';
const SQL = 'db/0001_real.sql';
/** As many as the file of SQL has. */
const SQL_LINES = 74;

/** What is typed, key by key, into a line of its own; into one of requirements, behind the name of its package. */
const TYPED = {
  revision: "op.add_column('orders', sa.Column('note', sa.Text(), nullable=False))",
  requirements: '>=1.2,!=1.4.*,<2; python_version >= "3.9"',
  sql: 'ALTER TABLE orders ADD COLUMN note text NOT NULL;',
};

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
export function keysOfAnEditor() {
  return onCorpus(async () => {
    const history = realHistory(REVISIONS);
    const revision = history.at(-1)?.path ?? '';
    const folder = importedRepository({
      name: 'editor-repository-2',
      base: () => baseFiles(history.slice(0, -1)),
      changed: () => changedFiles(revision, history.at(-1)?.text ?? ''),
    });
    const cache = mkdtempSync(path.join(os.tmpdir(), 'lockkeeper-bench-'));
    try {
      const open = (/** @type {string} */ kept) => firstFindings(folder, revision, path.join(cache, kept));
      const starts = [];
      for (let start = 0; start < STARTS; start += 1) starts.push(await open(String(start)));
      const kept = [];
      for (let start = 0; start < STARTS; start += 1) kept.push(await open('0'));
      return [
        figure('first findings of a revision, nothing kept', medianOf(starts), { must: 1500 }),
        figure('first findings of a revision, readings kept', medianOf(kept), { must: 400 }),
        ...(await typing(folder, revision, path.join(cache, '0'))),
        ...(await besidePeers(folder)),
      ];
    } finally {
      rmSync(cache, { recursive: true, force: true });
    }
  });
}

/**
 * @param {string} name
 * @param {number} ours
 * @param {{ must?: number, goal?: number }} asked
 */
function figure(name, ours, asked) {
  return { name: `editor, ${SURROUNDINGS}: ${name}`, unit: MILLISECONDS, ours, peers: [], ...asked };
}

/** Milliseconds from the start of the server. @param {string} folder @param {string} revision @param {string} cache */
async function firstFindings(folder, revision, cache) {
  const started = performance.now();
  const editor = await ourEditor(folder, cache);
  const { findings } = await editor.open(revision, textOf(folder, revision));
  const time = performance.now() - started;
  if (findings.length === 0) throw new Error('The server found nothing in the newest revision.');
  await editor.stop();
  return time;
}

/** @param {string} folder @param {string} revision @param {string} cache */
async function typing(folder, revision, cache) {
  const editor = await ourEditor(folder, cache);
  const text = textOf(folder, revision);
  const inRevision = await pressed(await editor.open(revision, text), {
    line: lineOf(text, '    # typed here') + 1,
    character: 4,
    typed: TYPED.revision,
  });
  const requirements = await editor.open(REQUIREMENTS, textOf(folder, REQUIREMENTS));
  await requirements.press({
    line: 10,
    character: 'package-10'.length,
    text: '',
    removed: '==1.10.0'.length,
  });
  const inRequirements = await pressed(requirements, {
    line: 10,
    character: 'package-10'.length,
    typed: TYPED.requirements,
  });
  const figures = [
    ...keyFigures('a revision', inRevision, { p50: [10, 5], p99: [40, 16] }),
    ...keyFigures('a requirements file', inRequirements, { p50: [16, 16], p99: [60, 16] }),
    {
      name: `editor, ${SURROUNDINGS}: memory after ${2 * KEYS} keys`,
      unit: /** @type {const} */ ('MB'),
      ours: editor.memory(),
      peers: [],
      must: 160,
      goal: 130,
    },
  ];
  await editor.stop();
  return figures;
}

/**
 * @param {string} where
 * @param {readonly number[]} times
 * @param {Readonly<Record<'p50' | 'p99', readonly [number, number]>>} limits must and goal
 */
function keyFigures(where, times, { p50, p99 }) {
  return [
    figure(`key to findings in ${where}, p50`, quantileOf(times, 0.5), { must: p50[0], goal: p50[1] }),
    figure(`key to findings in ${where}, p99`, quantileOf(times, 0.99), { must: p99[0], goal: p99[1] }),
  ];
}

/** The same document in the servers of others. @param {string} folder */
async function besidePeers(folder) {
  const text = textOf(folder, SQL);
  const cache = mkdtempSync(path.join(os.tmpdir(), 'lockkeeper-bench-'));
  try {
    const postgres = postgresLanguageServer();
    const servers = [
      { name: 'squawk server (Rust)', program: squawkProgram(), args: ['server'] },
      ...(postgres === undefined
        ? []
        : [{ name: 'postgres-language-server (Rust)', program: postgres, args: ['lsp-proxy'] }]),
    ];
    const ours = await keysIn(text, () => ourEditor(folder, cache));
    /** @type {{ name: string, times: readonly number[] }[]} */
    const theirs = [];
    for (const { name, program, args } of servers) {
      const start = () => editorClient({ program, args, folder, env: { TMPDIR: cache } });
      theirs.push({ name, times: await keysIn(text, start) });
    }
    return [0.5, 0.99].map((part) => {
      const peers = theirs.map(({ name, times }) => ({ name, value: quantileOf(times, part) }));
      return {
        name: `editor: key to findings in a real SQL file of ${SQL_LINES} lines, p${part * 100}`,
        unit: MILLISECONDS,
        ours: quantileOf(ours, part),
        peers,
        ...(part === 0.5 && {
          must: 3 * (peers[0]?.value ?? Number.NaN),
          goal: peers[0]?.value ?? Number.NaN,
        }),
      };
    });
  } finally {
    rmSync(cache, { recursive: true, force: true });
  }
}

/** @param {string} text @param {() => Promise<import('./editor-client.mjs').EditorClient>} start */
async function keysIn(text, start) {
  const editor = await start();
  const line = text.split('\n').length - 1;
  const times = await pressed(await editor.open(SQL, text), { line, character: 0, typed: TYPED.sql });
  await editor.stop();
  return times;
}

/**
 * One key after the other, until the statement is there; then it is taken back, and typed anew.
 *
 * @param {import('./editor-client.mjs').OpenFile} file
 * @param {{ line: number, character: number, typed: string }} place
 */
async function pressed(file, { line, character, typed }) {
  const times = [];
  while (times.length < KEYS) {
    for (const [index, text] of Array.from(typed).entries())
      times.push(await file.press({ line, character: character + index, text }));
    times.push(await file.press({ line, character, text: '', removed: typed.length }));
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

/** @param {string} text @param {string} part */
function lineOf(text, part) {
  return text.split('\n').findIndex((each) => each.includes(part));
}

/** @param {string} folder @param {string} file */
function textOf(folder, file) {
  return readFileSync(path.join(folder, file), 'utf8');
}

/** @param {readonly import('./corpus.mjs').File[]} revisions @returns {ReadonlyMap<string, string>} */
function baseFiles(revisions) {
  const files = new Map([
    ['lockkeeper.yaml', POLICY],
    [REQUIREMENTS, requirements()],
    ['backend/requirements.lock', lock()],
    ['env.py', ''],
  ]);
  for (const { path: file, text } of revisions) files.set(file, text);
  for (let number = 0; files.size < FILES; number += 1) {
    const area = Math.floor(number / 100);
    files.set(`packages/p${area % 40}/src/area${area}/file${number}.py`, `VALUE = ${number}\n`);
  }
  return files;
}

/**
 * The newest revision drops what nobody put by, so that there is something to find, and has a line to type in.
 *
 * @param {string} revision
 * @param {string} text
 */
function changedFiles(revision, text) {
  const upgrade = /^def upgrade\(\).*:\n/m;
  const newest = text.replace(upgrade, "$&    op.drop_column('orders', 'note')\n    # typed here\n    \n");
  return new Map([
    [revision, newest],
    [SQL, realMigration()],
  ]);
}

/** As long as the one that the figures are about. */
function realMigration() {
  const file = realSql(1662).find(({ text }) => text.split('\n').length - 1 === SQL_LINES);
  if (file === undefined) throw new Error(`No file of SQL has ${SQL_LINES} lines.`);
  return file.text;
}

const PINS = 743;

function requirements() {
  const lines = Array.from({ length: PINS }, (_, number) =>
    number % 2 === 0 ? `package-${number}==1.${number}.0\n` : `package-${number}>=1.0,!=1.0.1,<2\n`,
  );
  return lines.join('');
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
