import { appendFileSync, mkdirSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { afterAll, beforeEach, describe, expect, test } from 'vitest';

import { removeTemporaryFolders, temporaryFolder } from '../testing/temporary-repository.ts';
import { createSessionStore, type SessionStore } from './session-store.ts';

let folder: string;
let index: string;
let store: SessionStore;
beforeEach(() => {
  folder = path.join(temporaryFolder(), 'state');
  index = path.join(temporaryFolder(), 'index');
  writeFileSync(index, 'bytes');
  store = createSessionStore(folder);
});
afterAll(removeTemporaryFolders);

const keep = (text = 'begun') => store.keep('one', { text, files: { 'index-0': index } });
const placeOfOne = () => {
  const sessions = path.join(folder, 'sessions');
  return path.join(sessions, readdirSync(sessions)[0] ?? '');
};

describe('what a session began with', () => {
  test('is there as it was kept, and another session has none', async () => {
    await keep();
    expect(await store.load('one')).toMatchObject({ kind: 'found', text: 'begun' });
    expect(await store.load('two')).toEqual({ kind: 'missing' });
    expect(await createSessionStore(path.join(folder, 'nowhere')).load('one')).toEqual({ kind: 'missing' });
  });

  test('is kept once', async () => {
    await keep();
    await keep('later');
    await Promise.all([keep('at once'), keep('at once')]);
    expect(await store.load('one')).toMatchObject({ text: 'begun' });
  });

  test.each([
    ['a text of it that was changed', () => appendFileSync(path.join(placeOfOne(), 'session.json'), ' ')],
    ['a seal that was changed', () => writeFileSync(path.join(placeOfOne(), 'seal'), 'x')],
    ['a file of it that was changed', () => appendFileSync(path.join(placeOfOne(), 'index-0'), ' ')],
    ['a file of it that is gone', () => rmSync(path.join(placeOfOne(), 'index-0'))],
    ['a seal that is gone', () => rmSync(path.join(placeOfOne(), 'seal'))],
    ['a key that is another one', () => rmSync(path.join(folder, 'session-key'))],
  ])('shows %s', async (_, alter) => {
    await keep();
    alter();
    expect(await store.load('one')).toEqual({ kind: 'altered' });
  });

  test('is taken away after a month', async () => {
    await keep();
    const old = path.join(folder, 'sessions', 'old');
    mkdirSync(old);
    utimesSync(old, 1, 1);
    await store.keep('two', { text: '', files: {} });
    expect(readdirSync(path.join(folder, 'sessions'))).toHaveLength(2);
  });
});
