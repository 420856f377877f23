import { describe, expect, test } from 'vitest';

import { checkerFor } from '../../checker/checker.ts';
import { policyOf } from '../../testing/any-repository.ts';
import { testParsers } from '../../testing/load-parsers.ts';
import { sampleRevision } from '../../testing/sample-revision.ts';

const checker = checkerFor(policyOf({ migrations: { alembic: ['alembic/versions'] } }), await testParsers());

/** Some say that the column fails, others that its rows get NULL. */
const LINK: unknown = expect.stringMatching(/^(?:required|ignored)Link$/);
const BOTH = 'ignored';

function told(...upgrade: readonly string[]): readonly { readonly says: string; readonly fixes: number }[] {
  const text = sampleRevision({ upgrade: upgrade.join('\n') });
  const { findings } = checker.checkFiles([{ path: 'alembic/versions/ab12_x.py', text }]);
  return findings
    .filter(({ rule }) => rule === 'migrations/python-default-only')
    .map(({ messageId, fixes }) => ({ says: messageId, fixes: fixes.length }));
}

const add = (more: string) => `op.add_column("tasks", sa.Column("owner_id", ${more}))`;
const UUID = 'sa.Uuid(), default=uuid.uuid4';

describe('A made-up id as a default that PostgreSQL never sees', () => {
  test.each([
    ['the column says so', [add('sa.Uuid(), sa.ForeignKey("people.id"), default=uuid.uuid4')]],
    [
      'a constraint says so afterwards',
      [add(UUID), 'op.create_foreign_key("fk", "tasks", "people", ["owner_id"], ["id"])'],
    ],
    [
      'a constraint without a name says so',
      [add(UUID), 'op.create_foreign_key(None, "tasks", "people", ["owner_id"], ["id"])'],
    ],
    [
      'a constraint of several columns says so',
      [add(UUID), 'op.create_foreign_key("fk", "tasks", "people", ["owner_id", "a"], ["id", "a"])'],
    ],
    [
      'SQL says so',
      [
        add(UUID),
        'op.execute("ALTER TABLE tasks ADD CONSTRAINT fk FOREIGN KEY (owner_id) REFERENCES people")',
      ],
    ],
    [
      'it is written in a function',
      [add('sa.Uuid(), sa.ForeignKey("people.id"), default=lambda: uuid.uuid4()')],
    ],
    ['it is NOT NULL', [add('sa.Uuid(), sa.ForeignKey("people.id"), default=uuid4, nullable=False')]],
  ])(
    'is advised to go, and nothing is mended by itself, where the column leads elsewhere: %s',
    (_, upgrade) => {
      expect(told(...upgrade)).toEqual([{ says: LINK, fixes: 0 }]);
    },
  );

  test.each([
    ['there is no foreign key', [add(UUID)]],
    [
      'the foreign key is on another column',
      [add(UUID), 'op.create_foreign_key("fk", "tasks", "people", ["other_id"], ["id"])'],
    ],
    [
      'the foreign key is on another table',
      [add(UUID), 'op.create_foreign_key("fk", "notes", "people", ["owner_id"], ["id"])'],
    ],
    [
      'another constraint is on the column',
      [add(UUID), 'op.create_unique_constraint("uq", "tasks", ["owner_id"])'],
    ],
  ])('may be made by the database where %s', (_, upgrade) => {
    expect(told(...upgrade).map(({ says }) => says)).toEqual([BOTH]);
  });

  test('is not what a default of one known row is', () => {
    expect(told(add('sa.Integer(), sa.ForeignKey("people.id"), default=1'))).toEqual([
      { says: BOTH, fixes: 1 },
    ]);
  });

  test('is not spoken of where the rows are filled', () => {
    const fill = 'op.execute("UPDATE tasks SET owner_id = (SELECT id FROM people LIMIT 1)")';
    expect(told(add('sa.Uuid(), sa.ForeignKey("people.id"), default=uuid.uuid4'), fill)).toEqual([]);
  });
});
