import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { correctionEvent } from '../audit-log/correction-event.ts';
import type { LogEvent } from '../audit-log/log-entry.ts';
import { entriesOf, STAMPED } from '../../testing/sample-log.ts';
import { entryFault, type NamedDeploy } from './entry-of-record.ts';

const GOOD = 'b'.repeat(40);
const OTHER = 'a'.repeat(40);
const RECORD: NamedDeploy = { sha: GOOD, environment: 'production', service: 'api' };
const HEALTHY: LogEvent = { ...STAMPED, event: 'deploy.healthy', data: { sha: GOOD } };

function fault(event: Partial<LogEvent>, record: NamedDeploy = RECORD): string | undefined {
  const [entry] = entriesOf([{ ...HEALTHY, ...event }]);
  return entryFault(entry, record);
}

describe('the entry that a record names', () => {
  test.each<readonly [string, Partial<LogEvent>]>([
    ['says that the deploy is healthy', {}],
    ['says that it is done', { event: 'deploy.done', data: { sha: GOOD, intent: 1 } }],
    ['names the service', { data: { sha: GOOD, service: 'api' } }],
    ['names no environment', { env: undefined }],
    ['names the environment in other letters', { env: 'Production' }],
    ['goes by a name of its own', { event: 'shop.released' }],
  ])('%s', (_what, event) => {
    expect(fault(event)).toBeUndefined();
  });

  test('says that production went back to the commit', () => {
    const correction = correctionEvent({
      ts: STAMPED.ts,
      actor: 'alice',
      env: 'production',
      eventId: 'evt_1',
      kind: 'rollback',
      reason: 'orders were lost',
      fromSha: OTHER,
      toSha: GOOD,
    });
    expect(fault(correction)).toBeUndefined();
    expect(fault(correction, { ...RECORD, sha: OTHER })).toBe(
      `Entry 1 of the log, which the record names, is of the commit ${GOOD}.`,
    );
  });

  test.each<readonly [Partial<LogEvent>, string]>([
    [{ data: { sha: OTHER } }, `is of the commit ${OTHER}`],
    [{ data: { sha: GOOD.toUpperCase() } }, `is of the commit ${GOOD.toUpperCase()}`],
    [{ data: {} }, 'names no commit'],
    [{ data: { sha: [GOOD] } }, 'names no commit'],
    [{ data: { to_sha: GOOD } }, 'names no commit'],
    [{ event: 'deploy.intent' }, 'is deploy.intent: it does not say that a deploy is healthy'],
    [{ event: 'deploy.failed' }, 'is deploy.failed: it does not say that a deploy is healthy'],
    [{ env: 'staging' }, 'is of a deploy to staging'],
    [{ data: { sha: GOOD, service: 'worker' } }, 'is of a deploy of worker'],
  ])('is refused: %j', (event, clause) => {
    expect(fault(event)).toBe(`Entry 1 of the log, which the record names, ${clause}.`);
  });

  test('has to be there', () => {
    expect(entryFault(undefined, RECORD)).toBe('The log was read without the entry that the record names.');
  });

  test('of a record that does not say what it is of is compared as far as it says', () => {
    const bare: NamedDeploy = { sha: GOOD, environment: undefined, service: undefined };
    expect(fault({ env: 'staging', data: { sha: GOOD, service: 'worker' } }, bare)).toBeUndefined();
    expect(fault({}, { ...bare, sha: undefined })).toBe(
      `Entry 1 of the log, which the record names, is of the commit ${GOOD}.`,
    );
  });
});

test('of all entries only one that says the same of commit, environment and service is that of a record', () => {
  const one = fc.constantFrom('a', 'b', 'c');
  const place = fc.record({ sha: one, env: fc.constantFrom('production', 'staging'), service: one });
  fc.assert(
    fc.property(place, place, fc.constantFrom('done', 'healthy', 'intent', 'failed'), (said, own, end) => {
      const { sha, env, service } = said;
      const told = fault(
        { event: `deploy.${end}`, env, data: { sha, service } },
        { sha: own.sha, environment: own.env, service: own.service },
      );
      const isSame = sha === own.sha && env === own.env && service === own.service;
      expect(told === undefined).toBe(isSame && (end === 'done' || end === 'healthy'));
    }),
  );
});
