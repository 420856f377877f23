import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

import { onCorpus, realSql } from './corpus.mjs';
import { medianOf, outputOf, processorTimeInTurns, processorTimeOf } from './measure.mjs';
import { postgresLanguageServer, squawkProgram } from './peers.mjs';
import { CLI } from './programs.mjs';

const FILES = 4000;
const RUNS = 5;
const POLICY = "version: 1\nmigrations: { sql: ['db/**/*.sql'] }\n";
const NAME = `${FILES.toLocaleString('en')} real SQL files`;
const MILLISECONDS = /** @type {const} */ ('ms');

/** @typedef {import('./measure.mjs').Command} Command */

/** Whole commands on real migrations with JSON as output, beside others that judge such migrations; processor time. */
export function judgementOfSql() {
  return onCorpus(() => {
    const folder = mkdtempSync(path.join(os.tmpdir(), 'lockkeeper-bench-'));
    try {
      const files = realSql(FILES);
      writeFileSync(path.join(folder, 'lockkeeper.yaml'), POLICY);
      for (const { path: file, text } of files) {
        mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
        writeFileSync(path.join(folder, file), text);
      }
      requireFindings(folder);
      return figuresOf(folder, files);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
}

/** @param {string} folder @param {ReturnType<typeof realSql>} files */
function figuresOf(folder, files) {
  const [squawk, server] = peersOn(
    folder,
    files.map(({ path: file }) => file),
  );
  const commands = [
    ours(folder, ['--no-cache']),
    ours(folder, []),
    squawk,
    ...(server === undefined ? [] : [server]),
  ];
  const [cold = Number.NaN, kept = Number.NaN, theirs = Number.NaN, servers] = processorTimeInTurns(
    commands,
    RUNS,
  );
  const beside = { name: 'squawk (Rust)', value: theirs };
  return [
    {
      name: `${NAME}, cold`,
      unit: MILLISECONDS,
      ours: cold,
      peers: [
        beside,
        ...(servers === undefined ? [] : [{ name: 'postgres-language-server (Rust)', value: servers }]),
      ],
      must: Math.min(3 * theirs, 1.3 * (servers ?? Infinity)),
      goal: Math.min(1.5 * theirs, 0.7 * (servers ?? Infinity)),
    },
    {
      name: `${NAME}, nothing edited`,
      unit: MILLISECONDS,
      ours: kept,
      peers: [beside],
      must: 0.4 * theirs,
      goal: 0.2 * theirs,
    },
    {
      name: `${NAME}, one edited`,
      unit: MILLISECONDS,
      ours: medianOf(Array.from({ length: RUNS }, (_, edit) => timeWithOneEdited(folder, files, edit))),
      peers: [beside],
      must: theirs,
      goal: 0.3 * theirs,
    },
  ];
}

/** @param {string} folder @param {ReturnType<typeof realSql>} files @param {number} edit */
function timeWithOneEdited(folder, files, edit) {
  const file = files[FILES / 2];
  if (file === undefined) throw new Error('There is a file in the middle.');
  writeFileSync(
    path.join(folder, file.path),
    `${file.text}\nALTER TABLE edited_${edit} ADD COLUMN note text;\n`,
  );
  return processorTimeOf(ours(folder, []));
}

/** @param {string} folder @param {readonly string[]} args @returns {Command} */
function ours(folder, args) {
  return {
    program: process.execPath,
    args: [CLI, 'check', '--no-git', '--root', folder, '--format', 'json', ...args],
    // Not the cache of whoever measures.
    env: { XDG_CACHE_HOME: path.join(folder, '.cache') },
    exitCodes: [1],
  };
}

/**
 * @param {string} folder
 * @param {readonly string[]} paths
 * @returns {readonly [Command, Command | undefined]}
 */
function peersOn(folder, paths) {
  const program = postgresLanguageServer();
  if (program === undefined) process.stderr.write('  LEFT OUT: postgres-language-server is not to be had.\n');
  const args = ['check', '--reporter=json', '--disable-db', 'db'];
  return [
    { program: squawkProgram(), args: ['--reporter', 'Json', ...paths], cwd: folder, exitCodes: [1] },
    program === undefined ? undefined : { program, args, cwd: folder, exitCodes: [0, 1] },
  ];
}

/** A run that judged nothing would be quick. @param {string} folder */
function requireFindings(folder) {
  const { summary, findings } = JSON.parse(outputOf(ours(folder, ['--no-cache'])).stdout);
  if (summary.files !== FILES || findings.length < FILES / 10) {
    throw new Error(`${summary.files} files have ${findings.length} findings.`);
  }
}
