import { describe, expect, test } from 'vitest';

import { observed, unobserved } from '../../model/known.ts';
import { policyOf } from '../../testing/any-repository.ts';
import { testParsers } from '../../testing/load-parsers.ts';
import { entriesOf, type SaidEvent } from '../../testing/sample-log.ts';
import { releaseWith, shopUpTo } from '../../testing/sample-release.ts';
import { ranOnce } from './ledger.ts';
import { onceCheck, type OnceQuestion } from './once-check.ts';

const PARSERS = await testParsers();

/** The policy of a shop whose b2 hashes addresses. */
function once(...ids: readonly string[]) {
  return policyOf({ migrations: { once: ids } }).migrations.once;
}

interface Asked {
  readonly ids?: readonly string[];
  readonly production?: string;
  readonly ran?: readonly string[];
  readonly more?: Partial<OnceQuestion>;
}

function asked({ ids = ['b2'], production = 'b2', ran = [], more = {} }: Asked = {}) {
  const { pending } = releaseWith(PARSERS, { revisions: shopUpTo('c3'), development: 'c3', production });
  return onceCheck({
    once: once(...ids),
    environment: 'production',
    pending,
    ledger: observed(new Map(ran.map((id) => [id, { ts: '2026-11-20T08:00:00Z', actor: 'alice' }]))),
    ...more,
  });
}

describe('a migration that may run only once [row 1.36]', () => {
  test('ran, and will not run again', () => {
    expect(asked({ ran: ['b2'] })).toMatchObject({
      state: 'passed',
      evidence: [
        {
          text: 'b2 ran on 2026-11-20T08:00:00Z, as alice wrote down, and will not run again.',
          where: 'alembic/versions/b2_x.py',
        },
      ],
      problems: [],
    });
  });

  test('is refused where it would run again', () => {
    const check = asked({ production: 'a1', ran: ['b2'] });
    expect(check.state).toBe('failed');
    expect(check.problems).toEqual([
      {
        kind: 'failed',
        text: 'b2 may run only once and would run again: it ran on 2026-11-20T08:00:00Z, as alice wrote down.',
        where: 'alembic/versions/b2_x.py',
        path: 'alembic/versions/b2_x.py',
        next_step:
          'Production was restored or taken back to before it. Find out whether its data already are what it makes of them; then bring production forward by hand, and never by running it twice.',
      },
    ]);
  });

  test('is not run by a deploy, also the first time', () => {
    const check = asked({ production: 'a1' });
    expect(check.state).toBe('failed');
    expect(check.problems).toMatchObject([
      {
        text: 'b2 may run only once, and a deploy would run it with whatever else is pending.',
        next_step:
          'Run `alembic upgrade b2` by hand, with a backup, write it down with `lockkeeper record once b2 --environment production`, and run the guard again.',
      },
    ]);
  });

  test('is not proved where it ran and nobody wrote it down', () => {
    const check = asked();
    expect(check.state).toBe('undetermined');
    expect(check.problems).toMatchObject([
      {
        text: 'b2 has run, and nobody wrote down that it did.',
        path: 'alembic/versions/b2_x.py',
        next_step:
          'Write it down with `lockkeeper record once b2 --environment production`: without that it may run again after a restore.',
      },
    ]);
  });

  test('is refused where the release has lost it', () => {
    const check = asked({ ids: ['e9'], ran: ['e9'] });
    expect(check.state).toBe('failed');
    expect(check.problems[0]).toMatchObject({
      text: 'e9, which the policy lets run only once, is not among the revisions of the release.',
      next_step: 'Bring its file back: it ran, and what was built on it needs it.',
    });
    expect(check.problems[0]?.path).toMatch(/^lockkeeper\./);
  });

  test('is refused where there never was one of that id', () => {
    expect(asked({ ids: ['e9'] }).problems[0]?.next_step).toBe(
      'Write the id of the revision as its file says it.',
    );
  });

  test('is one of several, each told by itself', () => {
    const check = asked({ ids: ['a1', 'b2', 'c3'], production: 'b2', ran: ['a1'] });
    expect(check.state).toBe('failed');
    expect(check.evidence.map(({ text }) => text.slice(0, 6))).toEqual(['a1 ran']);
    expect(check.problems.map(({ kind, text }) => [kind, text.slice(0, 2)])).toEqual([
      ['undetermined', 'b2'],
      ['failed', 'c3'],
    ]);
  });
});

describe('what is not seen', () => {
  test.each([
    [
      { pending: unobserved('production is down') },
      'Whether b2 would run again is not known: what is pending is not known because production is down.',
    ],
    [
      { ledger: unobserved('Entry 3 is missing before entry 4') },
      'Whether b2 would run again is not known: the audit log cannot be relied on: Entry 3 is missing before entry 4.',
    ],
  ])('proves nothing: %#', (more, text) => {
    const check = asked({ more });
    expect(check.state).toBe('undetermined');
    expect(check.problems.map((problem) => problem.text)).toEqual([text]);
  });

  test('is not asked about where there is nothing to ask', () => {
    expect(asked({ ids: [] })).toMatchObject({
      state: 'not-asked',
      why: 'The policy names no migrations that may run only once.',
    });
    expect(asked({ more: { pending: undefined } })).toMatchObject({
      state: 'not-asked',
      why: 'The database that the release would migrate was not looked at.',
    });
  });
});

describe('the ledger', () => {
  function logOf(...events: readonly Partial<SaidEvent>[]) {
    return entriesOf(
      events.map((event, index) => ({
        ts: `2026-11-2${index}T08:00:00Z`,
        event: 'migration.once',
        actor: 'alice',
        env: 'production',
        data: { revision: 'b2' },
        ...event,
      })),
    );
  }

  test('is what the audit log says', () => {
    expect([...ranOnce(logOf({}), 'production')]).toEqual([
      ['b2', { ts: '2026-11-20T08:00:00Z', actor: 'alice' }],
    ]);
  });

  test('is the first time, whatever is written later', () => {
    expect(ranOnce(logOf({}, { actor: 'bob' }), 'production').get('b2')?.actor).toBe('alice');
  });

  test.each([
    ['of another environment', { env: 'staging' }],
    ['of no environment', { env: undefined }],
    ['of something else', { event: 'deploy.done' }],
    ['without a revision', { data: {} }],
    ['with a revision that is none', { data: { revision: 7 } }],
  ])('has nothing %s', (_, event) => {
    expect(ranOnce(logOf(event), 'production').size).toBe(0);
  });

  test('holds every revision', () => {
    const log = logOf({}, { data: { revision: 'c3' } }, { env: 'staging', data: { revision: 'd4' } });
    expect([...ranOnce(log, 'production').keys()]).toEqual(['b2', 'c3']);
    expect([...ranOnce(log, 'staging').keys()]).toEqual(['d4']);
    expect(ranOnce([], 'production').size).toBe(0);
  });

  test('is that of an environment in any case', () => {
    expect([...ranOnce(logOf({}), 'Production').keys()]).toEqual(['b2']);
    expect([...ranOnce(logOf({ env: 'PRODUCTION' }), 'production').keys()]).toEqual(['b2']);
  });
});
