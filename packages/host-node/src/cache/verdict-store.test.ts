import { mkdirSync, readdirSync, readFileSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';

import { removeTemporaryFolders, temporaryFolder } from '../testing/temporary-repository.ts';
import { createVerdictStore } from './verdict-store.ts';

afterAll(removeTemporaryFolders);

function place() {
  const folder = path.join(temporaryFolder(), 'cache', 'lockkeeper');
  const store = (engine = 'e1') => createVerdictStore({ folder, engine });
  const files = () => readdirSync(folder).map((name) => path.join(folder, name));
  return { folder, store, files };
}

describe('Verdicts that are kept', () => {
  test('are there in the next run, for the same inputs only', () => {
    const { store } = place();
    store().set('a', { verdict: 'fail' });
    store().set('b', { verdict: 'pass' });
    expect(['a', 'b', 'a '].map((inputs) => store().get(inputs))).toEqual([
      { verdict: 'fail' },
      { verdict: 'pass' },
      undefined,
    ]);
  });

  test('are those of the same program only', () => {
    const { store } = place();
    store().set('a', {});
    expect(store('e2').get('a')).toBeUndefined();
  });

  test('come back as they were, whatever is in them', () => {
    const { store } = place();
    fc.assert(
      fc.property(fc.string(), fc.dictionary(fc.string(), fc.jsonValue()), (inputs, report) => {
        store().set(inputs, report);
        expect(JSON.stringify(store().get(inputs))).toBe(JSON.stringify(report));
      }),
    );
  });

  test('are none once a byte of them is another', () => {
    const { store, files } = place();
    store().set('a', { verdict: 'fail' });
    const [file = ''] = files();
    const whole = readFileSync(file);
    for (let at = 0; at < whole.length; at += 1) {
      const damaged = Buffer.from(whole);
      damaged[at] = (damaged[at] ?? 0) ^ 1;
      writeFileSync(file, damaged);
      expect(store().get('a')).toBeUndefined();
      writeFileSync(file, whole.subarray(0, at));
      expect(store().get('a')).toBeUndefined();
    }
  });

  test('are for their owner alone', () => {
    const { folder, store, files } = place();
    store().set('a', {});
    expect(statSync(folder).mode & 0o077).toBe(0);
    expect(files().map((file) => statSync(file).mode & 0o077)).toEqual([0]);
  });

  test('are a few, the newest', () => {
    const { store, files } = place();
    for (let index = 0; index < 20; index += 1) {
      store().set(`${index}`, { index });
      for (const file of files()) {
        const { mtimeMs } = statSync(file);
        utimesSync(file, mtimeMs / 1000 - 10, mtimeMs / 1000 - 10);
      }
    }
    expect(files()).toHaveLength(16);
    expect(store().get('3')).toBeUndefined();
    expect(store().get('4')).toEqual({ index: 4 });
  });

  test('are none of those too long to be worth it', () => {
    const { store } = place();
    store().set('a', { text: 'x'.repeat(17 * 1024 * 1024) });
    expect(store().get('a')).toBeUndefined();
  });

  test('are missed by nobody where nothing can be written', () => {
    const folder = temporaryFolder();
    writeFileSync(path.join(folder, 'cache'), 'a file');
    const store = createVerdictStore({ folder: path.join(folder, 'cache'), engine: 'e1' });
    store.set('a', {});
    expect(store.get('a')).toBeUndefined();
    mkdirSync(path.join(folder, 'other'));
    expect(createVerdictStore({ folder: path.join(folder, 'other'), engine: 'e1' }).get('a')).toBeUndefined();
  });
});
