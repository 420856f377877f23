import { observed } from '@lockkeeper/policy-core';
import { readLog, type LogEntry } from '@lockkeeper/policy-core/deployment/audit-log';
import { planDigest, runsInLog, type LoggedRun, type RunPlan } from '@lockkeeper/policy-core/deployment/run';

import type { Driver, HealthProbe, Timer } from '../ports/index.ts';
import { writeEvent, type AuditTrail } from '../records/audit-trail.ts';
import type { ReleaseTools } from '../run/release-performer.ts';
import { fakeLogs, MachineStopped, type FakeLogs } from './fake-log-store.ts';

/** What a platform is asked for, in the order in which it happened to the world. */
export interface FakeWorld {
  readonly logs: FakeLogs;
  readonly trail: AuditTrail;
  readonly tools: (more?: Partial<ReleaseTools>) => ReleaseTools;
  /** Keys of orders that were carried out. */
  readonly deploys: readonly { readonly key: string; readonly commit: string; readonly token: number }[];
  readonly moves: readonly string[];
  readonly downgrades: readonly string[];
  readonly entries: () => readonly LogEntry[];
  readonly run: (id?: string) => LoggedRun;
  /** Writes that a run begins, and starts it under a lock; left out: the one of this world. */
  readonly begin: (token?: number, other?: { readonly id: string; readonly plan: RunPlan }) => Promise<void>;
  readonly running: () => string;
}

export interface WorldFaults {
  /** Commits that never get well. */
  readonly ill?: readonly string[];
  /** Whose deploy the platform refuses. */
  readonly refused?: readonly string[];
  /** The effect that the machine dies in, counted from 1: before it happens, or after. */
  readonly dies?: { readonly at: number; readonly when: 'before' | 'after' } | undefined;
  /** The connection is lost in this order, after it was carried out or before. */
  readonly lost?: { readonly order: number; readonly when: 'before' | 'after' } | undefined;
}

const LOG = 'infrastructure/deploys/audit.jsonl';
const ID = 'run_1';

/** A platform, a remote and a database in memory. They outlive a process that dies. */
export function fakeWorld(plan: RunPlan, faults: WorldFaults = {}): FakeWorld {
  const logs = fakeLogs();
  const deploys: { key: string; commit: string; token: number }[] = [];
  const moves: string[] = [];
  const downgrades: string[] = [];
  let [running, main, now, effects, orders] = [plan.previous ?? '', plan.previous ?? '', 0, 0, 0];
  const trail: AuditTrail = {
    path: LOG,
    logs: logs.store,
    clock: { now: () => new Date(Date.UTC(2026, 10, 21, 8, 0, 0) + now).toISOString() },
    actor: 'ci',
  };
  /** Something that changes the world. The process may die around it, once. */
  const change = (effect: () => void): void => {
    effects += 1;
    const dies = faults.dies?.at === effects ? faults.dies.when : undefined;
    if (dies === 'before') throw new MachineStopped();
    effect();
    if (dies === 'after') throw new MachineStopped();
  };
  const driver: Driver = {
    kind: 'command',
    deploy: async ({ commit, key, token }) => {
      orders += 1;
      const lost = faults.lost?.order === orders ? faults.lost.when : undefined;
      if (faults.refused?.includes(commit) === true)
        return await Promise.resolve({ kind: 'failed', why: 'it does not build' });
      if (lost !== 'before')
        change(() => {
          deploys.push({ key, commit, token });
          running = commit;
        });
      if (lost !== undefined) return { kind: 'unknown', why: 'the connection was lost' };
      return { kind: 'done', deploy: { id: `dpl_${deploys.length}`, url: null } };
    },
    find: async ({ key }) => {
      const found = deploys.findIndex((deploy) => deploy.key === key);
      if (found === -1) return await Promise.resolve({ kind: 'not-begun' });
      return { kind: 'done', deploy: { id: `dpl_${found + 1}`, url: null } };
    },
    current: async () =>
      await Promise.resolve(
        observed({ id: null, url: null, commit: running, key: null, state: 'live', isKept: true }),
      ),
    list: async () => await Promise.resolve(observed([])),
    deploysByItself: async () => await Promise.resolve(observed(false)),
  };
  const probe: HealthProbe = {
    id: 'health',
    ask: async () =>
      await Promise.resolve(
        faults.ill?.includes(running) === true
          ? { kind: 'ill', why: 'it answered 503' }
          : { kind: 'well', commit: running, status: 200, latencyMs: 4 },
      ),
  };
  const timer: Timer = {
    now: () => trail.clock.now(),
    elapsedMs: () => now,
    nowMs: () => now,
    wait: async (ms) => {
      now += ms;
      await Promise.resolve();
    },
  };
  const entries = () => readLog(logs.files.get(LOG) ?? '').entries;
  const run = (wanted = ID): LoggedRun => {
    const found = runsInLog(entries()).find(({ id }) => id === wanted);
    if (found === undefined) throw new Error('No run was begun.');
    return found;
  };
  const schedule = { deadlineMs: 10_000, intervalMs: 1_000, successes: 2, bakeMs: 2_000 };
  return {
    logs,
    trail,
    deploys,
    moves,
    downgrades,
    entries,
    run,
    running: () => running,
    begin: async (token = 1, { id, plan: begun } = { id: ID, plan }) => {
      const about = { env: begun.environment, promotion_id: id };
      const digest = planDigest(begun);
      await writeEvent(trail, { event: 'run.begun', data: { plan: begun, digest }, ...about });
      const started = { plan: digest, token, accepted: [] };
      await writeEvent(trail, { event: 'run.started', data: started, ...about });
    },
    tools: (more) => ({
      trail,
      record: 'infrastructure/last-good-deploy.json',
      driver,
      probes: [{ probe, schedule }],
      branches: {
        main: async () => await Promise.resolve(observed('main')),
        tip: async () => await Promise.resolve(observed(main)),
        has: async (tip, commit) => await Promise.resolve(observed(tip === commit)),
        advance: async ({ from, to }) => {
          if (main !== from) return await Promise.resolve({ kind: 'refused', why: 'main moved' });
          change(() => {
            main = to;
            moves.push(to);
          });
          return { kind: 'moved' };
        },
      },
      downgrades: {
        run: async ({ to }) => {
          change(() => downgrades.push(to));
          return await Promise.resolve({ kind: 'done' });
        },
        find: async ({ to }) =>
          await Promise.resolve(downgrades.includes(to) ? { kind: 'done' } : { kind: 'not-begun' }),
      },
      timer,
      signal: NEVER,
      wanted: NEVER,
      saying: async () => await Promise.resolve({}),
      ...more,
    }),
  };
}

const NEVER = { aborted: false, addEventListener: () => undefined, removeEventListener: () => undefined };
