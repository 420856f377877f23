import { mkdirSync, readdirSync, readFileSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';

import { removeTemporaryFolders, temporaryFolder } from '../testing/temporary-repository.ts';
import { createOutcomeStore } from './outcome-store.ts';

afterAll(removeTemporaryFolders);

function place() {
  const folder = path.join(temporaryFolder(), 'cache', 'lockkeeper');
  const open = (context = 'p', engine = 'e1') => {
    const kept = createOutcomeStore({ folder, engine })(context);
    if (kept === undefined) throw new Error('Nothing is kept.');
    return kept;
  };
  const files = () => readdirSync(folder).map((name) => path.join(folder, name));
  return { folder, open, files };
}

const ENTRIES = new Map([
  ['a1', '{"said":[]}'],
  ['b2', '{"said":["x y"]}'],
]);

describe('Outcomes that are kept', () => {
  test('are there in the next run, each under its digest', () => {
    const { open } = place();
    open().replace(ENTRIES);
    expect(['a1', 'b2', 'c3'].map((digest) => open().get(digest))).toEqual([...ENTRIES.values(), undefined]);
  });

  test('are those that the last run met', () => {
    const { open } = place();
    open().replace(ENTRIES);
    open().replace(new Map([['c3', '3']]));
    expect(['a1', 'c3'].map((digest) => open().get(digest))).toEqual([undefined, '3']);
  });

  test.each([
    ['another policy', 'q', 'e1'],
    ['another program', 'p', 'e2'],
  ])('are none under %s', (_, context, engine) => {
    const { open } = place();
    open().replace(ENTRIES);
    expect(open(context, engine).get('a1')).toBeUndefined();
  });

  test('come back as they were, whatever is in them', () => {
    const { open } = place();
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (said) => {
        const text = JSON.stringify(said);
        open().replace(new Map([[open().digest(text), text]]));
        expect(open().get(open().digest(text))).toBe(text);
      }),
    );
  });

  test('are none once a byte of them is another, or missing', () => {
    const { open, files } = place();
    open().replace(ENTRIES);
    const [file = ''] = files();
    const whole = readFileSync(file);
    for (let at = 0; at < whole.length; at += 1) {
      const damaged = Buffer.from(whole);
      damaged[at] = (damaged[at] ?? 0) ^ 1;
      writeFileSync(file, damaged);
      expect(open().get('a1')).toBeUndefined();
      writeFileSync(file, whole.subarray(0, at));
      expect(open().get('a1')).toBeUndefined();
    }
  });

  test('are those of one of two programs that end at once, whole', () => {
    const { open } = place();
    const [one, other] = [open(), open()];
    one.replace(ENTRIES);
    other.replace(new Map([['c3', '3']]));
    expect(open().get('c3')).toBe('3');
    // What a program had read stays as it was.
    expect(one.get('c3')).toBeUndefined();
  });

  test('are for their owner alone', () => {
    const { folder, open, files } = place();
    open().replace(ENTRIES);
    expect(statSync(folder).mode & 0o077).toBe(0);
    expect(files().map((file) => statSync(file).mode & 0o077)).toEqual([0]);
  });

  test('are of a few policies, the newest', () => {
    const { open, files } = place();
    for (let index = 0; index < 20; index += 1) {
      open(`${index}`).replace(ENTRIES);
      for (const file of files()) {
        const { mtimeMs } = statSync(file);
        utimesSync(file, mtimeMs / 1000 - 10, mtimeMs / 1000 - 10);
      }
    }
    expect(files()).toHaveLength(16);
    expect(open('3').get('a1')).toBeUndefined();
    expect(open('4').get('a1')).toBeDefined();
  });

  test('are none of those too long to be worth it', () => {
    const { open } = place();
    open().replace(new Map([['a1', 'x'.repeat(33 * 1024 * 1024)]]));
    expect(open().get('a1')).toBeUndefined();
  });

  test('are missed by nobody where nothing can be written', () => {
    const folder = temporaryFolder();
    writeFileSync(path.join(folder, 'cache'), 'a file');
    const kept = createOutcomeStore({ folder: path.join(folder, 'cache'), engine: 'e1' })('p');
    kept?.replace(ENTRIES);
    expect(kept?.get('a1')).toBeUndefined();
    mkdirSync(path.join(folder, 'other'));
    const other = createOutcomeStore({ folder: path.join(folder, 'other'), engine: 'e1' })('p');
    expect(other?.get('a1')).toBeUndefined();
  });
});
