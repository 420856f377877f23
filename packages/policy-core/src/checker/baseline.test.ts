import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { acceptableIn, baselineOf, baselineText, parseBaseline, splitByBaseline } from './baseline.ts';
import { checkerFor } from './checker.ts';
import type { Finding } from '../model/finding.ts';
import { startOf } from '../model/source-span.ts';
import { policyOf } from '../testing/any-repository.ts';
import { BY_A_PERSON } from '../testing/sample-change.ts';

function finding(path: string, message: string): Finding {
  const fingerprint = `${path}#${message}`;
  return {
    rule: 'a/b',
    severity: 'error',
    message,
    messageId: 'broken',
    data: { path },
    at: startOf(path),
    evidence: [],
    related: [],
    fixes: [],
    fingerprint,
  };
}

const OLD = [finding('a.txt', 'old'), finding('a.txt', 'old'), finding('b.txt', 'other')];

describe('a baseline', () => {
  test('reads back what it wrote', () => {
    const text = baselineText(baselineOf(OLD));
    expect(baselineText(parseBaseline(text) ?? baselineOf([]))).toBe(text);
  });

  test('is the same text in whatever order the findings come', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray(OLD, { minLength: OLD.length }), (shuffled) => {
        expect(baselineText(baselineOf(shuffled))).toBe(baselineText(baselineOf(OLD)));
      }),
    );
  });

  test('says in words what was accepted', () => {
    expect(baselineText(baselineOf([finding('b.txt', 'other')]))).toBe(`{
  "schema_version": 2,
  "entries": [
    {
      "rule": "a/b",
      "path": "b.txt",
      "message": "other",
      "fingerprint": "b.txt#other",
      "count": 1
    }
  ]
}
`);
  });

  test.each([
    '',
    'null',
    '[]',
    '{"schema_version":3,"entries":[]}',
    '{"schema_version":1,"entries":[]}',
    '{"schema_version":2,"entries":[{}]}',
    '{"schema_version":2,"entries":[],"x":1}',
  ])('is not made of %s', (text) => {
    expect(parseBaseline(text)).toBeUndefined();
  });
});

describe('a run with a baseline', () => {
  const baseline = baselineOf(OLD);

  test('shows only what is new', () => {
    const fresh = finding('a.txt', 'new');
    expect(splitByBaseline([...OLD, fresh], baseline)).toMatchObject({ fresh: [fresh], accepted: OLD });
  });

  test('shows the third of what was accepted twice', () => {
    const { fresh, accepted } = splitByBaseline([...OLD, finding('a.txt', 'old')], baseline);
    expect([fresh.length, accepted.length]).toEqual([1, 3]);
  });

  test('knows what is left of the baseline once findings are mended', () => {
    const { accepted } = splitByBaseline(OLD.slice(1), baseline);
    expect(baselineOf(accepted).entries.map(({ message, count }) => ({ message, count }))).toEqual([
      { message: 'old', count: 1 },
      { message: 'other', count: 1 },
    ]);
  });

  test('never accepts more than it counts', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...OLD)), (findings) => {
        const { fresh, accepted } = splitByBaseline(findings, baseline);
        expect(fresh.length + accepted.length).toBe(findings.length);
        expect(accepted.length).toBeLessThanOrEqual(OLD.length);
      }),
    );
  });
});

describe('what guards the policy', () => {
  const checker = checkerFor(policyOf({}), undefined);
  const change = { ...BY_A_PERSON, changes: ['lockkeeper.json'], labels: [], pullRequest: null };
  const report = checker.checkChange(change, { stage: 'ci' });

  test('is never among what may be accepted', () => {
    expect(report.findings.map(({ rule }) => rule)).toEqual(['policy/self-protect']);
    expect(acceptableIn(report).filter(({ rule }) => rule === 'policy/self-protect')).toEqual([]);
  });

  test('is not accepted by a baseline that was written to hold it', () => {
    const baseline = baselineText(baselineOf(report.findings));
    const again = checker.checkChange(change, { stage: 'ci', baseline });
    expect([again.verdict, again.baselined, again.findings]).toEqual(['fail', [], report.findings]);
  });

  test('still fails beside what a baseline accepts', () => {
    const other = finding('lockkeeper.json', 'other');
    const { fresh, accepted } = splitByBaseline(
      [...report.findings, other],
      baselineOf([...report.findings, other]),
    );
    expect([fresh, accepted]).toEqual([report.findings, [other]]);
  });
});
