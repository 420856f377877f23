import { describe, expect, test } from 'vitest';

import { observed, unobserved } from '../../model/known.ts';
import { testParsers } from '../../testing/load-parsers.ts';
import type { ShownRevision } from '../../testing/read-history.ts';
import { shopHistory, SHOP_REVISIONS } from '../../testing/sample-stamp.ts';
import { stampTarget, type TargetQuestion } from './stamp-target.ts';

const parsers = await testParsers();

type Revisions = Readonly<Record<string, ShownRevision>>;

function found(histories: readonly Revisions[], named: Partial<TargetQuestion> = {}): string {
  const target = stampTarget({
    histories: observed(histories.map((one) => shopHistory(parsers, one))),
    revision: undefined,
    baseline: undefined,
    ...named,
  });
  if (target.kind === 'none') return `${target.reason.kind}: ${target.reason.text}`;
  return `${target.revision}..${target.head}: ${target.pending.join(', ')}`;
}

const TWO_HEADS = { a1: {}, b2: { parents: '"a1"' }, c3: { parents: '"a1"' } };

describe('the revision that a database is stamped at', () => {
  test('is the only one that all others build on, where nobody names one', () => {
    expect(found([SHOP_REVISIONS])).toBe('a1..c3: b2, c3');
    expect(found([{ a1: {} }])).toBe('a1..a1: ');
  });

  test('is the one of the policy, and before that the one that the user names', () => {
    expect(found([SHOP_REVISIONS], { baseline: 'b2' })).toBe('b2..c3: c3');
    expect(found([SHOP_REVISIONS], { baseline: 'b2', revision: 'c3' })).toBe('c3..c3: ');
  });

  test('is looked for in each environment', () => {
    const other = { x9: {} };
    expect(found([SHOP_REVISIONS, other], { revision: 'x9' })).toBe('x9..x9: ');
    expect(found([SHOP_REVISIONS, other])).toBe(
      'baseline-unnamed: There are several Alembic environments, and none of them is named.',
    );
    expect(found([SHOP_REVISIONS, SHOP_REVISIONS], { revision: 'a1' })).toBe(
      'baseline-unnamed: Several Alembic environments have the revision a1.',
    );
  });

  test.each<[what: string, given: readonly [Revisions, Partial<TargetQuestion>], said: string]>([
    [
      'is not known here',
      [SHOP_REVISIONS, { revision: 'dead' }],
      'revision-unknown: No migration of the repository has the revision dead.',
    ],
    [
      'is only begun',
      [SHOP_REVISIONS, { revision: 'a' }],
      'revision-unknown: No migration of the repository has the revision a.',
    ],
    [
      'is one of several first ones',
      [{ a1: {}, z9: {}, c3: { parents: '("a1", "z9")' } }, {}],
      'baseline-unnamed: The migrations begin at several revisions: a1, z9.',
    ],
    [
      'builds on what is not there',
      [{ b2: { parents: '"gone"' } }, { revision: 'b2' }],
      'migrations-unread: Alembic would not load the migrations, because b2 builds on gone, which is not there.',
    ],
    ['has no one head above it', [TWO_HEADS, {}], 'several-heads: The migrations have 2 heads: b2, c3.'],
    [
      'stands beside an id that Alembic takes for a range',
      [{ a1: {}, 'b-2': { parents: '"a1"' } }, {}],
      'revision-unusable: Alembic takes no revision b-2: it reads @, :, + and - as a range of revisions.',
    ],
    [
      'fits into no alembic_version',
      [{ ['r'.repeat(33)]: {} }, {}],
      `revision-unusable: The revision ${'r'.repeat(33)} has more than 32 characters, and alembic_version holds no more.`,
    ],
  ])('cannot be told where it %s', (_, [revisions, named], said) => {
    expect(found([revisions], named)).toBe(said);
  });

  test('cannot be told without migrations', () => {
    expect(found([])).toBe('no-migrations: There are no migrations of Alembic here.');
    const target = stampTarget({
      histories: unobserved('no Alembic revisions were found'),
      revision: 'a1',
      baseline: undefined,
    });
    expect(target).toEqual({
      kind: 'none',
      reason: {
        kind: 'migrations-unread',
        text: 'The migrations were not read because no Alembic revisions were found.',
      },
    });
  });

  test('has pending what the head needs, also of other branches', () => {
    const merged = { ...TWO_HEADS, d4: { parents: '("b2", "c3")' } };
    expect(found([merged], { revision: 'b2' })).toBe('b2..d4: c3, d4');
  });
});
