import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';

import { editedSql, generatedSql } from './generated-sql.mjs';
import { medianOf, timeInTurns, timeOf } from './measure.mjs';
import { CLI } from './programs.mjs';
import { pgfence, postgresLanguageServer, squawkProgram } from './sql-peers.mjs';

const FILES = 4700;
const RUNS = 5;
const POLICY = "version: 1\nmigrations: { sql: ['db/**/*.sql'] }\n";
const NAME = `${FILES.toLocaleString('en')} SQL migrations, 4 MB`;
const MILLISECONDS = /** @type {const} */ ('ms');

/** @typedef {import('./measure.mjs').Command} Command */
/** @typedef {{ readonly name: string, readonly command: Command }} Peer */

/** Whole commands on a folder of SQL migrations with JSON as output, beside others that judge such migrations. */
export function judgementOfSql() {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'lockkeeper-bench-'));
  try {
    const files = generatedSql(FILES);
    mkdirSync(path.join(folder, 'db'));
    writeFileSync(path.join(folder, 'lockkeeper.yaml'), POLICY);
    for (const { path: file, text } of files) writeFileSync(path.join(folder, file), text);
    requireFindings(folder);
    return [...figuresOf(folder, peersOn(folder, files)), editedSince(folder)];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * The musts: twice squawk's time and less than all others cold, half of squawk's time from the cache.
 *
 * @param {string} folder
 * @param {readonly Peer[]} peers
 */
function figuresOf(folder, peers) {
  const commands = [ours(folder, ['--no-cache']), ours(folder, []), ...peers.map(({ command }) => command)];
  const [cold = 0, kept = 0, ...theirs] = timeInTurns(commands, RUNS);
  const beside = peers.map(({ name }, index) => ({ name, value: theirs[index] ?? Number.NaN }));
  const [squawk = Number.NaN, ...others] = theirs;
  return [
    {
      name: `${NAME}, cold`,
      unit: MILLISECONDS,
      ours: cold,
      peers: beside,
      must: Math.min(squawk * 2, ...others),
      goal: squawk,
    },
    {
      name: `${NAME}, all as in the last run`,
      unit: MILLISECONDS,
      ours: kept,
      peers: beside.slice(0, 1),
      must: squawk / 2,
      goal: squawk / 5,
    },
  ];
}

/** @param {string} folder */
function editedSince(folder) {
  const times = Array.from({ length: RUNS }, (_, edit) => {
    const { path: file, text } = editedSql(FILES / 2, edit);
    writeFileSync(path.join(folder, file), text);
    return timeOf(ours(folder, []));
  });
  return {
    name: `${NAME}, one edited since the last run`,
    unit: MILLISECONDS,
    ours: medianOf(times),
    peers: [],
  };
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
 * The first is squawk. pgfence ends at the first statement that PostgreSQL does not read, so it is spared those files.
 *
 * @param {string} folder
 * @param {ReturnType<typeof generatedSql>} files
 * @returns {readonly Peer[]}
 */
function peersOn(folder, files) {
  const paths = files.map((file) => file.path);
  const plain = files.filter(({ isPlain }) => isPlain).map((file) => file.path);
  const both = /** @type {const} */ ([0, 1]);
  const squawk = {
    program: squawkProgram(),
    args: ['--reporter', 'Json', ...paths],
    cwd: folder,
    exitCodes: [1],
  };
  const server = postgresLanguageServer();
  const fence = pgfence();
  if (server === undefined) process.stderr.write('  postgres-language-server is not there: left out.\n');
  if (fence === undefined) process.stderr.write('  pgfence is not there: left out.\n');
  const check = ['check', '--reporter=json', '--disable-db', 'db'];
  const analyze = ['analyze', '--output', 'json', ...plain];
  return [
    { name: 'squawk (Rust)', command: squawk },
    ...(server === undefined
      ? []
      : [
          {
            name: 'postgres-language-server (Rust)',
            command: { program: server, args: check, cwd: folder, exitCodes: both },
          },
        ]),
    ...(fence === undefined
      ? []
      : [
          {
            name: 'pgfence, without unreadable files',
            command: { program: process.execPath, args: [fence, ...analyze], cwd: folder, exitCodes: both },
          },
        ]),
  ];
}

/** A run that judged nothing would be quick. @param {string} folder */
function requireFindings(folder) {
  const { program, args, env } = ours(folder, ['--no-cache']);
  const options = /** @type {const} */ ({ encoding: 'utf8', maxBuffer: 256 * 1024 * 1024 });
  const { stdout } = spawnSync(program, args, { ...options, env: { PATH: process.env['PATH'], ...env } });
  const { summary, findings } = JSON.parse(stdout);
  if (summary.files !== FILES || findings.length < FILES / 10) {
    throw new Error(`${summary.files} files have ${findings.length} findings.`);
  }
}
