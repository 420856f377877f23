import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { policyOf } from '../../testing/any-repository.ts';
import { confusableSkeleton } from '../../model/confusable-path.ts';
import {
  anyProtectionIn,
  protectingLine,
  protectingLineIn,
  protectionsOf,
  writtenIn,
} from './path-protection.ts';
import { foldPath } from '../../paths/facts/path-folding.ts';

const policy = policyOf({
  protected: [
    { id: 'core', paths: ['core/**', 'app/payments**'], except: ['core/docs/**'], require: { label: 'ok' } },
    { id: 'keys', paths: ['**/*.key'], require: { label: 'ok' } },
  ],
  change_scope: {
    deny: { paths: ['migrations/'] },
    machine_owned: [
      { paths: ['generated/**'], writers: ['ci'] },
      { paths: ['docs/api.json'], writers: ['ci'] },
    ],
  },
  dependencies: [
    { id: 'odd', source: 'a*/r[1]{2}!.txt', lock: 'a*/r.lock' },
    { id: 'web', source: 'web/r.txt', lock: 'web/r.lock' },
  ],
});
const guards = protectionsOf(policy);
const namesOver = (path: string) =>
  guards.filter((guard) => protectingLine(guard, path) !== undefined).map(({ name }) => name);

describe('the guards of a policy', () => {
  test('are named so that a sentence can end in them', () => {
    expect(guards.map(({ kind, name }) => `${kind}: it belongs to ${name}.`)).toEqual([
      'section: it belongs to section core.',
      'section: it belongs to section keys.',
      'self: it belongs to what enforces the policy.',
      'scope: it belongs to what the change scope denies.',
      'machine: it belongs to what only machines write.',
      'dependencies: it belongs to the dependencies odd.',
      'dependencies: it belongs to the dependencies web.',
    ]);
  });

  test('know the line that each pattern stands on', () => {
    for (const { lines } of guards)
      for (const { pattern, at } of lines) {
        expect(pattern.text).not.toBe('');
        expect(at.path).toBe('lockkeeper.json');
      }
  });

  test('take the files of a pair for themselves, whatever signs their names hold', () => {
    expect(namesOver('a*/r[1]{2}!.txt')).toEqual(['the dependencies odd']);
    expect(namesOver('a*/r.lock')).toEqual(['the dependencies odd']);
    expect(namesOver('ab/r.lock')).toEqual([]);
    expect(namesOver('a*/r1.txt')).toEqual([]);
  });

  test('may be several over one path', () => {
    expect(namesOver('core/a.key')).toEqual(['section core', 'section keys']);
    expect(namesOver('core/docs/a.key')).toEqual(['section keys']);
    expect(namesOver('generated/a.key')).toEqual(['section keys', 'what only machines write']);
  });

  test('answer with the first line that covers a path', () => {
    const [core] = guards;
    if (core === undefined) throw new Error('The policy of this test has sections.');
    expect(protectingLine(core, 'app/payments_v2/a.py')?.pattern.text).toBe('app/payments**');
    expect(protectingLine(core, 'app/pay.py')).toBeUndefined();
  });
});

describe('a guard where paths of one form count as one', () => {
  const name = fc.constantFrom(
    'core',
    'CORE',
    'соге',
    'docs',
    'a.key',
    'a.KEY',
    'migrations',
    'web',
    'r.txt',
    'R.TXT',
    'x',
  );
  const anyPath = fc.array(name, { minLength: 1, maxLength: 3 }).map((names) => names.join('/'));

  test('is over every path that it is over as it is spelt', () => {
    fc.assert(
      fc.property(anyPath, (path) => {
        const written = writtenIn(foldPath, path);
        for (const guard of guards)
          if (protectingLine(guard, path) !== undefined)
            expect(protectingLineIn(guard, written)?.pattern.text).toBe(
              protectingLine(guard, path)?.pattern.text,
            );
      }),
    );
  });

  test('is over no path of a form that no guard knows', () => {
    fc.assert(
      fc.property(anyPath, fc.constantFrom(foldPath, foldedLooks), (path, form) => {
        const written = writtenIn(form, path);
        const isOver = guards.some((guard) => protectingLineIn(guard, written) !== undefined);
        if (isOver) expect(anyProtectionIn(form, guards)(written.written)).toBe(true);
      }),
    );
  });

  test('is over two spellings of a path or over none, where nothing is excepted', () => {
    const plain = guards.filter(({ except }) => except.length === 0);
    fc.assert(
      fc.property(anyPath, (path) => {
        const names = (spelt: string) =>
          plain
            .filter((guard) => protectingLineIn(guard, writtenIn(foldPath, spelt)) !== undefined)
            .map((guard) => guard.name);
        expect(names(path.toUpperCase())).toEqual(names(path));
        expect(names(path.toLowerCase())).toEqual(names(path));
      }),
    );
  });

  test('says the same each time', () => {
    const [core] = guards;
    if (core === undefined) throw new Error('The policy of this test has sections.');
    const lines = [1, 2, 3].map(() => protectingLineIn(core, writtenIn(foldPath, 'CORE/A.py')));
    expect(lines).toEqual([core.lines[0], core.lines[0], core.lines[0]]);
  });

  test('leaves free what is excepted as it is spelt, and nothing that only looks so', () => {
    const [core] = guards;
    if (core === undefined) throw new Error('The policy of this test has sections.');
    const isOver = (path: string) => protectingLineIn(core, writtenIn(foldPath, path)) !== undefined;
    expect(isOver('core/docs/a.md')).toBe(false);
    expect(isOver('core/Docs/a.md')).toBe(true);
    expect(isOver('Core/docs/a.md')).toBe(true);
  });
});

function foldedLooks(path: string): string {
  return foldPath(confusableSkeleton(path));
}
