import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { runPlan } from '../../testing/any-run.ts';
import { entriesOf, entryByHand, linesOf, STAMPED } from '../../testing/sample-log.ts';
import { dataOf, eventFault, type EventName } from './events.ts';
import { EMPTY_LOG, entryAfter, type LogEvent } from './log-entry.ts';
import { readLog } from './read-log.ts';

const SHA = 'b'.repeat(40);
const DIGEST = `sha256:${'0'.repeat(64)}`;
const STEP = { step: 'deploy', way: 'there', at: 1 };
const UPDATE = { step: 'stage', way: 'there', at: 8 };
const PROOF = { commit: SHA, revisions: ['b2'], database: 'scratch' };
const STAMP = { database: 'shop', host: null, table: 'public.alembic_version', from: null, to: 'b2' };

/** One of each. */
const SOUND: { readonly [Name in EventName]: object } = {
  'deploy.healthy': { sha: SHA, service: 'api' },
  SYSTEM_CORRECTION: {
    message: 'SYSTEM CORRECTION EVENT: rollback',
    event_id: 'evt_1',
    kind: 'rollback',
    reason: 'orders were lost',
    from_sha: 'a'.repeat(40),
    to_sha: SHA,
  },
  'migration.once': { revision: 'b2' },
  'backup.made': {
    kind: 'pg_dump',
    made_at: '2026-11-20T07:00:00.000Z',
    sha256: 'a'.repeat(64),
    bytes: 2048,
    database: 'shop',
    host: 'db.example.com:5432',
    file: null,
  },
  'stamp.intent': { ...STAMP, pending: ['b2'] },
  'stamp.done': { ...STAMP, intent: 1 },
  'stamp.failed': { ...STAMP, intent: 1, outcome: 'refused' },
  'proof.intent': PROOF,
  'proof.done': { ...PROOF, intent: 1 },
  'proof.failed': { ...PROOF, intent: 1 },
  'proof.result': { commit: SHA, revisions: ['b2'], kind: 'ran' },
  'run.begun': { plan: runPlan(), digest: DIGEST },
  'run.approved': {
    commit: SHA,
    plan: DIGEST,
    policy: DIGEST,
    method: 'ssh-signature',
    by: 'alice@example.com',
    expires_at: '2026-11-22T07:00:00.000Z',
    evidence: null,
  },
  'run.started': { plan: DIGEST, token: 7, accepted: ['R19'] },
  'run.ended': { outcome: 'refused', codes: ['R14'], why: 'the environment is frozen' },
  'step.intent': { ...STEP, key: 'run_1/there/1', token: 7 },
  'step.done': { ...STEP, intent: 1, id: 'dpl_1', url: null, health: [] },
  'step.failed': { ...STEP, intent: 1, why: 'it answered 503' },
  'step.unknown': { ...STEP, intent: 1, why: 'the connection was lost' },
  'commit.ready': { service: 'api', sha: SHA, tree: SHA },
  'commit.revoked': { service: 'api', sha: SHA, why: 'it answered 503' },
  'commit.tested': { sha: SHA, suite: 'backend', total: 25, failed: 0, skipped: 0, report: DIGEST },
  'commit.blocked': { sha: SHA, reason: 'loses orders' },
  'commit.unblocked': { sha: SHA, reason: 'it did not' },
  'environment.held': { service: 'api', sha: null, reason: 'audit week' },
  'environment.released': { service: 'api', reason: 'audit is over' },
  'update.begun': { parts: 'both', on_quiesce_timeout: 'abort', from: { version: 'v1.0.0', commit: SHA } },
  'update.intent': UPDATE,
  'update.done': { ...UPDATE, intent: 1, target: { version: null, commit: SHA } },
  'update.failed': { ...UPDATE, intent: 1, why: 'the disk is full' },
  'update.refused': { ...UPDATE, intent: 1, reasons: [{ code: 'waiting', message: 'Wait.' }] },
  'update.unacknowledged': { ...UPDATE, intent: 1 },
  'update.resumed': {},
  AUDIT_TORN_TAIL: { kept_in: 'audit.torn', characters: 7, sha256: 'a'.repeat(64) },
  'records.signers': { sha256: 'a'.repeat(64) },
  'records.repaired': { reason: 'the history was rewritten to drop a secret', given_up: ['a'.repeat(40)] },
};

const NAMES = Object.entries(SOUND);

describe('the closed list of events', () => {
  test.each(NAMES)('has %s, and asks for everything that belongs to it', (event, data) => {
    expect(eventFault({ event, data })).toBeUndefined();
    expect(eventFault({ event, data: { ...data, more: 1 } })).toContain(`is not what ${event} says`);
    for (const key of Object.keys(data))
      expect(eventFault({ event, data: { ...data, [key]: { none: true } } }), key).toContain(`(${key}`);
  });

  test('has no other, whatever its name', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.constantFrom('toString', '__proto__', 'deploy.done')), (event) => {
        fc.pre(!Object.hasOwn(SOUND, event));
        expect(eventFault({ event, data: {} })).toBe('is of no kind that this version knows');
      }),
    );
  });

  test('is asked before anything is written', () => {
    const event: object = { ...STAMPED, event: 'deploy.done', data: { sha: SHA } };
    expect(() => entryAfter(EMPTY_LOG, event as LogEvent)).toThrow(RangeError);
  });

  test('is asked of everything that is read: an entry of another kind is a problem of the log', () => {
    const text = linesOf(
      entriesOf([STAMPED, { ...STAMPED, event: 'deploy.done', data: { sha: SHA } }, STAMPED]),
    );
    expect(readLog(text).problems).toEqual([
      { line: 2, problem: 'Entry 2, deploy.done, is of no kind that this version knows.' },
    ]);
  });

  test('gives the data of an event under its own name alone', () => {
    const entry = entryByHand(EMPTY_LOG, { ...STAMPED, event: 'deploy.healthy', data: { sha: SHA } });
    expect(dataOf('deploy.healthy', entry)).toEqual({ sha: SHA });
    expect(dataOf('migration.once', entry)).toBeUndefined();
    expect(dataOf('deploy.healthy', { ...entry, data: { sha: 'HEAD' } })).toBeUndefined();
  });
});
