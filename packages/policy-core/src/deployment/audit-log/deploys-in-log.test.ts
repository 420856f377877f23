import { describe, expect, test } from 'vitest';

import { entriesOf, STAMPED, type SaidEvent } from '../../testing/sample-log.ts';
import { deploysTo } from './deploys-in-log.ts';

const SHA = 'b'.repeat(40);

function logOf(...events: readonly Partial<SaidEvent>[]) {
  return entriesOf(
    events.map((event) => ({ ...STAMPED, event: 'deploy.healthy', data: { sha: SHA }, ...event })),
  );
}

describe('the deploys that the audit log knows', () => {
  const to = (env: string | undefined, event = 'deploy.healthy') => ({ event, env });

  test.each([
    ['to the environment', [to('production')], 1],
    ['to it in other letters', [to('PRODUCTION')], 1],
    ['that name no environment', [to(undefined)], 1],
    ['among other entries', [to('staging'), to('production'), to('staging')], 1],
    ['to another environment', [to('staging')], 0],
    ['of an event that nobody writes', [to('production', 'deploy.done')], 0],
    ['that say something else', [{ ...to('production'), data: { sha: 'HEAD' } }], 0],
    ['of none', [], 0],
  ] as const)('%s', (_what, events, count) => {
    const place = { environment: 'production', service: undefined };
    expect(deploysTo(logOf(...events), place, undefined)).toHaveLength(count);
  });

  test.each([
    ['of the service', { data: { sha: SHA, service: 'worker' } }, ['worker']],
    ['of the first service', { data: { sha: SHA, service: 'api' } }, ['api']],
    ['that names no service, from before there were several', {}, ['api']],
    ['that names something else for one', { data: { sha: SHA, service: 7 } }, []],
    ['that names no environment', { env: undefined }, ['api']],
    ['of a service that is no more', { data: { sha: SHA, service: 'old' } }, []],
    ['to another environment', { env: 'staging', data: { sha: SHA, service: 'worker' } }, []],
  ] as const)('%s is one of that service only', (_what, event, services) => {
    const known = ['api', 'worker'].filter(
      (service) => deploysTo(logOf(event), { environment: 'production', service }, 'api').length > 0,
    );
    expect(known).toEqual(services);
  });
});
