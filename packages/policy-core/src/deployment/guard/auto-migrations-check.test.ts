import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { migrationsFlag } from '../checklist/migrations-flag.ts';
import { observed, unobserved } from '../../model/known.ts';
import { autoMigrationsCheck, type SeenFlag } from './auto-migrations-check.ts';

const NOW = '2026-11-21T12:00:00Z';
const HOUR = 3_600_000;

interface Asked {
  readonly value?: string | undefined;
  readonly since?: string | undefined;
  readonly pending?: SeenFlag['pending'];
  readonly atMostMs?: number;
  readonly now?: string;
}

function flagged({ value, since, pending = observed([]), ...more }: Asked) {
  const where = 'production (.env.production)';
  return autoMigrationsCheck({
    given: [{ where, seen: observed({ where, flag: migrationsFlag(value), since, pending }) }],
    here: { where: 'this process', flag: 'off', since: undefined, pending },
    now: NOW,
    atMostMs: 24 * HOUR,
    ...more,
  });
}

const told = ({ problems }: ReturnType<typeof flagged>) => problems.map(({ text }) => text);

describe('migrations that are not switched off', () => {
  test.each([undefined, '', 'false', 'FALSE', '0', 'no', 'off'])('stand against nothing: %j', (value) => {
    expect(flagged({ value, pending: observed(['a1', 'b2']) })).toMatchObject({
      state: 'passed',
      evidence: [
        {
          text: 'DISABLE_AUTO_MIGRATIONS is not set in production (.env.production).',
          where: 'DISABLE_AUTO_MIGRATIONS',
        },
      ],
      problems: [],
    });
  });
});

describe('migrations that are switched off [row 4.40] [row 4.43]', () => {
  test.each(['true', 'TRUE', '1', 'yes', 'on'])('are told with every guard, with their age: %s', (value) => {
    expect(flagged({ value, since: '2026-11-21T09:00:00Z' })).toMatchObject({
      state: 'passed',
      evidence: [
        {
          text: 'DISABLE_AUTO_MIGRATIONS is set in production (.env.production) for 3 hours, since 2026-11-21T09:00:00Z as DISABLE_AUTO_MIGRATIONS_SINCE says. Whoever sets it can renew that time: it may be set for longer. Remember to remove it.',
        },
      ],
    });
  });

  test.each([
    ['2026-11-21T12:00:00Z', '0 minutes'],
    ['2026-11-21T11:59:00Z', '1 minute'],
    ['2026-11-21T10:01:00Z', '119 minutes'],
    ['2026-11-21T10:00Z', '2 hours'],
    ['2026-11-20T12:00:00.000Z', '24 hours'],
    ['2026-11-21T12:04:59Z', '0 minutes'],
  ])('since %s are told for %s', (since, length) => {
    const { state, evidence } = flagged({ value: 'true', since });
    expect(state).toBe('passed');
    expect(evidence[0]?.text).toContain(` for ${length}, since ${since} as `);
  });

  test.each([
    ['2026-11-20T11:59:59Z', 24 * HOUR, '24 hours', '24 hours'],
    ['2026-11-19T12:00:00Z', 24 * HOUR, '2 days', '24 hours'],
    ['2026-11-01T12:00:00Z', 24 * HOUR, '20 days', '24 hours'],
    ['2026-11-21T10:00:00Z', 90 * 60_000, '2 hours', '90 minutes'],
  ])('since %s are refused', (...[since, atMostMs, age, most]) => {
    const check = flagged({ value: 'true', since, atMostMs });
    expect(check.state).toBe('failed');
    expect(check.problems).toEqual([
      {
        kind: 'failed',
        text: `DISABLE_AUTO_MIGRATIONS is set in production (.env.production) for ${age}, since ${since} as DISABLE_AUTO_MIGRATIONS_SINCE says; the policy lets it stay for ${most}.`,
        where: 'DISABLE_AUTO_MIGRATIONS',
        path: null,
        next_step: 'Remove the flag once the cause is fixed.',
      },
    ]);
  });

  test('are told first and refused later, by nothing but the clock', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 10_000 }), fc.integer({ min: 1, max: 5000 }), (age, most) => {
        const now = new Date(Date.parse(NOW) + age * 60_000).toISOString();
        const { state } = flagged({ value: 'true', since: NOW, now, atMostMs: most * 60_000 });
        expect(state).toBe(age > most ? 'failed' : 'passed');
      }),
    );
  });

  test('are not proved where nobody said since when', () => {
    expect(flagged({ value: 'true' })).toMatchObject({
      state: 'undetermined',
      problems: [
        {
          text: 'DISABLE_AUTO_MIGRATIONS is set in production (.env.production), and since when is not known: DISABLE_AUTO_MIGRATIONS_SINCE is not set beside it.',
          next_step:
            'Remove the flag once the cause is fixed. As long as it is needed, set DISABLE_AUTO_MIGRATIONS_SINCE to when it was set, in UTC, such as 2026-11-21T12:00:00Z.',
        },
      ],
    });
  });

  test.each([
    '',
    'yesterday',
    '2026-11-20',
    '2026-11-21T09:00:00',
    '2026-11-21T09:00:00+02:00',
    '2026-13-41T09:00:00Z',
    '2026-11-21T12:05:01Z',
    '2036-01-01T00:00:00Z',
    'hunter2',
  ])('are not proved where that is no time that is past, which is not repeated: %j', (since) => {
    const check = flagged({ value: 'true', since });
    expect(told(check)).toEqual([
      'DISABLE_AUTO_MIGRATIONS is set in production (.env.production), and since when is not known: DISABLE_AUTO_MIGRATIONS_SINCE holds no time that is past.',
    ]);
    if (since !== '') expect(JSON.stringify(check)).not.toContain(since);
  });
});

