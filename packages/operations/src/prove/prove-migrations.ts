import { observed, unobserved, type Known } from '@lockkeeper/policy-core';
import { isAtRevisions, schemaFingerprint } from '@lockkeeper/policy-core/database';
import { dataOf } from '@lockkeeper/policy-core/deployment/audit-log';
import { proofHash, type PendingMigrations, type ProofRun } from '@lockkeeper/policy-core/deployment';

import { writeEvent, type AuditTrail } from '../records/audit-trail.ts';
import { runAct, settleActs } from '../run/act.ts';
import { isWithinPending, rowCounter } from './rows-of-proof.ts';
import type { AlembicOutcome, AlembicRun, ScratchDatabase, ScratchDatabases } from '../ports/index.ts';

export interface ProofTools {
  readonly scratch: ScratchDatabases;
  readonly trail: AuditTrail;
}

export interface ProofRequest {
  readonly pending: PendingMigrations;
  readonly commit: string;
  /** `undefined`: the first one that the search path leads to. */
  readonly schemas: readonly string[] | undefined;
}

type Start = 'nothing' | 'copy';
type Ran = Extract<ProofRun, { readonly kind: 'ran' }>;
type Way = Pick<AlembicRun, 'config' | 'section'> & { readonly target: string } & ProofRequest;

/**
 * Runs the pending migrations up, down and up again with real Alembic, on a database that is made for it and dropped
 * whatever happens. It begins with nothing; where the history builds no schema from that, as behind an empty baseline,
 * with a copy of development. The audit log has it before it begins, and what came of it.
 */
export async function proveMigrations(
  asked: ProofRequest,
  { scratch, trail }: ProofTools,
): Promise<ProofRun> {
  const { pending, commit } = asked;
  const [target = 'base', ...others] = pending.from;
  const [, config, section] = /^(.*\.ini)(?: \[(.+)\])?$/.exec(pending.history.name) ?? [];
  if (config === undefined) return notRun('no alembic.ini loads the migrations');
  if (others.length > 0) return notRun('production is at more than one revision');
  const way = { ...asked, config, section, target };
  const data = { commit, revisions: pending.revisions.map(({ id }) => id) };
  const name = scratch.newName();
  await dropLeft(trail, scratch);
  const about = { ...data, database: name };
  const act = await runAct(trail, {
    name: 'proof',
    intent: { event: 'proof.intent', data: about },
    perform: async () => {
      const value = await onScratch(way, { scratch, name }).catch((error: unknown) => new ProofFault(error));
      const event = value instanceof ProofFault ? 'proof.failed' : 'proof.done';
      return { kind: 'ended', event: { value, entry: (intent) => ({ event, data: { ...about, intent } }) } };
    },
  });
  if (act.kind !== 'ended') return notRun('the audit log is not whole');
  const run = act.value;
  // Why is not written down: the reason may hold what nobody may read.
  if (run instanceof ProofFault) throw run.error;
  const outcome = run.kind === 'ran' ? { hash: proofHash(run), fingerprints: run.fingerprints } : {};
  const result = { event: 'proof.result', data: { ...data, kind: run.kind, ...outcome } } as const;
  const isWritten = act.isLogged && (await writeEvent(trail, result)).kind === 'written';
  return isWritten
    ? run
    : { ...notRun('the audit log was changed meanwhile, and what came of it is not in it'), ...leftBy(run) };
}

class ProofFault {
  readonly error: unknown;
  constructor(error: unknown) {
    this.error = error;
  }
}

/** Databases of proofs that were killed are still there. Those that nobody is connected to are dropped. */
async function dropLeft(trail: AuditTrail, scratch: ScratchDatabases): Promise<void> {
  await settleActs(trail, 'proof', async (entry) => {
    const begun = dataOf('proof.intent', entry);
    if (begun === undefined || !(await scratch.dropLeft(begun.database))) return undefined;
    return { event: 'proof.failed', data: { ...begun, intent: entry.seq } };
  });
}

async function onScratch(
  way: Way,
  place: { readonly scratch: ScratchDatabases; readonly name: string },
): Promise<ProofRun> {
  const first = await beginningWith('nothing', way, place);
  if (first.kind === 'ran') return first.isDropped ? await withRows(first, way, place) : first;
  if (first.kind !== 'stopped' || first.isDropped === false) return first;
  const second = await beginningWith('copy', way, place);
  return second.kind === 'not-run'
    ? {
        ...notRun(
          `the migrations do not build a schema from nothing, and development could not be copied because ${second.reason}`,
        ),
        ...leftBy(second),
      }
    : second;
}

/** Rows are only where somebody made some: in development. */
async function withRows(
  run: Ran,
  way: Way,
  place: { readonly scratch: ScratchDatabases; readonly name: string },
): Promise<ProofRun> {
  const copied = await beginningWith('copy', way, place);
  return { ...run, rows: rowsOf(copied), isDropped: copied.isDropped !== false };
}

