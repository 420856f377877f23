import { describe, expect, it } from 'vitest';

import type { MigrationReading, MigrationScript } from './migrations.ts';
import { observed, unobserved, type Known } from '../../model/known.ts';
import { spansIn, startOf } from '../../model/source-span.ts';
import { testParsers } from '../../testing/load-parsers.ts';
import { sampleRevision } from '../../testing/sample-revision.ts';
import { revisionIn } from '../../testing/steps-of.ts';
import { idOf, judgedRevisions } from './judged-revisions.ts';

const parsers = await testParsers();

function readingOf(path: string, text: string): MigrationReading {
  const revision = revisionIn(parsers, text);
  const spans = spansIn(path, text);
  return {
    kind: 'read',
    text,
    revision,
    upgrade: revision.upgrade,
    span: ({ start, end }) => spans.span(start, end),
  };
}

function script(path: string, reading: Known<MigrationReading>): MigrationScript {
  return { path, reading, history: undefined };
}

describe('the revisions under judgement', () => {
  it('are those that could be read, in their order', () => {
    const scripts = ['b2', 'a1'].map((id) =>
      script(`v/${id}.py`, observed(readingOf(`v/${id}.py`, sampleRevision({ id })))),
    );
    const judged = judgedRevisions({ scripts, histories: observed([]), unsettled: undefined, pgVersion: 13 });
    expect(judged.map(({ path, revision }) => `${path} ${idOf(revision)}`)).toEqual([
      'v/b2.py b2',
      'v/a1.py a1',
    ]);
  });

  it.each<[string, Known<MigrationReading>]>([
    ['was not looked at', unobserved('this is a shallow clone')],
    ['is not there', observed({ kind: 'absent' })],
    [
      'is no Python',
      observed({ kind: 'unreadable', problem: 'it is not valid Python', at: startOf('v/a1.py') }),
    ],
    ['is too large', observed({ kind: 'unanalyzable', problem: 'it has 3.0 MB' })],
  ])('are not what %s', (_, reading) => {
    const scripts = [script('v/a1.py', reading)];
    expect(
      judgedRevisions({ scripts, histories: observed([]), unsettled: undefined, pgVersion: 13 }),
    ).toEqual([]);
  });

  it('are not SQL', () => {
    const reading = { ...readingOf('db/a.sql', ''), revision: undefined };
    const scripts = [script('db/a.sql', observed(reading))];
    expect(
      judgedRevisions({ scripts, histories: observed([]), unsettled: undefined, pgVersion: 13 }),
    ).toEqual([]);
  });
});

describe('the id that a revision gives itself', () => {
  it.each<[string, string, string | undefined]>([
    ['a literal', 'revision = "ab12"', 'ab12'],
    ['one with a type', 'revision: str = "ab12"', 'ab12'],
    ['the first of a list, which Alembic refuses', 'revision = ("ab12", "cd34")', 'ab12'],
    ['None', 'revision = None', undefined],
    ['a call', 'revision = make()', undefined],
    ['none', 'x = 1', undefined],
  ])('is %s', (_, text, id) => {
    expect(idOf(revisionIn(parsers, `${text}\n`))).toBe(id);
  });
});
