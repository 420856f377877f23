import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { endText, entryAfter, entryLine } from '@lockkeeper/policy-core/deployment/audit-log';
import { AUDIT_LOG_PATH } from '@lockkeeper/policy-core/deployment/record';

import { timeInTurns } from './measure.mjs';
import { BARE_NODE, CLI } from './programs.mjs';

const ENTRIES = 100_000;
const RUNS = 7;

/** Whether a log of many years can be believed, as a whole program, beside only hashing its bytes. */
export function verificationOfTheAuditLog() {
  const root = mkdtempSync(path.join(tmpdir(), 'lockkeeper-bench-'));
  try {
    writeLog(root);
    const env = { XDG_CACHE_HOME: path.join(root, 'cache') };
    const verify = (/** @type {readonly string[]} */ ...options) => ({
      program: process.execPath,
      args: [CLI, 'audit', 'verify', ...options],
      cwd: root,
      env,
    });
    const hash = { program: 'sha256sum', args: [path.join(root, AUDIT_LOG_PATH)] };
    const commands = [verify(), verify('--from-checkpoint'), hash, BARE_NODE];
    const [whole = 0, since = 0, hashed = 0, node = 0] = timeInTurns(commands, RUNS);
    const peers = [
      { name: 'sha256sum', value: hashed },
      { name: 'node -e 0', value: node },
    ];
    const figure = { unit: /** @type {const} */ ('ms'), peers };
    return [
      { ...figure, name: `audit verify, ${ENTRIES} entries`, ours: whole, must: 2000, goal: 1000 },
      { ...figure, name: 'audit verify --from-checkpoint', ours: since, must: 100, above: node },
    ];
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

/** @param {string} root */
function writeLog(root) {
  const file = path.join(root, AUDIT_LOG_PATH);
  /** @type {string[]} */
  const lines = [];
  let head = { seq: 0, hash: `sha256:${'0'.repeat(64)}` };
  for (let number = 1; number <= ENTRIES; number += 1) {
    const data = { sha: number.toString(16).padStart(40, '0'), service: 'api' };
    const entry = entryAfter(head, {
      ts: new Date(1_700_000_000_000 + number * 60_000).toISOString(),
      event: 'deploy.healthy',
      actor: 'github-actions[bot]',
      env: 'production',
      data,
    });
    lines.push(entryLine(entry));
    head = entry;
  }
  const text = lines.join('');
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, text);
  writeFileSync(file.replace(/\.jsonl$/, '.end.json'), endText({ ...head, bytes: Buffer.byteLength(text) }));
}
