import { describe, expect, test } from 'vitest';

import { applyFixes } from '../../model/apply-edits.ts';
import { observed, unobserved } from '../../model/known.ts';
import type { RevisionSources } from '../../model/observations.ts';
import { testParsers } from '../../testing/load-parsers.ts';
import { historyOfTexts, revisionTexts } from '../../testing/read-history.ts';
import { reparentHead } from './reparent-head.ts';

const TREE = revisionTexts({
  a1: {},
  b2: { parents: '"a1"' },
  c3: { parents: '"a1"' },
  d4: { parents: '"c3"' },
});

const parsers = await testParsers();

/** The tree as it was with these revisions only. */
function having(...ids: readonly string[]): NonNullable<RevisionSources['atBase']> {
  const others = Object.keys(TREE).filter((path) => !ids.some((id) => path.includes(`/${id}_`)));
  const files = Object.fromEntries(others.map((path) => [path, observed({ kind: 'absent' as const })]));
  return observed({ commit: 'a'.repeat(40), files });
}

function titles(seen: Partial<RevisionSources>, heads: readonly string[] = ['b2', 'd4']): readonly string[] {
  return reparentHead(historyOfTexts(parsers, TREE, seen), heads).map(({ title }) => title);
}

describe('one of two heads is built on the other', () => {
  test('with the whole line that leads to it, where the change adds that', () => {
    const history = historyOfTexts(parsers, TREE, { atBase: having('a1', 'b2') });
    const fixes = reparentHead(history, ['b2', 'd4']);
    expect(fixes).toMatchObject([{ title: 'Build c3 on b2 instead of a1', safety: 'needs-review' }]);
    const { texts } = applyFixes(TREE, fixes);
    const after = historyOfTexts(parsers, { ...TREE, ...texts }, {});
    expect(after.graph.heads).toEqual(['d4']);
  });

  test('or the other way round, where the change adds both', () => {
    expect(titles({ atBase: having('a1') })).toEqual([
      'Build b2 on d4 instead of a1',
      'Build c3 on b2 instead of a1',
    ]);
  });
});

describe('nothing is moved', () => {
  test('that was there before the change', () => {
    expect(titles({ atBase: having('a1', 'b2', 'c3', 'd4') })).toEqual([]);
    expect(titles({ atBase: having('a1', 'c3', 'd4') })).toEqual(['Build b2 on d4 instead of a1']);
  });

  test('that the last release has', () => {
    expect(titles({ atBase: having('a1'), atRelease: having('a1', 'b2') })).toEqual([
      'Build c3 on b2 instead of a1',
    ]);
  });

  test('where no change is judged, or nobody saw what was there before it', () => {
    expect(titles({})).toEqual([]);
    expect(titles({ atBase: unobserved('git was not asked') })).toEqual([]);
  });

  test.each([[[]], [['b2']], [['b2', 'c3', 'd4']], [['b2', 'lost']]])('of the heads %j', (heads) => {
    expect(titles({ atBase: having('a1') }, heads)).toEqual([]);
  });
});
