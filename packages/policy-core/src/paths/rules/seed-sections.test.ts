import { describe, expect, test } from 'vitest';

import { checkerFor } from '../../checker/checker.ts';
import { loadPolicy } from '../../checker/load-policy.ts';
import { PULL_REQUEST, trustedLabel } from '../../testing/sample-approval.ts';

/** The protected paths of the first policies (documents 0 and 1), each with what it must and must not cover. */
const ROWS = [
  {
    row: '0.12',
    pattern: 'backend/app/core/security.py',
    inside: ['backend/app/core/security.py'],
    outside: ['backend/app/core/security.pyi', 'app/core/security.py'],
  },
  {
    row: '0.13',
    pattern: 'backend/app/core/encryption.py',
    inside: ['backend/app/core/encryption.py'],
    outside: ['backend/app/core/encryption_test.py'],
  },
  {
    row: '0.14',
    pattern: 'backend/app/core/auth.py',
    inside: ['backend/app/core/auth.py'],
    outside: ['backend/app/core/auth_test.py'],
  },
  {
    row: '0.15',
    pattern: 'backend/app/db/migrations/',
    inside: [
      'backend/app/db/migrations',
      'backend/app/db/migrations/001.sql',
      'backend/app/db/migrations/a/.hidden',
    ],
    outside: ['backend/app/db/migrations.md'],
  },
  {
    row: '0.16',
    pattern: 'backend/app/services/payments**',
    inside: [
      'backend/app/services/payments.py',
      'backend/app/services/payments_v2/x.py',
      'backend/app/services/payments',
    ],
    outside: ['backend/app/services/pay.py', 'backend/app/payments.py'],
  },
  {
    row: '0.17',
    pattern: 'backend/app/guardian/**',
    inside: ['backend/app/guardian/rules/a.py', 'backend/app/guardian'],
    outside: ['backend/app/guardians/a.py'],
  },
  {
    row: '1.06',
    pattern: 'backend/app/core/**',
    inside: ['backend/app/core/.env', 'backend/app/core/a/b/c.py', 'backend/app/core'],
    outside: ['backend/app/core2/a.py', 'x/backend/app/core/a.py'],
  },
  {
    row: '1.07',
    pattern: 'backend/app/security/**',
    inside: ['backend/app/security/keys.py'],
    outside: ['backend/app/security.py'],
  },
  {
    row: '1.08',
    pattern: 'backend/app/database/**',
    inside: ['backend/app/database/session.py'],
    outside: ['backend/app/databases/session.py'],
  },
  {
    row: '1.09',
    pattern: 'backend/app/services/payments**',
    inside: ['backend/app/services/payments/stripe.py', 'backend/app/services/payments_stripe.py'],
    outside: ['backend/app/services/stripe/payments.py'],
  },
  {
    row: '1.10',
    pattern: 'backend/app/guardian/**',
    inside: ['backend/app/guardian/__init__.py'],
    outside: ['backend/app/guardian.py'],
  },
  {
    row: '1.11',
    pattern: 'backend/app/db/migrations/**',
    inside: ['backend/app/db/migrations/versions/001.sql', 'backend/app/db/migrations'],
    outside: ['backend/app/db/migrations_old/001.sql'],
  },
];

const STATUSES = ['added', 'modified', 'deleted', 'type-changed'] as const;

describe.each(ROWS)('$pattern [row $row]', ({ pattern, inside, outside }) => {
  const text = JSON.stringify({
    version: 1,
    protected: [{ id: 'core', paths: [pattern], require: { label: 'approved-core-change' } }],
  });
  const checker = checkerFor(loadPolicy({ path: 'lockkeeper.json', text }), undefined);
  const verdict = (
    path: string,
    status: (typeof STATUSES)[number],
    labels: Parameters<typeof checker.checkChange>[0]['labels'],
  ) =>
    checker.checkChange(
      {
        changes: [{ path, status }],
        commits: [],
        folders: foldersAbove(path),
        pullRequest: PULL_REQUEST,
        ...(labels ? { labels } : {}),
      },
      { stage: 'ci' },
    ).verdict;

  test.each(inside)('%s needs the label, whatever is done to it', (path) => {
    expect(STATUSES.map((status) => verdict(path, status, []))).toEqual(STATUSES.map(() => 'fail'));
  });

  test.each(inside)('%s passes with the label of someone who may approve', (path) => {
    const label = trustedLabel('approved-core-change');
    expect(verdict(path, 'modified', [label])).toBe('pass');
  });

  test.each(outside)('%s is free', (path) => {
    expect(STATUSES.map((status) => verdict(path, status, []))).toEqual(STATUSES.map(() => 'pass'));
  });
});

/** Nothing lies beside the path, so that nothing is like it but for its case. */
function foldersAbove(path: string): Readonly<Record<string, readonly []>> {
  const parts = path.split('/');
  return Object.fromEntries(parts.map((_part, index) => [parts.slice(0, index).join('/'), []]));
}
