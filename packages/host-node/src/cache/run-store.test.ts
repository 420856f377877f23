import { mkdirSync, readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';

import { removeTemporaryFolders, temporaryFolder } from '../testing/temporary-repository.ts';
import { createRunStore } from './run-store.ts';

afterAll(removeTemporaryFolders);

function place() {
  const folder = path.join(temporaryFolder(), 'cache', 'lockkeeper');
  const store = (engine = 'e1') => createRunStore({ folder, engine });
  const files = () => readdirSync(folder).map((name) => path.join(folder, name));
  return { folder, store, files };
}

const RUN = { record: { files: [['a', '1']] }, texts: ['{ "a": ', ' }\n'] };

describe('Runs that are kept', () => {
  test('are there in the next run, for what was asked only', () => {
    const { store } = place();
    store().set('a', RUN);
    expect(['a', 'b', ''].map((inputs) => store().get(inputs))).toEqual([RUN, undefined, undefined]);
  });

  test('are those of the same program only', () => {
    const { store } = place();
    store().set('a', RUN);
    expect(store('e2').get('a')).toBeUndefined();
  });

  test('come back as they were, whatever is in them', () => {
    const { store } = place();
    const texts = fc.array(fc.string({ unit: 'grapheme' }));
    fc.assert(
      fc.property(fc.string(), fc.jsonValue(), texts, (inputs, value, said) => {
        const record = JSON.parse(JSON.stringify(value));
        store().set(inputs, { record, texts: said });
        expect(store().get(inputs)).toEqual({ record, texts: said });
      }),
    );
  });

  test('are none once a byte of them is another', () => {
    const { store, files } = place();
    store().set('a', RUN);
    const [file = ''] = files();
    const bytes = readFileSync(file);
    for (let index = 0; index < bytes.length; index += 1) {
      const damaged = Buffer.from(bytes);
      damaged[index] = (bytes[index] ?? 0) ^ 1;
      writeFileSync(file, damaged);
      expect(store().get('a')).toBeUndefined();
    }
    for (let length = 0; length < bytes.length; length += 1) {
      writeFileSync(file, bytes.subarray(0, length));
      expect(store().get('a')).toBeUndefined();
    }
  });

  test('are the newest, and what else lies there stays', () => {
    const { folder, store, files } = place();
    mkdirSync(folder, { recursive: true });
    for (const name of ['verdict-e1-1', 'readings-e1']) writeFileSync(path.join(folder, name), '');
    for (let count = 0; count < 20; count += 1) {
      store().set(String(count), RUN);
      for (const file of files().filter((name) => name.includes('run-'))) utimesSync(file, count, count);
    }
    expect(files().filter((name) => path.basename(name).startsWith('run-'))).toHaveLength(16);
    expect(readdirSync(folder)).toContain('readings-e1');
    expect(readdirSync(folder)).toContain('verdict-e1-1');
  });

  test('are none where the folder cannot be written, and nobody is told', () => {
    const file = path.join(temporaryFolder(), 'file');
    writeFileSync(file, '');
    const store = createRunStore({ folder: file, engine: 'e1' });
    store.set('a', RUN);
    expect(store.get('a')).toBeUndefined();
  });
});
