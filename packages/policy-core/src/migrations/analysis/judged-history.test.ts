import { beforeAll, describe, expect, it } from 'vitest';

import type { Migrations } from './migrations.ts';
import { observed, unobserved, type Known } from '../../model/known.ts';
import type { Parsers } from '../../parsers/parsers.ts';
import { testParsers } from '../../testing/load-parsers.ts';
import { historyOfTexts, revisionTexts } from '../../testing/read-history.ts';
import { sampleGraph } from '../../testing/sample-graph.ts';
import { judgedHistories, judgedPaths, newProblems, unseenHistory } from './judged-history.ts';
import type { RevisionGraph } from '../history/revision-graph.ts';
import type { RevisionHistory } from '../history/revision-history.ts';

let history: RevisionHistory;
beforeAll(async () => {
  const parsers: Parsers = await testParsers();
  history = historyOfTexts(parsers, revisionTexts({ a1: {}, b2: { parents: '"a1"' } }));
});

function migrations(histories: Migrations['histories'], ...paths: readonly string[]): Migrations {
  const scripts = paths.map((path) => ({ path, history: undefined, reading: unobserved('not looked at') }));
  return { scripts, histories, unsettled: undefined, pgVersion: 13 };
}

describe('the histories under judgement', () => {
  it('are those that can be seen', () => {
    expect(judgedHistories(migrations(observed([history])))).toEqual([history]);
    expect(judgedHistories(migrations(observed([])))).toEqual([]);
  });

  it('are none where nobody could look, which is said in their place', () => {
    const unseen = migrations(unobserved('this is a shallow clone'));
    expect(judgedHistories(unseen)).toEqual([]);
    expect(unseenHistory(unseen, 'unseen')).toEqual([
      {
        kind: 'undecided',
        messageId: 'unseen',
        data: {},
        at: undefined,
        subject: 'the history of the migrations',
        waitsFor: 'observation',
        missing: [{ fact: 'the history of the migrations', reason: 'this is a shallow clone' }],
      },
    ]);
  });

  it('leave nothing to say where they can be seen', () => {
    expect(unseenHistory(migrations(observed([])), 'unseen')).toEqual([]);
  });

  it('are told apart from what else is a migration by their paths', () => {
    const paths = judgedPaths(migrations(observed([]), 'v/b.py', 'db/a.sql', 'v/b.py'));
    expect([...paths]).toEqual(['v/b.py', 'db/a.sql']);
  });
});

describe('what a change answers for', () => {
  /** What is wrong: names that lead nowhere. */
  const problemsOf = ({ missing }: RevisionGraph) => missing.map(({ child, id }) => `${child} < ${id}`);
  const told = (graph: string, before: Known<RevisionGraph> | undefined) =>
    newProblems({ ...history, graph: sampleGraph(graph), before }, problemsOf, (problem) => problem);

  it.each<[string, string, string, readonly string[]]>([
    ['nothing wrong', 'a; b < a', 'a', []],
    ['what it brings', 'a; b < lost', 'a', ['b < lost']],
    ['not what was there', 'a; b < lost', 'a; b < lost', []],
    ['what it adds to that', 'a < gone; b < lost', 'a < gone', ['b < lost']],
    ['not what it mends', 'a; b < a', 'a; b < lost', []],
    ['what becomes wrong by taking something away', 'b < a', 'a; b < a', ['b < a']],
    ['another thing wrong in the same place', 'b < lost', 'b < gone', ['b < lost']],
  ])('%s', (...[, graph, before, expected]) => {
    expect(told(graph, observed(sampleGraph(before)))).toEqual(expected);
  });

  it('is everything where there is no change, or where nobody saw what was before', () => {
    expect(told('b < lost', undefined)).toEqual(['b < lost']);
    expect(told('b < lost', unobserved('this is a shallow clone'))).toEqual(['b < lost']);
  });

  it('is told by what makes two problems the same', () => {
    const before = observed(sampleGraph('b < lost'));
    const changed = { ...history, graph: sampleGraph('b < lost, gone'), before };
    expect(newProblems(changed, problemsOf, (problem) => problem)).toEqual(['b < gone']);
    expect(newProblems(changed, problemsOf, (problem) => problem.slice(0, 1))).toEqual([]);
  });
});
