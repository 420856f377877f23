import fc from 'fast-check';

import { sampleRevision } from './sample-revision.ts';

/** A revision before it is written down. Statements are lines of Python, nested ones indented. */
export interface DraftRevision {
  readonly id: string;
  /** The source of `down_revision`. */
  readonly parent: string;
  readonly upgrade: readonly string[];
  /** `undefined`: there is no downgrade(). */
  readonly downgrade: readonly string[] | undefined;
}

export type DraftHistory = readonly DraftRevision[];

/** A statement of an upgrade, and the one that a careful author puts into the downgrade. */
type Pair = readonly [up: string, down: string];

const WORDS = { table: ['orders', 'customers', 'notes'], column: ['total', 'label', 'state'] } as const;
const table = fc.constantFrom(...WORDS.table);
const column = fc.constantFrom(...WORDS.column);
const type = fc.constantFrom(
  'sa.Integer()',
  'sa.BigInteger()',
  'sa.String(length=40)',
  'sa.String(length=80)',
  'sa.Text()',
);

/** Of tables that exist in most histories, each alone harmless or not. */
const anyPair: fc.Arbitrary<Pair> = fc
  .record({ t: table, c: column, d: column, y: type, z: type })
  .chain(({ t, c, d, y, z }) =>
    fc.constantFrom<Pair>(
      [
        `op.create_table("${t}", sa.Column("id", sa.Integer(), primary_key=True), sa.Column("${c}", ${y}))`,
        `op.drop_table("${t}")`,
      ],
      [`op.drop_table("${t}")`, `op.create_table("${t}", sa.Column("id", sa.Integer(), primary_key=True))`],
      [`op.add_column("${t}", sa.Column("${c}", ${y}))`, `op.drop_column("${t}", "${c}")`],
      [
        `op.add_column("${t}", sa.Column("${c}", sa.Integer(), nullable=False))`,
        `op.drop_column("${t}", "${c}")`,
      ],
      [
        `op.add_column("${t}", sa.Column("${c}", sa.Integer(), server_default="0", nullable=False))`,
        `op.drop_column("${t}", "${c}")`,
      ],
      [`op.add_column("${t}", sa.Column("${c}", sa.Integer(), default=0))`, `op.drop_column("${t}", "${c}")`],
      [`op.drop_column("${t}", "${c}")`, `op.add_column("${t}", sa.Column("${c}", ${y}))`],
      [
        `op.alter_column("${t}", "${c}", existing_type=${y}, type_=${z})`,
        `op.alter_column("${t}", "${c}", existing_type=${z}, type_=${y})`,
      ],
      [
        `op.alter_column("${t}", "${c}", existing_type=${y}, nullable=True)`,
        `op.alter_column("${t}", "${c}", existing_type=${y}, nullable=False)`,
      ],
      [
        `op.alter_column("${t}", "${c}", existing_type=${y}, server_default=None)`,
        `op.alter_column("${t}", "${c}", existing_type=${y}, server_default="0")`,
      ],
      [
        `op.alter_column("${t}", "${c}", new_column_name="${d}")`,
        `op.alter_column("${t}", "${d}", new_column_name="${c}")`,
      ],
      [`op.rename_table("${t}", "old_${t}")`, `op.rename_table("old_${t}", "${t}")`],
      [
        `op.create_unique_constraint(None, "${t}", ["${c}"])`,
        `op.drop_constraint(None, "${t}", type_="unique")`,
      ],
      [
        `op.create_unique_constraint("uq_${t}_${c}", "${t}", ["${c}"])`,
        `op.drop_constraint("uq_${t}_${c}", "${t}", type_="unique")`,
      ],
      [
        `op.drop_constraint("ck_${t}_${c}", "${t}", type_="check")`,
        `op.create_check_constraint("ck_${t}_${c}", "${t}", "${c} > 0")`,
      ],
      [
        `op.create_index("ix_${t}_${c}", "${t}", ["${c}"], unique=True)`,
        `op.drop_index("ix_${t}_${c}", table_name="${t}")`,
      ],
      [`op.execute("DROP TABLE ${t} CASCADE")`, `op.execute("CREATE TABLE ${t} (id integer)")`],
      [`op.execute("ALTER TABLE ${t} DROP COLUMN ${c}")`, `op.execute("ALTER TABLE ${t} ADD ${c} text")`],
      [`op.execute("UPDATE ${t} SET ${c} = NULL")`, 'pass'],
      [`op.execute("DELETE FROM ${t}")`, 'pass'],
      [
        `with op.batch_alter_table("${t}") as batch_op:\n    batch_op.drop_column("${c}")`,
        `op.add_column("${t}", sa.Column("${c}", ${y}))`,
      ],
      [`if op.get_bind().dialect.name:\n    op.drop_column("${t}", "${c}")`, 'pass'],
      ['op.execute(built())', 'op.execute(undone())'],
      [
        `op.drop_column("${t}", "${c}")\nop.add_column("${t}", sa.Column("new_${c}", sa.Integer(), server_default="0", nullable=False))`,
        `op.drop_column("${t}", "new_${c}")\nop.add_column("${t}", sa.Column("${c}", sa.Integer(), server_default="0", nullable=False))`,
      ],
      [WORDS.table.map((one) => `op.drop_table("${one}")`).join('\n'), 'pass'],
      ['Base.metadata.create_all(op.get_bind())', 'Base.metadata.drop_all(op.get_bind())'],
      ['pass', 'pass'],
    ),
  );

