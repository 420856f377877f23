import { describe, expect, it } from 'vitest';

import { textContent, type FileContent } from '../../model/file-content.ts';
import { observed, unobserved, type Known } from '../../model/known.ts';
import type { MigrationsAt, RevisionSources } from '../../model/observations.ts';
import { testParsers } from '../../testing/load-parsers.ts';
import { comparedHistory } from './compared-history.ts';
import type { RevisionGraph } from './revision-graph.ts';

const parsers = await testParsers();

/** Ids and the source of what they build on; `null` for a file that is not there. */
type Revisions = Readonly<Record<string, string | null>>;

function contents(revisions: Revisions): Readonly<Record<string, Known<FileContent>>> {
  return Object.fromEntries(
    Object.entries(revisions).map(([id, parent]) => [
      `v/${id}.py`,
      observed(
        parent === null
          ? { kind: 'absent' as const }
          : textContent(`revision = '${id}'\ndown_revision = ${parent}\n`),
      ),
    ]),
  );
}

const at = (revisions: Revisions): Known<MigrationsAt> =>
  observed({ commit: 'c'.repeat(40), files: contents(revisions) });

type Elsewhere = Pick<RevisionSources, 'atBase' | 'atTarget' | 'atRelease'>;

function historyOf(now: Revisions, elsewhere: Elsewhere = {}) {
  const files = contents(now);
  return comparedHistory(
    { name: 'alembic.ini', folders: ['v'], isRecursive: false },
    {
      focus: { kind: 'change' },
      sources: { paths: observed(Object.keys(files)), files, ...elsewhere },
      texts: new Map(Object.entries(files)),
      parsers,
    },
  );
}

/** Heads, or why they cannot be told; `-` for nothing to compare with. */
function heads(known: Known<RevisionGraph | null> | undefined): string {
  if (known === undefined) return '-';
  return known.known ? (known.value?.heads.join(' ') ?? 'none recorded') : `? ${known.reason}`;
}

const A = { a: 'None' };
const AB = { ...A, b: "'a'" };

describe('the history before a change', () => {
  it.each<[string, Revisions, Elsewhere['atBase'], string]>([
    ['is nothing where no change is judged', AB, undefined, '-'],
    ['lacks what the change adds', AB, at({ b: null }), 'a'],
    ['has what the change takes away', A, at({ b: "'a'" }), 'b'],
    ['has what the change edits as it was', { ...A, b: 'None' }, at({ b: "'a'" }), 'b'],
    ['is the same where the change touches none of it', AB, at({}), 'b'],
    ['is the same where the change touches what is not loaded', AB, at({ __init__: 'None' }), 'b'],
    [
      'cannot be told in a shallow clone',
      AB,
      unobserved('this is a shallow clone'),
      '? this is a shallow clone',
    ],
    [
      'cannot be told without one of its texts',
      AB,
      observed({ commit: 'c', files: { 'v/b.py': unobserved('git failed') } }),
      '? the other text of v/b.py is not known: git failed',
    ],
  ])('%s', (...[, now, atBase, expected]) => {
    expect(heads(historyOf(now, atBase === undefined ? {} : { atBase }).before)).toBe(expected);
  });
});

describe('the history with what the target has by now', () => {
  const atBase = at({ b: null });

  it.each<[string, Elsewhere, string]>([
    ['is nothing where no change is judged', {}, '-'],
    ['is the same where the target stood still', { atBase, atTarget: observed(null) }, 'b'],
    ['has two heads where both built on one', { atBase, atTarget: at({ c: "'a'" }) }, 'b c'],
    ['has one where the target builds on this', { atBase, atTarget: at({ c: "'b'" }) }, 'c'],
    ['lacks what the target took away', { atBase, atTarget: at({ a: null }) }, 'b'],
    ['has what both sides changed as it is here', { atBase, atTarget: at({ b: 'None', c: "'b'" }) }, 'c'],
    ['cannot be told where the target cannot', { atBase, atTarget: unobserved('offline') }, '? offline'],
    [
      'cannot be told where nobody looked at what the change starts from',
      { atTarget: at({ c: "'a'" }) },
      '? what the change starts from was not looked at',
    ],
    [
      'cannot be told where the start cannot',
      { atBase: unobserved('this is a shallow clone'), atTarget: at({ c: "'a'" }) },
      '? this is a shallow clone',
    ],
  ])('%s', (_, elsewhere, expected) => {
    expect(heads(historyOf(AB, elsewhere).merged)).toBe(expected);
  });

  it('misses the parent that the target took away', () => {
    const { merged } = historyOf(AB, { atBase, atTarget: at({ a: null }) });
    expect(merged).toMatchObject({ value: { missing: [{ child: 'b', id: 'a', via: 'down_revision' }] } });
  });
});

describe('the history at the last release', () => {
  it.each<[string, Elsewhere, string]>([
    ['is nothing where nobody asked', {}, '-'],
    ['is none where none is recorded', { atRelease: observed(null) }, 'none recorded'],
    ['lacks what came since', { atRelease: at({ b: null }) }, 'a'],
    ['has what was taken away since', { atRelease: at({ c: "'b'" }) }, 'c'],
    [
      'cannot be told where the commit is not there',
      { atRelease: unobserved('it is not there') },
      '? it is not there',
    ],
  ])('%s', (_, elsewhere, expected) => {
    expect(heads(historyOf(AB, elsewhere).released)).toBe(expected);
  });
});

describe('a history', () => {
  it('says what it is made of', () => {
    const history = historyOf(AB);
    expect(history).toMatchObject({ name: 'alembic.ini', folders: ['v'] });
    expect([...history.files.keys()]).toEqual(['v/a.py', 'v/b.py']);
    expect(history.graph.heads).toEqual(['b']);
  });

  it('is worked out once, and only when it is asked for', () => {
    const history = historyOf(AB, { atBase: at({ b: null }), atTarget: observed(null), atRelease: at({}) });
    for (const part of ['before', 'merged', 'released', 'settledEdits', 'schema'] as const) {
      expect(history[part]).toBe(history[part]);
    }
  });

  it('knows what became of what was settled', () => {
    const { settledEdits } = historyOf({ a: 'None', b: 'None' }, { atBase: at({ b: "'a'" }) });
    expect(settledEdits).toMatchObject({
      value: [{ id: 'b', settledBy: 'base', edit: { kind: 'edited', parts: ['parents'] } }],
    });
  });
});
