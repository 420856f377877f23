/** The sentences of `told`, by the call. */
type Told = ReadonlyMap<string, readonly string[]>;

const MOOD = 'column t.c: mood(,) null {"kind":"none"}';
const TYPE = '{"kind":"create-object","object":"type","name":{"text":"mood","isKnown":true}}';
const VIRTUAL = 'column t.c: int4(,) null {"kind":"computed","isStored":false}';

/**
 * What SQLAlchemy 2.1 makes of a call otherwise than those before it, which are what is read. Offline it takes
 * PostgreSQL 18 for granted, which computes a column when it is read unless `persisted` is given; an enum of some
 * metadata is made along with its table as well; and every enum heeds `create_type`, not PostgreSQL's alone.
 */
const FROM_2_1: Told = new Map([
  ["op.add_column('t', sa.Column('c', sa.Integer(), sa.Computed('1 + 1')))", ['add-column ', VIRTUAL]],
  [
    "op.create_table('t', sa.Column('c', sa.Integer(), sa.Computed('1 + 1')))",
    [VIRTUAL, 'create-table isWhole t'],
  ],
  [
    "op.create_table('t', sa.Column('c', sa.Enum('a', name='mood', metadata=sa.MetaData())))",
    [MOOD, 'create-table isWhole t', TYPE],
  ],
  [
    "op.create_table('t', sa.Column('c', sa.Enum('a', name='mood', create_type=False)))",
    [MOOD, 'create-table isWhole t'],
  ],
]);

/** Calls of which a version of SQLAlchemy, such as 2.0.44, makes something else than is read. */
export function otherwiseIn(version: string): Told {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major > 2 || (major === 2 && minor >= 1) ? FROM_2_1 : new Map();
}
