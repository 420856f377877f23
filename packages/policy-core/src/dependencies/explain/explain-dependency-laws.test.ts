import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { samplePair } from '../../testing/sample-pair.ts';
import type { PairExplanation } from './dependency-explanation.ts';
import { dependencyNames, explainDependency } from './explain-dependency.ts';

const NAMES = ['flask', 'Jinja2', 'zope.interface', 'typing_extensions'] as const;

const anyName = fc.constantFrom(...NAMES);
const anyMarker = fc.constantFrom(
  '',
  '; python_version < "3.9"',
  '; sys_platform == "win32"',
  '; platform_machine == "arm64"',
);
const anySourceLine = fc
  .tuple(anyName, fc.constantFrom('', '>=1', '==1.0', '<1', '[x]>=1'), anyMarker)
  .map((parts) => parts.join(''));
const anyLockLine = fc
  .tuple(anyName, fc.constantFrom('==1', '==2.0rc1'), fc.constantFrom(...NAMES, '-r requirements.txt', ''))
  .map(([name, version, via]) => `${name}${version}${via === '' ? '' : `\n    # via ${via}`}`);

function pairOf(source: readonly string[], lock: readonly string[], sync: object = { mode: 'compiled' }) {
  const text = (lines: readonly string[]) => lines.map((line) => `${line}\n`).join('');
  return samplePair({ 'requirements.txt': text(source), 'requirements.lock': text(lock) }, { sync });
}

const anyLines = fc.tuple(fc.array(anySourceLine, { maxLength: 6 }), fc.array(anyLockLine, { maxLength: 6 }));

/** `undefined`: no marker, or nobody can tell. */
function holdsOf(pair: PairExplanation | undefined): readonly (boolean | undefined)[] {
  return (pair?.asked ?? []).map(({ marker }) => marker?.holds ?? undefined);
}

describe('what is explained', () => {
  test('is every name there is, and no other', () => {
    fc.assert(
      fc.property(anyLines, ([source, lock]) => {
        const pair = pairOf(source, lock);
        for (const name of dependencyNames([pair])) {
          expect(explainDependency(name, [pair]).pairs).toHaveLength(1);
        }
        expect(explainDependency('another', [pair])).toMatchObject({ pairs: [], absent_from: ['backend'] });
      }),
    );
  });

  test('is the same however the name is spelled', () => {
    fc.assert(
      fc.property(anyLines, ([source, lock]) => {
        const pair = pairOf(source, lock);
        const usual = explainDependency('zope-interface', [pair]);
        expect(explainDependency('Zope.Interface', [pair])).toEqual(usual);
        expect(explainDependency('zope__interface', [pair])).toEqual(usual);
      }),
    );
  });

  test('counts each line that names it once', () => {
    fc.assert(
      fc.property(anyLines, ([source, lock]) => {
        const pair = pairOf(source, lock);
        const names = dependencyNames([pair]);
        const explained = names.flatMap((name) => explainDependency(name, [pair]).pairs);
        const asked = explained.reduce((sum, one) => sum + one.asked.length, 0);
        const locked = explained.reduce((sum, one) => sum + one.locked.length, 0);
        expect([asked, locked]).toEqual([source.length, lock.length]);
      }),
    );
  });

  test('holds every pin against every line that asks for versions, in their order', () => {
    fc.assert(
      fc.property(anyLines, ([source, lock]) => {
        const pair = pairOf(source, lock);
        for (const name of dependencyNames([pair])) {
          const [one] = explainDependency(name, [pair]).pairs;
          const lines = one?.asked.filter(({ specifier }) => specifier).map(({ line }) => line);
          for (const { meets } of one?.locked ?? []) {
            expect(meets.map(({ line }) => line)).toEqual(lines);
            expect(meets.every(({ satisfied, why_not: why }) => satisfied === (why === null))).toBe(true);
          }
        }
      }),
    );
  });

  test('knows more of markers where the Python is known, and says nothing else then', () => {
    fc.assert(
      fc.property(anyLines, ([source, lock]) => {
        const [some, all] = [
          pairOf(source, lock),
          pairOf(source, lock, { mode: 'compiled', python: '3.12' }),
        ];
        for (const name of dependencyNames([some])) {
          const [less] = explainDependency(name, [some]).pairs;
          const [more] = explainDependency(name, [all]).pairs;
          const told = holdsOf(less).map((holds, index) => holds ?? holdsOf(more)[index]);
          expect(holdsOf(more)).toEqual(told);
          expect(more?.required_by).toEqual(less?.required_by);
        }
      }),
    );
  });
});
