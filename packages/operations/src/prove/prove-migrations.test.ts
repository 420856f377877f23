import { observed, unobserved, type Known } from '@lockkeeper/policy-core';
import type { PendingMigrations } from '@lockkeeper/policy-core/deployment';
import { describe, expect, test } from 'vitest';

import { testParsers } from '../../../policy-core/src/testing/load-parsers.ts';
import { seenDatabase, tableParts, versionTable } from '../../../policy-core/src/testing/sample-database.ts';
import { releaseWith, shopUpTo } from '../../../policy-core/src/testing/sample-release.ts';
import type { AlembicOutcome, AlembicRun, CountedRows, ScratchDatabases } from '../ports/index.ts';
import { proveMigrations } from './prove-migrations.ts';
import { writeEvent } from '../records/audit-trail.ts';
import { fakeLogs } from '../testing/fake-log-store.ts';

const PARSERS = await testParsers();
const COMMIT = 'c'.repeat(40);

function pendingFrom(production: string): PendingMigrations {
  const { pending } = releaseWith(PARSERS, { revisions: shopUpTo('b2'), development: 'b2', production });
  if (!pending.known) throw new Error(pending.reason);
  return pending.value;
}

interface Faults {
  readonly alembic?: (run: AlembicRun, from: 'nothing' | 'copy') => AlembicOutcome;
  readonly made?: (from: 'nothing' | 'copy') => Known<true>;
  /** What the schema is called after a run. */
  readonly schemaAfter?: (run: AlembicRun, count: number) => string;
  /** What is in the tables at these revisions. */
  readonly rows?: (from: 'nothing' | 'copy', versions: readonly string[]) => CountedRows;
  readonly throws?: boolean;
  /** What Alembic notes after a run. */
  readonly notes?: (run: AlembicRun) => readonly string[];
  readonly isDropped?: boolean;
  /** Somebody writes into the log behind the first entry. */
  readonly breaksLog?: boolean;
}

/** A server that writes down what is asked of it. */
function server({
  alembic = () => ({ kind: 'done' }),
  made,
  schemaAfter,
  rows,
  throws = false,
  notes = ({ revision }) => (revision === 'base' ? [] : [revision === 'heads' ? 'b2' : revision]),
  isDropped = true,
}: Faults = {}) {
  const done: string[] = [];
  let schema = 'empty';
  let versions: readonly string[] = [];
  const scratch: ScratchDatabases = {
    newName: () => 'lockkeeper_proof_1',
    use: async ({ name, from }, work) => {
      const can = made?.(from) ?? observed(true);
      if (!can.known) return can;
      done.push(`create ${name} from ${from}`);
      const value = await work({
        look: async () => {
          if (throws) throw new Error('the test wants it');
          const parts = tableParts(schema, { id: 'integer' });
          return { kind: 'seen', database: seenDatabase({ parts, versionTables: [versionTable(versions)] }) };
        },
        countRows: async () => observed(rows?.(from, versions) ?? []),
        alembic: async (run) => {
          done.push(`${run.direction} ${run.revision}`);
          versions = notes(run);
          schema = schemaAfter?.(run, done.length) ?? run.revision;
          return alembic(run, from);
        },
      }).finally(() => done.push(`drop ${name}`));
      return observed({ value, isDropped });
    },
    dropLeft: async (name) => {
      done.push(`drop left ${name}`);
      return await Promise.resolve(name === 'lockkeeper_proof_0');
    },
  };
  return { scratch, done };
}

