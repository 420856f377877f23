/** A directive with what it is passed, by the names of its parameters, in the order of their places. */
export interface SpelledDirective {
  readonly name: string;
  readonly given: Readonly<Record<string, string>>;
  /** What Alembic takes by name only, or what has no place of its own. */
  readonly named?: Readonly<Record<string, string>>;
}

/** Every directive, with as much as it may be passed by place. */
export const SPELLED_DIRECTIVES: readonly SpelledDirective[] = [
  {
    name: 'op.add_column',
    given: { table_name: "'t'", column: "sa.Column('c', sa.Integer())" },
    named: { schema: "'s'" },
  },
  {
    name: 'op.alter_column',
    given: { table_name: "'t'", column_name: "'c'" },
    named: { nullable: 'False', type_: 'sa.Text()', existing_type: 'sa.String(3)', schema: "'s'" },
  },
  {
    name: 'op.alter_column',
    given: { table_name: "'t'", column_name: "'c'" },
    named: { new_column_name: "'d'", server_default: "sa.text('0')" },
  },
  {
    name: 'op.create_check_constraint',
    given: { constraint_name: "'ck'", table_name: "'t'", condition: "sa.text('a > 1')" },
    named: { schema: "'s'" },
  },
  {
    name: 'op.create_foreign_key',
    given: {
      constraint_name: "'fk'",
      source_table: "'t'",
      referent_table: "'u'",
      local_cols: "['a', 'b']",
      remote_cols: "['c', 'd']",
    },
    named: { source_schema: "'s1'", referent_schema: "'s2'" },
  },
  {
    name: 'op.create_index',
    given: { index_name: "'ix'", table_name: "'t'", columns: "['a', 'b']" },
    named: { unique: 'True', schema: "'s'", postgresql_concurrently: 'True' },
  },
  {
    name: 'op.create_primary_key',
    given: { constraint_name: "'pk'", table_name: "'t'", columns: "['a', 'b']" },
    named: { schema: "'s'" },
  },
  {
    name: 'op.create_unique_constraint',
    given: { constraint_name: "'uq'", table_name: "'t'", columns: "['a', 'b']" },
    named: { schema: "'s'" },
  },
  { name: 'op.drop_column', given: { table_name: "'t'", column_name: "'c'" }, named: { schema: "'s'" } },
  {
    name: 'op.drop_constraint',
    given: { constraint_name: "'x'", table_name: "'t'" },
    named: { type_: "'unique'", schema: "'s'" },
  },
  { name: 'op.drop_index', given: { index_name: "'ix'" }, named: { table_name: "'t'", schema: "'s'" } },
  { name: 'op.drop_table', given: { table_name: "'t'" }, named: { schema: "'s'" } },
  {
    name: 'op.rename_table',
    given: { old_table_name: "'t'", new_table_name: "'u'" },
    named: { schema: "'s'" },
  },
  { name: 'op.create_table_comment', given: { table_name: "'t'", comment: "'x'" } },
  { name: 'op.drop_table_comment', given: { table_name: "'t'" } },
  { name: 'batch_op.add_column', given: { column: "sa.Column('c', sa.Integer(), nullable=False)" } },
  { name: 'batch_op.alter_column', given: { column_name: "'c'" }, named: { nullable: 'False' } },
  {
    name: 'batch_op.create_check_constraint',
    given: { constraint_name: "'ck'", condition: "sa.text('a > 1')" },
  },
  {
    name: 'batch_op.create_foreign_key',
    given: { constraint_name: "'fk'", referent_table: "'u'", local_cols: "['a']", remote_cols: "['b']" },
    named: { referent_schema: "'s'" },
  },
  {
    name: 'batch_op.create_index',
    given: { index_name: "'ix'", columns: "['a']" },
    named: { unique: 'True' },
  },
  { name: 'batch_op.create_primary_key', given: { constraint_name: "'pk'", columns: "['a']" } },
  { name: 'batch_op.create_unique_constraint', given: { constraint_name: "'uq'", columns: "['a']" } },
  { name: 'batch_op.drop_column', given: { column_name: "'c'" } },
  { name: 'batch_op.drop_constraint', given: { constraint_name: "'x'" }, named: { type_: "'check'" } },
  { name: 'batch_op.drop_index', given: { index_name: "'ix'" } },
];

/** Ways to pass the same: by place, by name, in any order, and put in with stars. */
export function spellings({ name, given, named = {} }: SpelledDirective): readonly string[] {
  const places = Object.values(given);
  const more = Object.entries(named);
  const all = [...Object.entries(given), ...more];
  const byName = (pairs: readonly (readonly [string, string])[]) =>
    pairs.map(([key, value]) => `${key}=${value}`);
  const dictionary = (pairs: readonly (readonly [string, string])[]) =>
    `**{${pairs.map(([key, value]) => `'${key}': ${value}`).join(', ')}}`;
  return [
    [...places, ...byName(more)],
    [...byName(all)],
    [...byName(all.toReversed())],
    [...places.slice(0, 1), ...byName(all.slice(1))],
    [...places, ...(more.length === 0 ? [] : [dictionary(more)])],
    [dictionary(all)],
    [`*[${places.join(', ')}]`, ...byName(more)],
    [`*(${places.join(', ')},)`, dictionary(more)],
    [`**dict(${byName(all).join(', ')})`],
    [`\n    ${[...places, ...byName(more)].join(',\n    ')},\n`],
  ].map((passed) => `${name}(${passed.join(', ')})`);
}
