import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { applyFixes } from '../../model/apply-edits.ts';
import { checkerFor } from '../../checker/checker.ts';
import type { Finding } from '../../model/finding.ts';
import { anyRequirementsFile } from '../../testing/any-requirements.ts';
import { policyOf } from '../../testing/any-repository.ts';
import { meaningOf } from '../../testing/requirements-meaning.ts';

const SOURCE = 'r.txt';
const LOCK = 'r.lock';
type Texts = Readonly<Record<string, string>>;

const MODES = ['textual', 'mirror', 'compiled'] as const;
type Mode = (typeof MODES)[number];
const checkers = {
  textual: checkerIn('textual'),
  mirror: checkerIn('mirror'),
  compiled: checkerIn('compiled'),
};
const anyMode = fc.constantFrom(...MODES);
const anyPair: fc.Arbitrary<Texts> = fc.record({
  [SOURCE]: anyRequirementsFile,
  [LOCK]: anyRequirementsFile,
});

/** Every safe fix that is offered, applied alone; `after` holds both files. */
function eachSafeFix(
  rules: readonly string[],
  check: (fix: { readonly before: string; readonly after: string; readonly finding: Finding }) => void,
): void {
  fc.assert(
    fc.property(anyMode, anyPair, (mode, texts) => {
      for (const { finding, fix } of safeFixes(mode, texts, rules)) {
        const { texts: changed, applied } = applyFixes(texts, [fix]);
        expect(applied).toEqual([fix]);
        for (const [path, after] of Object.entries(changed)) {
          check({ before: texts[path] ?? '', after, finding });
        }
      }
    }),
  );
}

function checkerIn(mode: Mode) {
  const pair = { id: 'api', source: SOURCE, lock: LOCK, sync: { mode } };
  const rules = { 'dependencies/name-form': { options: { always: true } } };
  return checkerFor(policyOf({ dependencies: [pair], rules }), undefined);
}

function findingsIn(mode: Mode, texts: Texts): readonly Finding[] {
  const files = Object.entries(texts).map(([path, text]) => ({ path, text }));
  return checkers[mode].checkFiles(files).findings;
}

function safeFixes(mode: Mode, texts: Texts, rules?: readonly string[]) {
  return findingsIn(mode, texts)
    .filter(({ rule }) => rules === undefined || rules.includes(rule))
    .flatMap((finding) =>
      finding.fixes.filter(({ safety }) => safety === 'safe').map((fix) => ({ finding, fix })),
    );
}

const STYLE = ['name-form', 'version-form', 'inline-comment', 'option'].map((id) => `dependencies/${id}`);

describe('a safe fix', () => {
  test('of a spelling or of where a comment stands leaves every line what it was to pip, in its order', () => {
    eachSafeFix(STYLE, ({ before, after }) => {
      expect(meaningOf(after)).toEqual(meaningOf(before));
    });
  });

  test('that sorts leaves every line what it was, in another order', () => {
    eachSafeFix(['dependencies/sort'], ({ before, after }) => {
      expect(meaningOf(after).toSorted()).toEqual(meaningOf(before).toSorted());
    });
  });

  test('that takes a second one out leaves the first, and everything else', () => {
    eachSafeFix(['dependencies/duplicate'], ({ before, after }) => {
      const [left, was] = [meaningOf(after), meaningOf(before)];
      expect(new Set(left)).toEqual(new Set(was));
      expect(left).toHaveLength(was.length - 1);
    });
  });

  test('that takes a second one out takes no comment along that stands nowhere else', () => {
    const comments = (text: string) => new Set(text.match(/# .*/g) ?? []);
    eachSafeFix(['dependencies/duplicate'], ({ before, after }) => {
      expect(comments(after)).toEqual(comments(before));
    });
  });

  test('that pins changes versions, and nothing else', () => {
    const withoutVersions = (line: string) => line.replace(/ versions \S*/, '');
    eachSafeFix(['dependencies/requirements-pinned', 'dependencies/lock-unpinned'], ({ before, after }) => {
      expect(meaningOf(after).map(withoutVersions)).toEqual(meaningOf(before).map(withoutVersions));
    });
  });

  test('that adds to a lock adds one line at its end', () => {
    eachSafeFix(['dependencies/lock-in-sync'], ({ before, after }) => {
      const [now, was] = [meaningOf(after), meaningOf(before)];
      expect(now.slice(0, -1)).toEqual(was);
    });
  });

  test('ends what it was offered for', () => {
    fc.assert(
      fc.property(anyMode, anyPair, (mode, texts) => {
        const before = findingsIn(mode, texts);
        for (const { finding, fix } of safeFixes(mode, texts)) {
          const after = findingsIn(mode, { ...texts, ...applyFixes(texts, [fix]).texts });
          const same = ({ rule, message }: Finding) => rule === finding.rule && message === finding.message;
          expect(after.filter(same).length).toBeLessThan(before.filter(same).length);
        }
      }),
    );
  });
});

describe('all safe fixes, round by round', () => {
  test('come to an end at which none is left', () => {
    fc.assert(
      fc.property(anyMode, anyPair, (mode, texts) => {
        let current = texts;
        for (let round = 0; round < 15; round += 1) {
          const fixes = safeFixes(mode, current).map(({ fix }) => fix);
          if (fixes.length === 0) return;
          current = { ...current, ...applyFixes(current, fixes).texts };
        }
        throw new Error('The fixes never end.');
      }),
    );
  });
});
