import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { correctionEvent } from '../audit-log/correction-event.ts';
import { entriesOf, STAMPED, type SaidEvent } from '../../testing/sample-log.ts';
import { entryFault, type NamedDeploy } from './entry-of-record.ts';

const GOOD = 'b'.repeat(40);
const OTHER = 'a'.repeat(40);
const SAYING = `sha256:${'1'.repeat(64)}`;
const RECORD: NamedDeploy = { sha: GOOD, environment: 'production', service: 'api', saying: SAYING };
const HEALTHY: SaidEvent = { ...STAMPED, event: 'deploy.healthy', data: { sha: GOOD } };

function fault(event: Partial<SaidEvent>, record: NamedDeploy = RECORD): string | undefined {
  const [entry] = entriesOf([{ ...HEALTHY, ...event }]);
  return entryFault(entry, record);
}

describe('the entry that a record names', () => {
  test.each<readonly [string, Partial<SaidEvent>]>([
    ['says that the deploy is healthy', {}],
    ['names the service', { data: { sha: GOOD, service: 'api' } }],
    ['names what the record says', { data: { sha: GOOD, record: SAYING } }],
    ['names no environment', { env: undefined }],
    ['names the environment in other letters', { env: 'Production' }],
  ])('%s', (_what, event) => {
    expect(fault(event)).toBeUndefined();
  });

  test('says that production went back to the commit', () => {
    const correction = {
      ...STAMPED,
      ...correctionEvent({
        env: 'production',
        service: undefined,
        eventId: 'evt_1',
        kind: 'rollback',
        reason: 'orders were lost',
        fromSha: OTHER,
        toSha: GOOD,
      }),
    };
    expect(fault(correction)).toBeUndefined();
    expect(fault(correction, { ...RECORD, sha: OTHER })).toBe(
      `Entry 1 of the log, which the record names, is of the commit ${GOOD}.`,
    );
  });

  test.each<readonly [Partial<SaidEvent>, string]>([
    [{ data: { sha: OTHER } }, `is of the commit ${OTHER}`],
    [{ data: { sha: GOOD.toUpperCase() } }, 'is deploy.healthy: it does not say that a deploy is healthy'],
    [{ data: {} }, 'is deploy.healthy: it does not say that a deploy is healthy'],
    [{ data: { sha: [GOOD] } }, 'is deploy.healthy: it does not say that a deploy is healthy'],
    [{ event: 'deploy.done' }, 'is deploy.done: it does not say that a deploy is healthy'],
    [{ event: 'shop.released' }, 'is shop.released: it does not say that a deploy is healthy'],
    [{ env: 'staging' }, 'is of a deploy to staging'],
    [{ data: { sha: GOOD, service: 'worker' } }, 'is of a deploy of worker'],
  ])('is refused: %j', (event, clause) => {
    expect(fault(event)).toBe(`Entry 1 of the log, which the record names, ${clause}.`);
  });

  test('vouches for all that the record says, where it names that', () => {
    const told = fault({ data: { sha: GOOD, record: `sha256:${'2'.repeat(64)}` } });
    expect(told).toContain('is of a record that says something else');
  });

  test('has to be there', () => {
    expect(entryFault(undefined, RECORD)).toBe('The log was read without the entry that the record names.');
  });

  test('of a record that does not say what it is of is compared as far as it says', () => {
    const bare: NamedDeploy = { sha: GOOD, environment: undefined, service: undefined, saying: SAYING };
    expect(fault({ env: 'staging', data: { sha: GOOD, service: 'worker' } }, bare)).toBeUndefined();
    expect(fault({}, { ...bare, sha: undefined })).toBe(
      `Entry 1 of the log, which the record names, is of the commit ${GOOD}.`,
    );
  });
});

test('of all entries only one that says the same of commit, environment and service is that of a record', () => {
  const one = fc.constantFrom('a'.repeat(40), 'b'.repeat(40), 'c'.repeat(40));
  const place = fc.record({ sha: one, env: fc.constantFrom('production', 'staging'), service: one });
  fc.assert(
    fc.property(place, place, fc.constantFrom('done', 'healthy', 'intent', 'failed'), (said, own, end) => {
      const { sha, env, service } = said;
      const told = fault(
        { event: `deploy.${end}`, env, data: { sha, service } },
        { sha: own.sha, environment: own.env, service: own.service, saying: SAYING },
      );
      const isSame = sha === own.sha && env === own.env && service === own.service;
      expect(told === undefined).toBe(isSame && end === 'healthy');
    }),
  );
});