const anyDowngrade = fc.constantFrom('inverse', 'inverse', 'inverse', 'empty', 'missing', 'raises', 'partly');

interface Shape {
  readonly pairs: readonly Pair[];
  readonly downgrade: string;
  /** How far back the parent lies: 1 for the one before. */
  readonly back: number;
  readonly isLost: boolean;
}

const anyShape: fc.Arbitrary<Shape> = fc.record({
  pairs: fc.array(anyPair, { maxLength: 3 }),
  downgrade: anyDowngrade,
  back: fc.constantFrom(1, 1, 1, 1, 2),
  isLost: fc.constantFrom(false, false, false, false, false, true),
});

/** From a base that makes the tables: mostly one line, sometimes with two heads or a parent that is not there. */
export const anyHistory: fc.Arbitrary<DraftHistory> = fc
  .array(anyShape, { minLength: 1, maxLength: 4 })
  .map((shapes) => [FIRST, ...shapes.map((shape, index) => drafted(shape, index + 1))]);

/** Of one line, in which every revision is found. */
export const anyLine: fc.Arbitrary<DraftHistory> = fc
  .array(anyShape, { minLength: 1, maxLength: 4 })
  .map((shapes) => [
    FIRST,
    ...shapes.map((shape, index) => drafted({ ...shape, back: 1, isLost: false }, index + 1)),
  ]);

const FIRST: DraftRevision = {
  id: idAt(0),
  parent: 'None',
  upgrade: WORDS.table.map(
    (name) =>
      `op.create_table("${name}", sa.Column("id", sa.Integer(), primary_key=True), ${WORDS.column
        .map((one) => `sa.Column("${one}", sa.Integer(), server_default="0", nullable=False)`)
        .join(', ')})`,
  ),
  downgrade: WORDS.table.toReversed().map((name) => `op.drop_table("${name}")`),
};

function drafted({ pairs, downgrade, back, isLost }: Shape, index: number): DraftRevision {
  const inverse = pairs.map(([, down]) => down).toReversed();
  const bodies: Readonly<Record<string, readonly string[] | undefined>> = {
    inverse,
    empty: [],
    raises: ['raise NotImplementedError("restore the backup")'],
    partly: inverse.slice(1),
  };
  return {
    id: idAt(index),
    parent: `"${isLost ? 'zz99' : idAt(Math.max(0, index - back))}"`,
    upgrade: pairs.map(([up]) => up),
    downgrade: bodies[downgrade],
  };
}

/** `a0c0d0e0f0`, `a1c1d1e1f1`: as long as file names need it. */
export function idAt(index: number): string {
  return Array.from('acdef', (letter) => `${letter}${index}`).join('');
}

/** Where a revision lies. */
export function pathOf({ id }: DraftRevision): string {
  return `alembic/versions/${id}_x.py`;
}

export function writtenRevision({ id, parent, upgrade, downgrade }: DraftRevision): string {
  const lines = (body: readonly string[]) => (body.length === 0 ? 'pass' : body.join('\n'));
  return sampleRevision({
    id,
    parent,
    upgrade: lines(upgrade),
    downgrade: downgrade === undefined ? null : lines(downgrade),
  });
}

/** Texts by path. */
export function writtenHistory(history: DraftHistory): Readonly<Record<string, string>> {
  return Object.fromEntries(history.map((draft) => [pathOf(draft), writtenRevision(draft)]));
}
