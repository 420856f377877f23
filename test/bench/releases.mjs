import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

import { entryAfter, entryLine } from '@lockkeeper/policy-core/deployment/audit-log';
import { planDigest } from '@lockkeeper/policy-core/deployment/run';
import { endServices, makeSample } from '../../tools/sample-service/made-sample.mjs';
import { medianOf, timeInTurns, timeOf } from './measure.mjs';
import { BARE_NODE, CLI } from './programs.mjs';

const ENTRIES = 10_000;
const RUNS = 9;

/** What a decision takes by the log of some years, and what a person waits for on the sample service. */
export async function decisionsOfReleases() {
  const folder = mkdtempSync(path.join(tmpdir(), 'lockkeeper-bench-'));
  try {
    return [...decisionsByLog(folder), ...(await commandsOnSample(folder))];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** @param {string} folder */
function decisionsByLog(folder) {
  const file = path.join(folder, 'audit.jsonl');
  writeFileSync(file, logOfReleases());
  const script = fileURLToPath(new URL('./log-decision.mjs', import.meta.url));
  const times = Array.from({ length: RUNS }, () => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [script, file], { encoding: 'utf8' });
    if (status !== 0) throw new Error(`${script} failed. ${stderr}`);
    return /** @type {{ readonly read: number, readonly decision: number }} */ (JSON.parse(stdout));
  });
  const figure = { unit: /** @type {const} */ ('ms'), peers: [] };
  return [
    {
      ...figure,
      name: `decision by ${ENTRIES} verified entries, once`,
      ours: medianOf(times.map(({ decision }) => decision)),
      must: 20,
    },
    {
      ...figure,
      name: `decision by a log of ${ENTRIES} entries, read and verified first`,
      ours: medianOf(times.map(({ read, decision }) => read + decision)),
      must: 250,
    },
  ];
}

/** Commits that are deployed to staging and promoted, one after the other. */
function logOfReleases() {
  /** @type {string[]} */
  const lines = [];
  let head = { seq: 0, hash: `sha256:${'0'.repeat(64)}` };
  /** @param {string} environment @param {string} [run] @returns {(said: KnownEvent) => void} */
  const writer = (environment, run) => (said) => {
    const ts = new Date(1_700_000_000_000 + head.seq * 60_000).toISOString();
    const about = run === undefined ? {} : { promotion_id: run };
    const entry = entryAfter(head, { ts, actor: 'ci', env: environment, ...said, ...about });
    head = entry;
    lines.push(entryLine(entry));
  };
  for (let number = 1; head.seq < ENTRIES; number += 1) {
    const commit = number.toString(16).padStart(40, '0');
    writeRun(planOf('deploy', 'staging', commit), writer('staging', `deploy-${number}`), () => head.seq);
    writer('staging')({ event: 'commit.ready', data: { service: 'api', sha: commit, tree: commit } });
    writeRun(
      planOf('promote', 'production', commit),
      writer('production', `promote-${number}`),
      () => head.seq,
    );
  }
  return lines.join('');
}

/** @typedef {import('@lockkeeper/policy-core/deployment/run').RunPlan} RunPlan */
/** @typedef {import('@lockkeeper/policy-core/deployment/audit-log').KnownEvent} KnownEvent */

/** @param {RunPlan['kind']} kind @param {string} environment @param {string} commit @returns {RunPlan} */
function planOf(kind, environment, commit) {
  return {
    kind,
    environment,
    service: 'api',
    commit,
    tree: commit,
    previous: null,
    policy: `sha256:${'0'.repeat(64)}`,
    equality: null,
    tried: null,
    approvals: 0,
    accepted: [],
    reason: null,
    steps: [
      { kind: 'deploy', commit },
      { kind: 'verify', commit },
      { kind: 'record', commit, correction: null },
    ],
    back: null,
  };
}

/**
 * @param {RunPlan} plan
 * @param {(said: KnownEvent) => void} write
 * @param {() => number} last number of the last entry
 */
function writeRun(plan, write, last) {
  const digest = planDigest(plan);
  write({ event: 'run.begun', data: { plan, digest } });
  write({ event: 'run.started', data: { plan: digest, token: 1, accepted: [] } });
  plan.steps.forEach(({ kind: step }, at) => {
    const place = { step, way: /** @type {const} */ ('there'), at };
    write({ event: 'step.intent', data: { ...place, key: `${plan.commit}/${at}`, token: 1 } });
    const came = { id: null, url: null, health: [] };
    write({ event: 'step.done', data: { ...place, intent: last(), ...came } });
  });
}

/** @param {string} folder */
async function commandsOnSample(folder) {
  const { clone, platform, environments } = await makeSample(folder);
  try {
    const lockkeeper = (
      /** @type {readonly string[]} */ args,
      /** @type {readonly number[]} */ exitCodes,
    ) => ({
      program: process.execPath,
      args: [CLI, ...args],
      cwd: clone,
      env: environments.agent,
      exitCodes,
    });
    timeOf(lockkeeper(['deploy', 'staging', '--yes'], [0]));
    const status = lockkeeper(['status', '--offline'], [0]);
    // What it plans waits for an approval.
    const plan = lockkeeper(['promote', '--plan'], [7]);
    const [offline = 0, planned = 0, node = 0] = timeInTurns([status, plan, BARE_NODE], RUNS);
    const figure = { unit: /** @type {const} */ ('ms'), peers: [{ name: 'node -e 0', value: node }] };
    return [
      { ...figure, name: 'status --offline of the sample service', ours: offline, must: 300, above: node },
      { ...figure, name: 'promote --plan of the sample service', ours: planned, must: 1500 },
    ];
  } finally {
    endServices(platform);
  }
}
