import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { checkerFor } from '../../checker/checker.ts';
import type { Finding } from '../../model/finding.ts';
import type { Report } from '../../engine/report.ts';
import { policyOf } from '../../testing/any-repository.ts';
import { anyRequirementsFile } from '../../testing/any-requirements.ts';
import { textOf } from '../../testing/text-of.ts';

type Texts = Readonly<Record<string, string>>;
type Mode = 'textual' | 'mirror' | 'compiled';

const anyTexts: fc.Arbitrary<Texts> = fc.record({
  'r.txt': anyRequirementsFile,
  'r.lock': anyRequirementsFile,
  'more.txt': anyRequirementsFile,
  'limits.txt': anyRequirementsFile,
});
const anyMode = fc.constantFrom<Mode>('textual', 'mirror', 'compiled');

const checkers = {
  textual: checkerIn('textual'),
  mirror: checkerIn('mirror'),
  compiled: checkerIn('compiled'),
};

/** Sources are held to pins in each mode here, so that only what compares files depends on it. */
function checkerIn(mode: Mode) {
  const pair = { id: 'api', source: 'r.txt', lock: 'r.lock', sync: { mode }, pinned: { source: 'exact' } };
  return checkerFor(policyOf({ dependencies: [{ ...pair, hashes: 'consistent' }] }), undefined);
}

function judged(texts: Texts, mode: Mode): Report {
  return checkers[mode].checkFiles(Object.entries(texts).map(([path, text]) => ({ path, text })));
}

function said({ findings }: Report, isAsked: (rule: string) => boolean = () => true): readonly string[] {
  return findings
    .filter(({ rule }) => isAsked(rule))
    .map(({ rule, message, at }) => `${at?.path} ${at?.start.line}:${at?.start.character} ${rule} ${message}`)
    .toSorted();
}

function eachReport(check: (report: Report, texts: Texts) => void): void {
  fc.assert(
    fc.property(anyTexts, anyMode, (texts, mode) => {
      check(judged(texts, mode), texts);
    }),
  );
}

describe('whatever stands in requirements', () => {
  test('no rule crashes, and nothing is said twice at one place', () => {
    eachReport((report) => {
      expect(report.crashed).toEqual([]);
      expect(said(report)).toEqual([...new Set(said(report))]);
    });
  });

  test('each finding says what is wrong on one line, and ends its sentences', () => {
    eachReport(({ findings, undetermined }) => {
      for (const { message } of [...findings, ...undetermined]) expect(message).toMatch(/^[^\n\r]*\.$/);
    });
  });

  test('each finding stands at a place of a file, and so does what it names beside it', () => {
    eachReport(({ findings }, texts) => {
      for (const { at, related } of findings) {
        for (const place of [at, ...related.map((one) => one.at)]) {
          const text = place && texts[place.path];
          if (place === undefined || text === undefined) continue;
          const ends = [place.start, place.end].map(({ line, character }) => line * 100_000 + character);
          expect(ends).toEqual(ends.toSorted((a, b) => a - b));
          expect(text).toContain(textOf(text, place));
        }
      }
    });
  });

  test('what is underlined is read by pip: no comment of its own and no blank line', () => {
    const spoken = ({ rule, at }: Finding) =>
      at !== undefined && !/inline-comment|suspicious-char|header/.test(rule);
    eachReport(({ findings }, texts) => {
      for (const { at } of findings.filter(spoken)) {
        const text = at && texts[at.path];
        if (at === undefined || text === undefined || at.start.line + at.start.character === 0) continue;
        expect(textOf(text, at)).not.toMatch(/^[ \t]*(?:#|$)/);
      }
    });
  });

  test('every fix changes something, in places that do not overlap', () => {
    eachReport(({ findings }, texts) => {
      for (const { edits } of findings.flatMap(({ fixes }) => fixes)) {
        expect(edits.length).toBeGreaterThan(0);
        for (const edit of edits) {
          const text = texts[edit.path];
          if (text !== undefined) expect(textOf(text, edit)).not.toBe(edit.text);
        }
      }
    });
  });
});

describe('what does not compare files', () => {
  const isAboutSync = (rule: string) => /lock-in-sync|lock-stale-entry|inline-comment|name-form/.test(rule);

  test('says the same in each mode', () => {
    fc.assert(
      fc.property(anyTexts, (texts) => {
        const [first, ...others] = (['textual', 'mirror', 'compiled'] as const).map((mode) =>
          said(judged(texts, mode), (rule) => !isAboutSync(rule)),
        );
        for (const other of others) expect(other).toEqual(first);
      }),
    );
  });
});
