import { expect, test } from 'vitest';

import { createConnections } from './connections.ts';

const ADDRESS = 'postgresql://ana:secret@db/shop';

test('an address is kept as a secret, and only its name is noted', async () => {
  const { shop, secrets, notes } = places();
  await shop.keep('DATABASE_URL', ADDRESS);
  expect(await shop.addressOf('DATABASE_URL')).toBe(ADDRESS);
  expect(shop.kept()).toEqual(['DATABASE_URL']);
  expect([...secrets.values()]).toEqual([ADDRESS]);
  expect(JSON.stringify([...notes])).not.toContain('secret');
});

test('a program is given the variables it asks for and has, and no other', async () => {
  const { shop } = places();
  await shop.keep('DATABASE_URL', ADDRESS);
  await shop.keep('DATABASE_URL_PROD', 'postgresql://db/live');
  expect(await shop.environment(['DATABASE_URL', 'REDIS_URL'])).toEqual({ DATABASE_URL: ADDRESS });
});

test('each repository has its own', async () => {
  const { shop, quay } = places();
  await shop.keep('DATABASE_URL', ADDRESS);
  expect(await quay.addressOf('DATABASE_URL')).toBeUndefined();
  expect(quay.kept()).toEqual([]);
});

test('what is forgotten is gone', async () => {
  const { shop, secrets } = places();
  await shop.keep('DATABASE_URL', ADDRESS);
  await shop.forget('DATABASE_URL');
  expect([shop.kept(), [...secrets.values()]]).toEqual([[], []]);
  expect(await shop.environment(['DATABASE_URL'])).toEqual({});
});

function places() {
  const secrets = new Map<string, string>();
  const notes = new Map<string, string>();
  const kept = {
    secrets: {
      get: async (key: string) => secrets.get(key),
      store: async (key: string, value: string) => void secrets.set(key, value),
      delete: async (key: string) => void secrets.delete(key),
    },
    notes: {
      get: <T>(key: string, otherwise: T): T => {
        const noted = notes.get(key);
        return noted === undefined ? otherwise : JSON.parse(noted);
      },
      update: async (key: string, value: unknown) => void notes.set(key, JSON.stringify(value)),
    },
  };
  const shop = createConnections('file:///shop', kept);
  return { shop, quay: createConnections('file:///quay', kept), secrets, notes };
}
