import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { applyFixes } from '../model/apply-edits.ts';
import { checkerFor } from './checker.ts';
import type { Finding } from '../model/finding.ts';
import type { Fix } from '../model/fix.ts';
import type { Report } from '../engine/report.ts';
import { anyRequirementsText, policyOf } from '../testing/any-repository.ts';

type Texts = Readonly<Record<string, string>>;

const SOURCE = 'r.txt';
const LOCK = 'r.lock';
const checker = checkerFor(
  policyOf({ dependencies: [{ id: 'api', source: SOURCE, lock: LOCK }] }),
  undefined,
);

/** With and without a byte order mark, which pip skips and editors hide. */
const anyText = fc
  .tuple(fc.constantFrom('', '', '\uFEFF'), anyRequirementsText)
  .map((parts) => parts.join(''));
const anyPair: fc.Arbitrary<Texts> = fc.record({ [SOURCE]: anyText, [LOCK]: anyText });

describe('safe fixes, applied until none is left', () => {
  test('come to an end', () => {
    fc.assert(fc.property(anyPair, (texts) => mend(texts).rounds < 12));
  });

  test('leave no finding that has one', () => {
    fc.assert(
      fc.property(anyPair, (texts) => {
        expect(safeFixes(judge(mend(texts).texts))).toEqual([]);
      }),
    );
  });

  test('change nothing the second time', () => {
    fc.assert(
      fc.property(anyPair, (texts) => {
        const { texts: mended } = mend(texts);
        expect(mend(mended)).toEqual({ texts: mended, rounds: 0 });
      }),
    );
  });

  test('make no complaint where there was none', () => {
    fc.assert(
      fc.property(anyPair, (texts) => {
        const before = judge(texts);
        const after = judge(mend(texts).texts);
        expect(after.findings.length).toBeLessThanOrEqual(before.findings.length);
        expect(after.undetermined.length).toBeLessThanOrEqual(before.undetermined.length);
      }),
    );
  });

  test('keep the file they are not about', () => {
    fc.assert(
      fc.property(anyPair, (texts) => {
        for (const fix of safeFixes(judge(texts))) {
          const touched = new Set(fix.edits.map(({ path }) => path));
          const { texts: changed } = applyFixes(texts, [fix]);
          expect(Object.keys(changed).filter((path) => !touched.has(path))).toEqual([]);
        }
      }),
    );
  });

  test('keep every comment and every line end that was there', () => {
    fc.assert(
      fc.property(anyPair, (texts) => {
        const { texts: mended } = mend(texts);
        for (const path of [SOURCE, LOCK]) {
          const before = texts[path] ?? '';
          const after = mended[path] ?? '';
          expect(after.split('#').length).toBe(before.split('#').length);
          expect(after.startsWith('\uFEFF')).toBe(before.startsWith('\uFEFF'));
          if (/\r\n/.test(before)) expect(after.replaceAll('\r\n', '')).not.toMatch(/\n/);
        }
      }),
    );
  });
});

describe('any one fix', () => {
  test('ends the finding it belongs to', () => {
    fc.assert(
      fc.property(anyPair, (texts) => {
        for (const finding of judge(texts).findings) {
          for (const fix of finding.fixes) {
            const { texts: changed, applied } = applyFixes(texts, [fix]);
            expect(applied).toEqual([fix]);
            expect(countOf(judge({ ...texts, ...changed }), finding)).toBeLessThan(
              countOf(judge(texts), finding),
            );
          }
        }
      }),
    );
  });

  test('is titled by what it does, without a full stop', () => {
    fc.assert(
      fc.property(anyPair, (texts) => {
        for (const { title } of judge(texts).findings.flatMap(({ fixes }) => fixes)) {
          expect(title).toMatch(
            /^(?:Pin|Add|Replace|Remove|Copy|Create|Update|Take|Write|Spell|Sort|Put|Move) .*[^.]$/,
          );
        }
      }),
    );
  });

  test('edits only files of the pair', () => {
    fc.assert(
      fc.property(anyPair, (texts) => {
        const edits = judge(texts).findings.flatMap(({ fixes }) => fixes.flatMap((fix) => fix.edits));
        expect(edits.filter(({ path }) => path !== SOURCE && path !== LOCK)).toEqual([]);
      }),
    );
  });
});

test('a fix in the first line of a file with a byte order mark lands where the finding points', () => {
  const { texts } = mend({ [SOURCE]: '\uFEFFflask\n', [LOCK]: '\uFEFFflask==3.0.0\n' });
  expect(texts).toEqual({ [SOURCE]: '\uFEFFflask==3.0.0\n', [LOCK]: '\uFEFFflask==3.0.0\n' });
});

function judge(texts: Texts): Report {
  return checker.checkFiles(Object.entries(texts).map(([path, text]) => ({ path, text })));
}

/** What `check --fix` does: rounds, as fixes that overlap wait for the next. */
function mend(texts: Texts): { readonly texts: Texts; readonly rounds: number } {
  let current = texts;
  for (let rounds = 0; rounds < 20; rounds += 1) {
    const fixes = safeFixes(judge(current));
    if (fixes.length === 0) return { texts: current, rounds };
    current = { ...current, ...applyFixes(current, fixes).texts };
  }
  throw new Error('The fixes never end.');
}

function safeFixes({ findings }: Report): readonly Fix[] {
  return findings.flatMap(({ fixes }) => fixes.filter(({ safety }) => safety === 'safe').slice(0, 1));
}

function countOf({ findings }: Report, { fingerprint }: Finding): number {
  return findings.filter((finding) => finding.fingerprint === fingerprint).length;
}
