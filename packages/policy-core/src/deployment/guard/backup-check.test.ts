import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { observed, unobserved } from '../../model/known.ts';
import { testParsers } from '../../testing/load-parsers.ts';
import { entriesOf, type SaidEvent } from '../../testing/sample-log.ts';
import { releaseWith, shopUpTo } from '../../testing/sample-release.ts';
import { backupCheck, type BackupQuestion } from './backup-check.ts';
import { lastBackup, type MadeBackup } from './ledger.ts';

const PARSERS = await testParsers();
const NOW = '2026-11-21T12:00:00Z';
const HOUR = 3_600_000;
const SHA = 'ab'.repeat(32);

const MADE: MadeBackup = {
  made_at: '2026-11-21T11:00:00.000Z',
  sha256: SHA,
  bytes: 1024,
  database: 'shop',
  host: 'db.example.com:5432',
  file: 'backups/shop.dump',
};

/** c3, which is not trivial, is pending unless production is said to be elsewhere. */
function asked(more: Partial<BackupQuestion> = {}, { production = 'b2', last = 'c3' } = {}) {
  const { pending } = releaseWith(PARSERS, { revisions: shopUpTo(last), development: last, production });
  return backupCheck({
    environment: 'production',
    pending,
    backup: observed(MADE),
    database: { database: 'shop', host: 'db.example.com:5432' },
    digest: SHA,
    now: NOW,
    maxAgeMs: 24 * HOUR,
    ...more,
  });
}

const made = (changes: Partial<MadeBackup>) => ({ backup: observed({ ...MADE, ...changes }) });
const told = (check: ReturnType<typeof asked>) => check.problems.map(({ text }) => text);
const SAID = 'The backup of shop on db.example.com:5432 of 2026-11-21T11:00:00.000Z';

describe('a backup before a migration that is not trivial [row 1.35]', () => {
  test('is there', () => {
    expect(asked()).toMatchObject({
      state: 'passed',
      evidence: [
        {
          text: `${SAID}, of 1024 bytes with the SHA-256 ${SHA}, is there as it was.`,
          where: 'backups/shop.dump',
        },
      ],
      problems: [],
    });
  });

  test('may lie elsewhere, as it was looked at when it was written down', () => {
    const check = asked({ ...made({ file: null }), digest: undefined });
    expect(check.state).toBe('passed');
    expect(check.evidence[0]?.text).toMatch(
      /was looked at when it was written down; it lies outside of the repository, and was not looked at again\.$/,
    );
  });

  test('that lay here and is gone is said to be', () => {
    const check = asked({ digest: undefined });
    expect(check.state).toBe('passed');
    expect(check.evidence).toEqual([
      {
        text: expect.stringMatching(
          /; its file is no longer seen here, and whether it was brought elsewhere is not known\.$/,
        ),
        where: 'backups/shop.dump',
      },
    ]);
  });

  test('is refused where nobody wrote one down, with how to', () => {
    const check = asked({ backup: observed(undefined), digest: undefined });
    expect(check.state).toBe('failed');
    expect(check.problems).toEqual([
      {
        kind: 'failed',
        text: 'No backup of production is written down, and c3 would need one.',
        where: null,
        path: null,
        next_step:
          'Make one with `pg_dump --format=custom --file FILE`, and write it down with `lockkeeper record backup FILE --environment production`.',
      },
    ]);
  });

  test.each<readonly [string, Partial<BackupQuestion>, string]>([
    [
      'another database',
      made({ database: 'other' }),
      'is not of the database that the release would migrate.',
    ],
    ['another server', made({ host: 'old:5432' }), 'is not of the database that the release would migrate.'],
    [
      'a database that was not seen',
      { database: undefined },
      'is not of the database that the release would migrate.',
    ],
    ['another file', { digest: 'cd'.repeat(32) }, 'is not the file that lies there now.'],
    ['yesterday', made({ made_at: '2026-11-20T11:59:59Z' }), 'is older than 1440 minutes.'],
    ['tomorrow', made({ made_at: '2026-11-22T12:00:00Z' }), 'says that it was made at no time that is past.'],
    ['no time', made({ made_at: 'soon' }), 'says that it was made at no time that is past.'],
  ])('is refused where it is of %s', (_, more, said) => {
    const check = asked(more);
    expect(check.state).toBe('failed');
    expect(told(check)).toEqual([expect.stringMatching(new RegExp(`${said.replaceAll('.', '\\.')}$`))]);
  });

  test('is as young as the policy says, to the second', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 5000 }), fc.integer({ min: 1, max: 5000 }), (age, most) => {
        const at = new Date(Date.parse(NOW) - age * 60_000).toISOString();
        const { state } = asked({ ...made({ made_at: at }), maxAgeMs: most * 60_000 });
        expect(state).toBe(age > most ? 'failed' : 'passed');
      }),
    );
  });

  test('may be ahead by as much as clocks differ', () => {
    expect(asked(made({ made_at: '2026-11-21T12:05:00Z' })).state).toBe('passed');
    expect(asked(made({ made_at: '2026-11-21T12:05:01Z' })).state).toBe('failed');
  });
});

