import { describe, expect, it } from 'vitest';

import { checkerFor } from '../../../checker/checker.ts';
import { policyOf } from '../../../testing/any-repository.ts';
import { testParsers } from '../../../testing/load-parsers.ts';
import { sampleRevision } from '../../../testing/sample-revision.ts';

const parsers = await testParsers();

interface Revisions {
  readonly base?: readonly string[];
  readonly upgrade: readonly string[];
}

/** What is told of the values that an upgrade loses, line by line. */
function lost({ base = ['pass'], upgrade }: Revisions): readonly string[] {
  const policy = policyOf({ migrations: { alembic: ['alembic/versions'] } });
  const files = [
    {
      path: 'alembic/versions/5a9d_base.py',
      text: sampleRevision({ id: '5a9d', upgrade: base.join('\n') }),
    },
    {
      path: 'alembic/versions/ab12_x.py',
      text: sampleRevision({
        parent: '"5a9d"',
        upgrade: upgrade.join('\n'),
        downgrade: 'op.execute("SELECT 1")',
      }),
    },
  ];
  const { findings } = checkerFor(policy, parsers).checkFiles(files, { now: '2026-11-21T08:00:00Z' });
  return findings
    .filter(({ rule }) => rule === 'migrations/irreversible-upgrade')
    .map(({ message }) => /^The upgrade \w+ (.*?), and /.exec(message)?.[1] ?? message);
}

const ADD = 'op.add_column("orders", sa.Column("new_status", sa.String))';
const FILL = 'op.execute("UPDATE orders SET new_status = status::text")';
const DROP = 'op.drop_column("orders", "status")';
const RENAME = 'op.alter_column("orders", "new_status", new_column_name="status")';

describe('A dropped column loses nothing', () => {
  it('where a new one that was filled from it takes its name', () => {
    expect(lost({ upgrade: [ADD, FILL, DROP, RENAME] })).toEqual([]);
  });

  it('where it is only dropped if it is there, and PostgreSQL works it out from then on', () => {
    const made = `op.execute("ALTER TABLE orders ADD words text GENERATED ALWAYS AS (lower(note)) STORED")`;
    const asking = 'op.execute("ALTER TABLE orders DROP COLUMN IF EXISTS words")';
    expect(lost({ upgrade: [asking, made] })).toEqual([]);
    expect(lost({ upgrade: ['op.drop_column("orders", "words")', made] })).toHaveLength(1);
    expect(lost({ upgrade: [asking, 'op.execute("ALTER TABLE orders ADD words text")'] })).toHaveLength(1);
    expect(
      lost({ upgrade: [made, 'op.execute("ALTER TABLE notes DROP COLUMN IF EXISTS words")'] }),
    ).toHaveLength(1);
  });

  it('where that is written in SQL, with the schema', () => {
    const upgrade = [
      'op.execute("ALTER TABLE public.orders ADD COLUMN new_status text")',
      'op.execute("UPDATE public.orders SET new_status = lower(status)")',
      'op.execute("ALTER TABLE public.orders DROP COLUMN status")',
      'op.execute("ALTER TABLE public.orders RENAME COLUMN new_status TO status")',
    ];
    expect(lost({ upgrade })).toEqual([]);
  });

  it('where PostgreSQL works it out', () => {
    const base = ['op.add_column("orders", sa.Column("status", sa.Text(), sa.Computed("lower(note)")))'];
    expect(lost({ base, upgrade: [DROP] })).toEqual([]);
  });
});

describe('A dropped column loses its values', () => {
  it.each<[string, readonly string[]]>([
    ['where nothing takes its name', [ADD, FILL, DROP]],
    ['where the other one was there before', [FILL, DROP, RENAME]],
    [
      'where the other one was filled with something else',
      [ADD, `op.execute("UPDATE orders SET new_status = 'open'")`, DROP, RENAME],
    ],
    [
      'where a column of another table takes its name',
      [ADD, FILL, DROP, 'op.alter_column("people", "new_status", new_column_name="status")'],
    ],
    [
      'where the other one is filled once it is gone',
      [
        ADD,
        `op.execute("UPDATE orders SET new_status = 'open'")`,
        DROP,
        'op.execute("UPDATE orders SET new_status = old.status FROM old")',
        RENAME,
      ],
    ],
    [
      'where only rows that come are written',
      [ADD, 'op.execute("INSERT INTO orders (new_status) SELECT status FROM old")', DROP, RENAME],
    ],
  ])('%s', (_, upgrade) => {
    expect(lost({ upgrade })).toEqual(['the column orders.status']);
  });

  it('where another rule tells of it as of a rename: nothing fills the other one', () => {
    expect(lost({ upgrade: [ADD, DROP, RENAME] })).toEqual([]);
  });

  it('where it was a plain column all along', () => {
    const base = ['op.add_column("orders", sa.Column("status", sa.Text()))'];
    expect(lost({ base, upgrade: [DROP] })).toEqual(['the column orders.status']);
  });

  it('beside one that loses nothing', () => {
    const upgrade = [ADD, FILL, DROP, RENAME, 'op.drop_column("orders", "note")'];
    expect(lost({ upgrade })).toEqual(['the column orders.note']);
  });
});