describe('migrations that are switched off while some are pending', () => {
  const since = '2026-11-21T11:00:00Z';

  test.each([
    [['a1'], 'a1 is pending: the release would start without it.', 'Or run it by hand first.'],
    [['a1', 'b2'], 'a1, b2 are pending: the release would start without them.', 'Or run them by hand first.'],
  ])('are refused: %j', (ids, text, next) => {
    const check = flagged({ value: 'true', since, pending: observed(ids) });
    expect(check.state).toBe('failed');
    expect(told(check)).toEqual([
      `DISABLE_AUTO_MIGRATIONS is set in production (.env.production) while ${text}`,
    ]);
    expect(check.problems[0]?.next_step).toBe(`Remove the flag once the cause is fixed. ${next}`);
  });

  test('are not proved where nobody knows whether any are', () => {
    const check = flagged({ value: 'true', since, pending: unobserved('production was not seen') });
    expect(check.state).toBe('undetermined');
    expect(told(check)).toEqual([
      'DISABLE_AUTO_MIGRATIONS is set in production (.env.production), and whether migrations are pending there is not known because production was not seen.',
    ]);
    expect(flagged({ value: 'false', pending: unobserved('production was not seen') }).state).toBe('passed');
  });

  test('are told with their age', () => {
    expect(told(flagged({ value: 'true', pending: observed(['a1']) }))).toHaveLength(2);
  });
});

describe('a flag that says neither', () => {
  test.each(['ture', 'maybe', ' true', '2'])('is refused, and not repeated: %j', (value) => {
    expect(flagged({ value })).toMatchObject({
      state: 'failed',
      problems: [
        {
          text: 'DISABLE_AUTO_MIGRATIONS is neither true nor false in production (.env.production).',
          next_step: 'Correct it, or remove it: nothing starts with it.',
        },
      ],
    });
  });
});

describe('where the flag is looked for', () => {
  const pending = observed([]);
  const asked = {
    now: NOW,
    atMostMs: 24 * HOUR,
    here: { where: 'this process', flag: 'off', since: undefined, pending },
  } as const;

  test('is this process where nobody gave variables, as far as it is set there', () => {
    expect(autoMigrationsCheck({ ...asked, given: [] })).toMatchObject({
      state: 'not-asked',
      why: 'DISABLE_AUTO_MIGRATIONS is not set in this process, and nobody gave the variables of an environment.',
    });
    expect(
      autoMigrationsCheck({ ...asked, given: [], here: { ...asked.here, flag: 'on', since: NOW } }),
    ).toMatchObject({ state: 'passed', evidence: [{ where: 'DISABLE_AUTO_MIGRATIONS' }] });
    expect(autoMigrationsCheck({ ...asked, given: [], here: { ...asked.here, flag: 'on' } }).state).toBe(
      'undetermined',
    );
    expect(autoMigrationsCheck({ ...asked, given: [], here: { ...asked.here, flag: 'unclear' } }).state).toBe(
      'failed',
    );
  });

  test('is not this process where somebody gave those of the environment', () => {
    const given = [
      {
        where: 'production (.env)',
        seen: observed({ where: 'production (.env)', flag: 'off' as const, since: undefined, pending }),
      },
    ];
    expect(autoMigrationsCheck({ ...asked, given, here: { ...asked.here, flag: 'on' } }).state).toBe(
      'passed',
    );
  });

  test('is every place that was given', () => {
    const place = (where: string, flag: 'on' | 'off') => ({
      where,
      seen: observed({ where, flag, since: undefined, pending }),
    });
    const check = autoMigrationsCheck({
      ...asked,
      given: [place('production/api', 'off'), place('production/worker', 'on')],
    });
    expect(check.state).toBe('undetermined');
    expect(check.evidence.map(({ text }) => text)).toEqual([
      'DISABLE_AUTO_MIGRATIONS is not set in production/api.',
    ]);
    expect(told(check)[0]).toContain('is set in production/worker, and since when');
  });

  test('is told where it could not be read', () => {
    const given = [{ where: 'production (.env)', seen: unobserved('there is no such file') }];
    expect(told(autoMigrationsCheck({ ...asked, given }))).toEqual([
      'Whether DISABLE_AUTO_MIGRATIONS is set in production (.env) is not known because there is no such file.',
    ]);
  });
});
