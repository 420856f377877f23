import { describe, expect, test } from 'vitest';

import { sessionJson, sessionText } from './session-text.ts';

const SESSION = { pid: 4711, user: 'app', since: '2026-11-21T07:59:59.000Z' };
const NAME = { environment: 'production', service: 'api' };
const HOLDING = {
  ...NAME,
  token: 7,
  holder: 'alice',
  reason: 'release\n1.4',
  run_url: 'https://ci/7',
  taken_at: '2026-11-21T08:00:00.000Z',
};
const AT = { host: 'db:5432' };

describe('a session that has a lock', () => {
  test('is told of with everything that it says', () => {
    const lock = { session: SESSION, name: NAME, holder: 'alice', holding: HOLDING };
    expect(sessionText(lock, AT)).toBe(
      [
        'production/api is held by alice since 2026-11-21T08:00:00.000Z, with number 7: release\\n1.4',
        '  https://ci/7',
        '  session 4711 of app at db:5432',
        '',
      ].join('\n'),
    );
    expect(sessionJson(lock)).toEqual({
      ...HOLDING,
      state: 'held',
      session: SESSION,
    });
  });

  test('is told of as far as it may be seen', () => {
    const lock = { session: SESSION, name: NAME, holder: 'alice', holding: undefined };
    expect(sessionText(lock, AT)).toBe(
      [
        'production/api is held by alice since 2026-11-21T07:59:59.000Z',
        '  session 4711 of app at db:5432',
        '  Only its own role and members of pg_read_all_stats can see the reason.',
        '',
      ].join('\n'),
    );
    expect(sessionJson(lock)).toEqual({ ...NAME, state: 'held', holder: 'alice', session: SESSION });
  });

  test('that says nothing has the lock that was asked for', () => {
    const session = { pid: 4711, user: null, since: null };
    const lock = { session, name: undefined, holder: undefined, holding: undefined };
    const named = { ...AT, otherwise: { environment: 'production', service: undefined } };
    expect(sessionText(lock, named)).toMatch(
      /^production is held by somebody\n {2}session 4711 of somebody at /,
    );
    expect(sessionText(lock, AT)).toMatch(/^A lock that is not named is held by somebody\n/);
    expect(sessionJson(undefined, named.otherwise)).toEqual({
      environment: 'production',
      service: null,
      state: 'held',
    });
  });
});
