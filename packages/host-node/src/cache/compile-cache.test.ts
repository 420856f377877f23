import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';

import { afterAll, describe, expect, test } from 'vitest';

import { removeTemporaryFolders, temporaryFolder } from '../testing/temporary-repository.ts';
import { encodeCompiledCode, intactParts, readCompiledCode } from './compiled-code.ts';
import { createCompileCache, type CompileCacheOptions, type CompileCache } from './compile-cache.ts';

afterAll(removeTemporaryFolders);

const SAMPLE = {
  'first.cjs': 'const two = require("./second.cjs"); exports.sum = (a, b) => two.add(a, b);',
  'second.cjs': 'exports.add = (a, b) => a + b;',
};

describe('parts of the program', () => {
  test('export what they export, and are run once', () => {
    const { load } = program({
      'a.cjs': 'exports.count = (exports.count ?? 0) + 1; exports.b = require("./b.cjs");',
      'b.cjs': 'module.exports = [require("./a.cjs").count];',
    });
    const first = load('a.cjs');
    expect(first).toEqual({ count: 1, b: [1] });
    expect(load('a.cjs')).toBe(first);
  });

  test('see what Node shows a CommonJS module', () => {
    const places = made({ 'a.cjs': 'module.exports = [__filename, __dirname, require("node:path").sep];' });
    expect(createCompileCache(places).load('a.cjs')).toEqual([
      path.join(places.folder, 'a.cjs'),
      places.folder,
      path.sep,
    ]);
  });

  test('reach files beside their folder as Node does', () => {
    const places = made({ 'a.cjs': 'module.exports = require("../entry.cjs").name;' });
    writeFileSync(path.join(places.folder, '../entry.cjs'), 'exports.name = "entry";');
    expect(createCompileCache(places).load('a.cjs')).toBe('entry');
  });

  test('load others later, when they need them', async () => {
    const { load } = program({
      'a.cjs': 'exports.later = () => Promise.resolve().then(() => require("./b.cjs"));',
      'b.cjs': 'exports.name = "b";',
    });
    const { later } = load('a.cjs') as { later: () => Promise<unknown> };
    expect(await later()).toEqual({ name: 'b' });
  });

  test('are missing with an error, as is one that cannot be compiled', () => {
    const { load } = program({ 'a.cjs': 'require("./gone.cjs")', 'b.cjs': 'const = 1;' });
    expect(() => load('a.cjs')).toThrow('gone.cjs');
    expect(() => load('b.cjs')).toThrow(SyntaxError);
  });
});

describe('what an earlier run compiled', () => {
  test('is kept by the name of each part that was loaded', () => {
    const places = made(SAMPLE);
    run(places);
    expect([...intactParts(readCompiledCode(places.kept)).keys()]).toEqual(['first.cjs', 'second.cjs']);
    expect(readdirSync(path.dirname(places.kept))).toEqual([path.basename(places.kept)]);
  });

  test('is taken, and then not written again', () => {
    const places = made(SAMPLE);
    run(places);
    const before = statSync(places.kept, { bigint: true });
    expect(sumOf(run(places))).toBe(3);
    const after = statSync(places.kept, { bigint: true });
    expect([after.ino, after.mtimeNs]).toEqual([before.ino, before.mtimeNs]);
  });

  test('does not count for another text, not even one of the same length', () => {
    const places = made(SAMPLE);
    run(places);
    writeFileSync(path.join(places.folder, 'second.cjs'), SAMPLE['second.cjs'].replace('a + b', 'a - b'));
    expect(sumOf(run(places))).toBe(-1);
    expect(sumOf(run(places))).toBe(-1);
  });

  test('does not count where it is damaged, and is replaced then', () => {
    const places = made(SAMPLE);
    run(places);
    const whole = readFileSync(places.kept);
    writeFileSync(places.kept, whole.fill(0, whole.length - 300));
    expect(sumOf(run(places))).toBe(3);
    expect(intactParts(readCompiledCode(places.kept)).size).toBe(2);
  });

  test('does not count where it is no code of this V8', () => {
    const places = made(SAMPLE);
    run(places);
    const foreign = [...intactParts(readCompiledCode(places.kept))].map(
      ([name, part]) => [name, { ...part, code: Buffer.alloc(part.code.length, 7) }] as const,
    );
    writeFileSync(places.kept, encodeCompiledCode(new Map(foreign)));
    expect(sumOf(run(places))).toBe(3);
  });

  test('is added to where a run loads more, and forgotten of parts that are gone', () => {
    const places = made({ ...SAMPLE, 'third.cjs': 'exports.name = 3;' });
    run(places);
    const more = createCompileCache(places);
    more.load('third.cjs');
    more.keep();
    expect([...intactParts(readCompiledCode(places.kept)).keys()]).toEqual([
      'first.cjs',
      'second.cjs',
      'third.cjs',
    ]);
    rmSync(path.join(places.folder, 'third.cjs'));
    writeFileSync(path.join(places.folder, 'first.cjs'), `${SAMPLE['first.cjs']} // changed`);
    run(places);
    expect([...intactParts(readCompiledCode(places.kept)).keys()]).toEqual(['first.cjs', 'second.cjs']);
  });

  test('is not kept where this run may not', () => {
    const places = made(SAMPLE);
    expect(sumOf(run({ ...places, mayKeep: false }))).toBe(3);
    expect(existsSync(places.kept)).toBe(false);
  });

  test('is not kept where nothing can be written, without a word', () => {
    const inTheWay = made(SAMPLE);
    writeFileSync(path.dirname(inTheWay.kept), 'a file');
    expect(sumOf(run(inTheWay))).toBe(3);

    const folderOfThatName = made(SAMPLE);
    mkdirSync(folderOfThatName.kept, { recursive: true });
    expect(sumOf(run(folderOfThatName))).toBe(3);
    expect(readdirSync(path.dirname(folderOfThatName.kept))).toEqual([path.basename(folderOfThatName.kept)]);

    const closed = made(SAMPLE);
    mkdirSync(path.dirname(closed.kept));
    chmodSync(path.dirname(closed.kept), 0o500);
    expect(sumOf(run(closed))).toBe(3);
  });
});

function program(files: Readonly<Record<string, string>>): CompileCache {
  return createCompileCache(made(files));
}

function made(files: Readonly<Record<string, string>>): CompileCacheOptions {
  const around = temporaryFolder();
  const folder = path.join(around, 'chunks');
  mkdirSync(folder);
  for (const [name, text] of Object.entries(files)) writeFileSync(path.join(folder, name), text);
  return { folder, kept: path.join(around, 'compiled/code'), mayKeep: true };
}

/** What the first part exports, after a run that loads it and keeps what it can. */
function run(places: CompileCacheOptions): { readonly sum: (a: number, b: number) => number } {
  const parts = createCompileCache(places);
  const first = parts.load('first.cjs') as { sum: (a: number, b: number) => number };
  first.sum(1, 2);
  parts.keep();
  return first;
}

function sumOf({ sum }: ReturnType<typeof run>): number {
  return sum(1, 2);
}