async function proved(faults: Faults = {}, production = 'a1', logs = fakeLogs()) {
  const alembic: Faults['alembic'] = (run, from) => {
    if (faults.breaksLog === true) logs.files.set('audit.jsonl', 'not ours\n');
    return faults.alembic?.(run, from) ?? { kind: 'done' };
  };
  const { scratch, done } = server({ ...faults, alembic });
  const trail = {
    path: 'audit.jsonl',
    logs: logs.store,
    clock: { now: () => '2026-11-21T08:00:00Z' },
    actor: 'ana',
  };
  const asked = { pending: pendingFrom(production), commit: COMMIT, schemas: undefined };
  const run = await proveMigrations(asked, { scratch, trail }).catch(() => undefined);
  const log = logs.files.get('audit.jsonl') ?? '';
  return { run, done, events: Array.from(log.matchAll(/"event":"([^"]*)"/g), ([, event]) => event), log };
}

describe('a proof', () => {
  test('drops first what killed ones left, as far as it is there and nobody uses it', async () => {
    const logs = fakeLogs();
    const trail = {
      path: 'audit.jsonl',
      logs: logs.store,
      clock: { now: () => '2026-11-21T08:00:00Z' },
      actor: 'ana',
    };
    for (const database of ['lockkeeper_proof_0', 'lockkeeper_proof_2'])
      await writeEvent(trail, {
        event: 'proof.intent',
        data: { commit: COMMIT, revisions: ['b2'], database },
      });
    const { done, events, log } = await proved({}, 'a1', logs);
    expect(done.slice(0, 3)).toEqual([
      'drop left lockkeeper_proof_0',
      'drop left lockkeeper_proof_2',
      'create lockkeeper_proof_1 from nothing',
    ]);
    expect(events.slice(2)).toEqual(['proof.failed', 'proof.intent', 'proof.done', 'proof.result']);
    expect(log).toContain('"database":"lockkeeper_proof_0","intent":1,');
  });

  test('goes to where production is, up, down and up again, and drops what it made', async () => {
    const { run, done, events, log } = await proved();
    expect(done).toEqual([
      'create lockkeeper_proof_1 from nothing',
      'upgrade a1',
      'upgrade heads',
      'downgrade a1',
      'upgrade heads',
      'drop lockkeeper_proof_1',
      'create lockkeeper_proof_1 from copy',
      'upgrade heads',
      'downgrade a1',
      'upgrade heads',
      'downgrade a1',
      'upgrade heads',
      'drop lockkeeper_proof_1',
    ]);
    expect(run).toMatchObject({ kind: 'ran', start: 'nothing', revisions: ['b2'], isDropped: true });
    expect(events).toEqual(['proof.intent', 'proof.done', 'proof.result']);
    expect(log).toContain('"database":"lockkeeper_proof_1"');
    const [before, up, down, upAgain] = run?.kind === 'ran' ? run.fingerprints : [];
    expect([before === down, up === upAgain, before === up]).toEqual([true, true, false]);
  });

  test('tells a way down that ends elsewhere', async () => {
    const schemaAfter = ({ direction, revision }: AlembicRun) =>
      direction === 'downgrade' ? 'something_else' : revision;
    const { run } = await proved({ schemaAfter });
    const [before, , down] = run?.kind === 'ran' ? run.fingerprints : [];
    expect(before).not.toBe(down);
  });

  test('begins with a copy of development where nothing is not enough', async () => {
    const alembic: Faults['alembic'] = (_, from) =>
      from === 'nothing' ? { kind: 'failed', error: 'UndefinedTable' } : { kind: 'done' };
    const { run, done } = await proved({ alembic });
    expect(run).toMatchObject({ kind: 'ran', start: 'a copy of development' });
    expect(done).toEqual([
      'create lockkeeper_proof_1 from nothing',
      'upgrade a1',
      'drop lockkeeper_proof_1',
      'create lockkeeper_proof_1 from copy',
      'upgrade heads',
      'downgrade a1',
      'upgrade heads',
      'downgrade a1',
      'upgrade heads',
      'drop lockkeeper_proof_1',
    ]);
  });

  test('counts the rows of a copy of development before the way up and behind it', async () => {
    const rows: Faults['rows'] = (from, versions) => {
      const count = from === 'nothing' || versions.includes('b2') ? 0 : 7;
      const beside = { checksum: null, cascadesFrom: [], changesWith: [] };
      return [{ schema: 'public', table: 'notes', count, ...beside }];
    };
    const { run } = await proved({ rows });
    expect(run).toMatchObject({
      kind: 'ran',
      start: 'nothing',
      rows: { kind: 'compared', losses: [{ table: 'public.notes', before: 7, after: 0 }] },
    });
  });

  test('says why it proves nothing about rows', async () => {
    const made: Faults['made'] = (from) => (from === 'copy' ? unobserved('ana may not') : observed(true));
    expect((await proved({ made })).run).toMatchObject({
      kind: 'ran',
      rows: { kind: 'not-compared', reason: 'development could not be copied: ana may not' },
    });
    expect((await proved()).run).toMatchObject({ kind: 'ran', rows: { kind: 'empty' } });
  });

  test('fails where a copy of development cannot go the way either', async () => {
    const { run, events } = await proved({
      alembic: ({ direction }) =>
        direction === 'downgrade' ? { kind: 'failed', error: 'NotImplementedError' } : { kind: 'done' },
    });
    expect(run).toEqual({ kind: 'stopped', step: 'down', error: 'NotImplementedError' });
    expect(events.at(-1)).toBe('proof.result');
  });

  test('is none where neither can be had', async () => {
    const { run } = await proved({
      alembic: () => ({ kind: 'failed', error: undefined }),
      made: (from) => (from === 'copy' ? unobserved('somebody is connected to it') : observed(true)),
    });
    expect(run).toMatchObject({
      kind: 'not-run',
      reason:
        'the migrations do not build a schema from nothing, and development could not be copied because somebody is connected to it',
    });
  });

  test.each<readonly [string, Faults, string]>([
    ['no database may be made', { made: () => unobserved('ana may not') }, 'ana may not'],
    [
      'there is no Alembic',
      { alembic: () => ({ kind: 'not-run', reason: 'python3 has no Alembic' }) },
      'python3 has no Alembic',
    ],
  ])('is none where %s', async (_, faults, reason) => {
    const { run, done } = await proved(faults);
    expect(run).toMatchObject({ kind: 'not-run', reason });
    expect(done.filter((line) => line.startsWith('create'))).toHaveLength(
      done.filter((line) => line.startsWith('drop')).length,
    );
  });

  test.each([
    ['does nothing at all', () => []],
    ['does not go down', () => ['b2']],
    ['goes elsewhere', () => ['a0']],
  ])('is none where Alembic says that all is well and %s', async (_, notes) => {
    const { run, done } = await proved({ notes });
    expect(run).toMatchObject({
      kind: 'not-run',
      reason: expect.stringMatching(
        /^Alembic ended without an error on the way up, and the scratch database is not at a1$/,
      ),
    });
    expect(done.at(-1)).toBe('drop lockkeeper_proof_1');
  });

  test('is none where a way down leaves Alembic at the head', async () => {
    const notes = ({ direction, revision }: AlembicRun) =>
      direction === 'upgrade' && revision === 'a1' ? ['a1'] : ['b2'];
    expect((await proved({ notes })).run).toMatchObject({
      kind: 'not-run',
      reason: 'Alembic ended without an error on the way down, and the scratch database is not at a1',
    });
  });

  test('tells of a database that is left behind, and makes no other of its name', async () => {
    const { run, done } = await proved({
      isDropped: false,
      alembic: () => ({ kind: 'failed', error: 'UndefinedTable' }),
    });
    expect(run).toEqual({ kind: 'stopped', step: 'up', error: 'UndefinedTable', isDropped: false });
    expect(done.filter((line) => line.startsWith('create'))).toHaveLength(1);
    expect((await proved({ isDropped: false })).run).toMatchObject({ kind: 'ran', isDropped: false });
  });

  test('is none where what came of it cannot be written down', async () => {
    expect((await proved({ breaksLog: true })).run).toMatchObject({
      kind: 'not-run',
      reason: 'the audit log was changed meanwhile, and what came of it is not in it',
    });
  });

  test('drops what it made, and writes that it failed, whatever goes wrong', async () => {
    const { run, done, events } = await proved({ throws: true });
    expect(run).toBeUndefined();
    expect(done.at(-1)).toBe('drop lockkeeper_proof_1');
    expect(events).toEqual(['proof.intent', 'proof.failed']);
  });
});
