import { describe, expect, it } from 'vitest';

import { checkerFor } from '../../checker/checker.ts';
import { policyOf } from '../../testing/any-repository.ts';
import { testParsers } from '../../testing/load-parsers.ts';
import { sampleRevision } from '../../testing/sample-revision.ts';

const parsers = await testParsers();

interface Revisions {
  readonly base?: string;
  readonly upgrade: readonly string[];
  readonly downgrade?: readonly string[];
}

/** How many steps of an upgrade are told to make columns unique that rows may repeat. */
function told({ base, upgrade, downgrade }: Revisions): number {
  const policy = policyOf({ migrations: { alembic: ['alembic/versions'] } });
  const files = [
    {
      path: 'alembic/versions/5a9d_base.py',
      text: sampleRevision({ id: '5a9d', ...(base !== undefined && { upgrade: base }) }),
    },
    {
      path: 'alembic/versions/ab12_x.py',
      text: sampleRevision({
        parent: '"5a9d"',
        upgrade: upgrade.join('\n'),
        ...(downgrade && { downgrade: downgrade.join('\n') }),
      }),
    },
  ];
  const { findings } = checkerFor(policy, parsers).checkFiles(files, { now: '2026-11-21T08:00:00Z' });
  return findings.filter(({ rule }) => rule === 'migrations/new-unique-on-existing').length;
}

const tiles = (id: string, key = '"id", "place"') =>
  `op.create_table("tiles", sa.Column("id", ${id}), sa.Column("place", sa.Integer()), sa.PrimaryKeyConstraint(${key}))`;
const NUMBERED = 'sa.Integer(), autoincrement=True';
const ON_ID = 'op.create_index("ux", "tiles", ["id", "size"], unique=True)';

describe('a column that PostgreSQL numbers', () => {
  it.each<[string, Revisions]>([
    ['is unique among the columns of a key', { base: tiles(NUMBERED), upgrade: [ON_ID] }],
    [
      'is unique beside other rows that change',
      { base: tiles(NUMBERED), upgrade: ['op.execute("UPDATE notes SET id = 1")', ON_ID] },
    ],
  ])('%s', (_, revisions) => {
    expect(told(revisions)).toBe(0);
  });

  it.each<[string, Revisions]>([
    ['nobody asked for, in a key of several', { base: tiles('sa.Integer()'), upgrade: [ON_ID] }],
    ['it is not, being a text', { base: tiles('sa.Text(), autoincrement=True'), upgrade: [ON_ID] }],
    [
      'is written over by the migration',
      { base: tiles(NUMBERED), upgrade: ['op.execute("UPDATE tiles SET id = 1")', ON_ID] },
    ],
    [
      'is not the one that becomes unique',
      { base: tiles(NUMBERED), upgrade: [ON_ID.replace('"id"', '"place"')] },
    ],
  ])('tells one that %s', (_, revisions) => {
    expect(told(revisions)).toBe(1);
  });
});

const UNIQUE = 'op.create_unique_constraint(None, "members", ["shop", "person", "access"])';
const dropped = (more = '') => `op.drop_constraint("members_shop_key", "members"${more})`;
const again = (columns: string, table = 'members') =>
  `op.create_unique_constraint(None, "${table}", [${columns}])`;

describe('columns of which fewer were unique before', () => {
  it.each<[string, Revisions]>([
    [
      'by a constraint that the downgrade makes without a name',
      { upgrade: [dropped(), UNIQUE], downgrade: [again('"shop", "person"')] },
    ],
    [
      'by a constraint that is dropped as a unique one',
      { upgrade: [dropped(', type_="unique"'), UNIQUE], downgrade: [again('"shop", "person"')] },
    ],
    [
      'by a key that the downgrade makes as an index of its name',
      {
        upgrade: [
          'op.drop_constraint("members_pkey", "members")',
          UNIQUE,
          'op.drop_index("members_pkey", table_name="members")',
        ],
        downgrade: ['op.create_index("members_pkey", "members", ["shop", "person"], unique=True)'],
      },
    ],
  ])('%s', (_, revisions) => {
    expect(told(revisions)).toBe(0);
  });

  it.each<[string, Revisions]>([
    ['where nothing is dropped', { upgrade: [UNIQUE], downgrade: [again('"shop", "person"')] }],
    ['where it is dropped afterwards', { upgrade: [UNIQUE, dropped()], downgrade: [again('"shop"')] }],
    [
      'where a foreign key is dropped',
      { upgrade: [dropped(', type_="foreignkey"'), UNIQUE], downgrade: [again('"shop", "person"')] },
    ],
    [
      'where that of another table is made again',
      { upgrade: [dropped(), UNIQUE], downgrade: [again('"shop", "person"', 'guests')] },
    ],
    [
      'where it is made again on another column',
      { upgrade: [dropped(), UNIQUE], downgrade: [again('"shop", "name"')] },
    ],
    [
      'where an index of that name is not unique',
      {
        upgrade: ['op.drop_constraint("members_pkey", "members")', UNIQUE],
        downgrade: ['op.create_index("members_pkey", "members", ["shop"])'],
      },
    ],
  ])('is not so %s', (_, revisions) => {
    expect(told(revisions)).toBe(1);
  });
});

describe('A new column', () => {
  const added = [
    'op.add_column("orders", sa.Column("code", sa.String(), nullable=True))',
    'op.add_column("orders", sa.Column("made", sa.DateTime(), nullable=True))',
    'conn = op.get_bind()',
    'conn.execute("UPDATE orders SET made = COALESCE(sold, %s)", (now(),))',
  ];
  const unique = 'op.create_index(None, "orders", ["code"], unique=True)';
  const filled = 'conn.execute("UPDATE orders SET code = %s WHERE id = %s", (hashed(number), id))';

  it('is empty while the index is built, and may be filled afterwards', () => {
    expect(told({ upgrade: [...added, unique, filled] })).toBe(0);
  });

  it('holds what it is filled with before', () => {
    expect(told({ upgrade: [...added, filled, unique] })).toBe(1);
  });

  it('is of a table that is made in a schema that only a run tells', () => {
    const made = 'op.create_table("orders", sa.Column("code", sa.String()), schema=schema)';
    expect(told({ upgrade: [made, unique] })).toBe(0);
    expect(told({ upgrade: [made.replace('"orders"', '"notes"'), unique] })).toBe(1);
  });
});