function rowsOf(copied: ProofRun): Ran['rows'] {
  switch (copied.kind) {
    case 'ran':
      return copied.rows;
    case 'stopped':
      return {
        kind: 'not-compared',
        reason: `Alembic stopped on the way ${copied.step} on a copy of development`,
      };
    case 'not-run':
      return { kind: 'not-compared', reason: `development could not be copied: ${copied.reason}` };
  }
}

async function beginningWith(
  from: Start,
  way: Way,
  { scratch, name }: { readonly scratch: ScratchDatabases; readonly name: string },
): Promise<ProofRun> {
  const used = await scratch.use({ name, from }, (database) => upDownUp(database, { ...way, from }));
  if (!used.known) return notRun(used.reason);
  const { value, isDropped } = used.value;
  if (value.kind === 'ran') return { ...value, isDropped };
  return isDropped ? value : { ...value, isDropped };
}

/** A database that is still there is told of, whatever else came of it. */
function leftBy({ isDropped }: ProofRun): { readonly isDropped?: false } {
  return isDropped === false ? { isDropped } : {};
}

async function upDownUp(
  database: ScratchDatabase,
  { from, ...way }: Way & { readonly from: Start },
): Promise<ProofRun> {
  const fingerprints: string[] = [];
  const counter = rowCounter(database, way.pending);
  let mayCount = from === 'copy' && (await isWithinPending(database, way));
  for (const step of stepsFrom(from, way.target)) {
    const run = async () => await runStep(database, { ...step, ...way });
    const ended = mayCount && step.step === 'up' ? await counter.around(run) : await run();
    if (ended !== undefined) return ended;
    mayCount = from === 'copy';
    if (!step.isLookedAt) continue;
    const looked = await fingerprintBehind(step, database, way);
    if (!looked.known) return notRun(looked.reason);
    fingerprints.push(looked.value);
  }
  return ranWith(fingerprints, { from, rows: counter.result(), ...way });
}

function ranWith(
  [before = '', up = '', down = '', upAgain = '']: readonly string[],
  { from, rows, commit, pending }: Pick<Ran, 'rows'> & ProofRequest & { readonly from: Start },
): Ran {
  return {
    kind: 'ran',
    commit,
    revisions: pending.revisions.map(({ id }) => id),
    start: from === 'nothing' ? 'nothing' : 'a copy of development',
    fingerprints: [before, up, down, upAgain],
    rows,
    isDropped: false,
  };
}

/** Unobserved where the database is not at what the step leads to, whatever Alembic said. */
async function fingerprintBehind(
  { step, revision }: ProofStep,
  database: ScratchDatabase,
  { schemas, pending }: Way,
): Promise<Known<string>> {
  const sight = await database.look(schemas);
  if (sight.kind === 'unseen') return unobserved(sight.why.reason);
  const { parts, versionTables } = sight.database;
  const { graph } = pending.history;
  return isAtRevisions(graph, versionTables, revisionsAt(revision, graph.heads))
    ? observed(schemaFingerprint(parts))
    : unobserved(
        `Alembic ended without an error on the way ${step}, and the scratch database is not at ${revision}`,
      );
}

/** How the proof ends with this step; `undefined`: it goes on. */
async function runStep(
  database: ScratchDatabase,
  { config, section, step, direction, revision }: ProofStep & Way,
): Promise<ProofRun | undefined> {
  if (direction === undefined) return undefined;
  return endOf(await database.alembic({ config, section, direction, revision }), step);
}

/** Where the database has to be behind a step. */
function revisionsAt(revision: string, heads: readonly string[]): readonly string[] {
  if (revision === 'heads') return heads;
  return revision === 'base' ? [] : [revision];
}

interface ProofStep {
  readonly step: 'up' | 'down' | 'up again';
  /** `undefined`: the database is there already. */
  readonly direction: AlembicRun['direction'] | undefined;
  readonly revision: string;
  readonly isLookedAt: boolean;
}

function stepsFrom(from: Start, target: string): readonly ProofStep[] {
  const up = { step: 'up', direction: 'upgrade', revision: 'heads', isLookedAt: true } as const;
  const down = { step: 'down', direction: 'downgrade', revision: target, isLookedAt: true } as const;
  const isEmpty = target === 'base';
  const begin: readonly ProofStep[] =
    from === 'copy'
      ? [{ ...up, isLookedAt: false }, down]
      : [{ ...up, direction: isEmpty ? undefined : 'upgrade', revision: target }];
  return [...begin, up, down, { ...up, step: 'up again' }];
}

function endOf(outcome: AlembicOutcome, step: ProofStep['step']): ProofRun | undefined {
  switch (outcome.kind) {
    case 'done':
      return undefined;
    case 'failed':
      return { kind: 'stopped', step, error: outcome.error };
    case 'not-run':
      return notRun(outcome.reason);
  }
}

function notRun(reason: string): ProofRun {
  return { kind: 'not-run', reason, nextStep: NEXT_STEP };
}

const NEXT_STEP =
  'Remedy that and run the guard again with --prove; --python names the Python that has your Alembic.';