describe('no backup', () => {
  test('is asked for where nothing is pending, or nothing that is not trivial', () => {
    const backup = observed(undefined);
    for (const place of [{ production: 'c3' }, { production: 'a1', last: 'b2' }])
      expect(asked({ backup }, place)).toMatchObject({
        state: 'not-asked',
        why: 'Nothing is pending that is not trivial.',
      });
  });

  test('is asked for where no database was to be looked at', () => {
    expect(asked({ pending: undefined })).toMatchObject({
      state: 'not-asked',
      why: 'The database that the release would migrate was not looked at.',
    });
  });

  test.each<readonly [Partial<BackupQuestion>, string]>([
    [
      { pending: unobserved('production is down') },
      'Whether a backup is needed is not known because production is down.',
    ],
    [
      { backup: unobserved('Entry 3 is missing') },
      'The audit log, which knows the backups, cannot be relied on: Entry 3 is missing.',
    ],
  ])('is proved where it cannot be seen: %#', (more, text) => {
    expect(asked(more).state).toBe('undetermined');
    expect(told(asked(more))).toEqual([text]);
  });
});

describe('the backups that the audit log knows', () => {
  function logOf(...events: readonly Partial<SaidEvent>[]) {
    return entriesOf(
      events.map((event) => ({
        ts: NOW,
        event: 'backup.made',
        actor: 'alice',
        env: 'production',
        data: { kind: 'pg_dump', ...MADE },
        ...event,
      })),
    );
  }

  test('are told by the last of an environment', () => {
    const other = { kind: 'pg_dump', ...MADE, bytes: 7 };
    expect(lastBackup(logOf({}, { data: other }), 'production')).toMatchObject({ bytes: 7 });
    expect(lastBackup(logOf({}, { data: other, env: 'staging' }), 'production')).toMatchObject(MADE);
    expect(lastBackup(logOf({}), 'Production')).toMatchObject(MADE);
    expect(lastBackup([], 'production')).toBeUndefined();
  });

  test.each([
    ['of another event', { event: 'deploy.done' }],
    ['of another environment', { env: 'staging' }],
    ['without a digest', { data: { ...MADE, sha256: undefined } }],
    ['with a size that is none', { data: { ...MADE, bytes: '1024' } }],
    ['without where it lies', { data: { ...MADE, file: undefined } }],
    ['without anything', { data: {} }],
  ])('are none %s', (_, event) => {
    const { data, ...rest } = { data: MADE, ...event };
    const said = Object.fromEntries(
      Object.entries({ kind: 'pg_dump', ...data }).filter(([, value]) => value !== undefined),
    );
    expect(lastBackup(logOf({ ...rest, data: said }), 'production')).toBeUndefined();
  });
});
