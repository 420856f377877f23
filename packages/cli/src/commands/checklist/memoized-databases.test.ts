import type { Databases } from '@lockkeeper/operations/ports';
import { expect, test } from 'vitest';

import { memoizeDatabases } from './memoized-databases.ts';

test('a database is looked at once, however many ask, and another one by itself', async () => {
  const asked: string[] = [];
  const databases: Databases = memoizeDatabases({
    look: ({ variable }) => {
      asked.push(variable);
      return Promise.resolve({ kind: 'unseen', why: { kind: 'unset', reason: `${variable} is not set` } });
    },
  });
  const [one, same] = await Promise.all([
    databases.look({ variable: 'DATABASE_URL', schemas: undefined }),
    databases.look({ variable: 'DATABASE_URL', schemas: undefined }),
  ]);
  expect(one).toBe(same);
  await databases.look({ variable: 'DATABASE_URL_PROD', schemas: undefined });
  await databases.look({ variable: 'DATABASE_URL', schemas: ['shop'] });
  expect(asked).toEqual(['DATABASE_URL', 'DATABASE_URL_PROD', 'DATABASE_URL']);
});
