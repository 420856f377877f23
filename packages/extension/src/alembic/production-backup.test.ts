import { expect, test } from 'vitest';

import { backupEvidence } from './production-backup.ts';

const NOW = new Date('2026-11-22T12:00:00Z');

test('a young backup of the database is one to come back to [row 4.47]', () => {
  expect(asked({ log: logOf(['shop', '2026-11-21T10:00:00Z'], ['shop', '2026-11-22T10:00:00Z']) })).toEqual({
    isThere: true,
    text: 'The audit log has the backup of 2026-11-22T10:00:00Z: sha256 of 2026-11-22T10:00:00Z.',
  });
});

test.each([
  ['none', logOf()],
  ['one of another database', logOf(['shop_test', '2026-11-22T10:00:00Z'])],
  ['nothing that can be read', 'no JSON'],
  ['an entry of something else', JSON.stringify({ entries: [{ event: 'deploy.done', data: {} }] })],
])('where the log knows %s there is none', (_what, log) => {
  expect(asked({ log })).toEqual({
    isThere: false,
    text: 'The audit log has no backup of shop. Make one with `pg_dump`, and record it with `lockkeeper record backup`.',
  });
});

test.each(['2026-11-20T10:00:00Z', '2026-11-22T13:00:00Z', 'yesterday'])(
  'one of %s is no backup to come back to',
  (at) => {
    expect(asked({ log: logOf(['shop', at]) })).toEqual({
      isThere: false,
      text: `The last recorded backup is of ${at}. Make a new one, and record it.`,
    });
  },
);

test('a log that somebody changed knows nothing', () => {
  const evidence = asked({ log: logOf(['shop', '2026-11-22T10:00:00Z']), isWhole: false });
  expect(evidence.isThere).toBe(false);
  expect(evidence.text).toContain('`lockkeeper audit verify`');
});

function asked(more: { readonly log: string; readonly isWhole?: boolean }) {
  return backupEvidence({ isWhole: true, database: 'shop', maxAgeMs: 24 * 3_600_000, now: NOW, ...more });
}

function logOf(...backups: readonly (readonly [database: string, madeAt: string])[]): string {
  const entries = backups.map(([database, made_at]) => ({
    event: 'backup.made',
    data: { database, made_at, sha256: `sha256 of ${made_at}` },
  }));
  return JSON.stringify({ schema_version: 1, entries });
}
