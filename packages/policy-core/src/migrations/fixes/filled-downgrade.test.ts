import { describe, expect, test } from 'vitest';

import { fixedText } from '../../testing/fixed-text.ts';
import { sampleRevision, type SampleRevision } from '../../testing/sample-revision.ts';

const ADD = 'op.add_column("orders", sa.Column("note", sa.Text(), nullable=True))';
const filled = (sample: SampleRevision) => fixedText('migrations/downgrade-empty', sampleRevision(sample));
const written = (sample: SampleRevision) =>
  fixedText('migrations/downgrade-missing', sampleRevision({ ...sample, downgrade: null }));

describe('an empty downgrade', () => {
  test('[row 1.33] is filled with the inverse of each step, last one first', async () => {
    const upgrade = [
      'op.create_table("notes", sa.Column("id", sa.Integer(), primary_key=True))',
      ADD,
      'op.create_index("ix_orders_note", "orders", ["note"])',
    ].join('\n');
    expect(await filled({ upgrade })).toBe(
      sampleRevision({
        upgrade,
        downgrade: [
          'op.drop_index(op.f("ix_orders_note"), table_name="orders")',
          'op.drop_column("orders", "note")',
          'op.drop_table("notes")',
        ].join('\n'),
      }),
    );
  });

  test.each(['pass', '...', 'return', 'return None'])('of %s is replaced', async (downgrade) => {
    expect(await filled({ upgrade: ADD, downgrade })).toContain(
      'def downgrade() -> None:\n    op.drop_column("orders", "note")\n',
    );
  });

  test('keeps its docstring', async () => {
    expect(await filled({ upgrade: ADD, downgrade: '"""Takes the note away."""' })).toContain(
      '    """Takes the note away."""\n    op.drop_column("orders", "note")\n',
    );
  });

  test('keeps its docstring before pass', async () => {
    expect(await filled({ upgrade: ADD, downgrade: '"""Takes the note away."""\npass' })).toContain(
      '    """Takes the note away."""\n    op.drop_column("orders", "note")\n',
    );
  });

  test('keeps the indentation of the file', async () => {
    const text = sampleRevision({ upgrade: ADD }).replaceAll('    ', '\t');
    expect(await fixedText('migrations/downgrade-empty', text)).toContain(
      'def downgrade() -> None:\n\top.drop_column("orders", "note")\n',
    );
  });

  test('has the quotes of the file', async () => {
    const upgrade = 'op.create_index("ix_orders_no", "orders", ["no"])';
    const text = sampleRevision({ upgrade, downgrade: 'pass' }).replaceAll('"', "'");
    expect(await fixedText('migrations/downgrade-empty', text)).toContain(
      "    op.drop_index(op.f('ix_orders_no'), table_name='orders')\n",
    );
  });

  test('brings back what SQL made', async () => {
    expect(await filled({ upgrade: 'op.execute("CREATE INDEX ix_no ON orders (number)")' })).toContain(
      'op.drop_index(op.f("ix_no"), table_name="orders")',
    );
  });

  test.each([
    ['a step that cannot be read', `${ADD}\nop.execute(build())`],
    ['a step under a condition', `if wanted():\n    ${ADD}`],
    ['a column whose type was never told', 'op.drop_column("orders", "note")'],
    ['tables of the metadata', 'Base.metadata.create_all(op.get_bind())'],
  ])('is not filled for %s', async (_name, upgrade) => {
    expect(await filled({ upgrade })).toBeUndefined();
  });

  test('is not filled where op has another name', async () => {
    const text = sampleRevision({ upgrade: ADD })
      .replace('import op', 'import op as operations')
      .replaceAll('op.', 'operations.');
    expect(await fixedText('migrations/downgrade-empty', text)).toBeUndefined();
  });
});

describe('a missing downgrade', () => {
  test('is written at the end of the file', async () => {
    expect(await written({ upgrade: ADD })).toBe(
      sampleRevision({ upgrade: ADD, downgrade: 'op.drop_column("orders", "note")' }),
    );
  });

  test('is written also where the last line does not end', async () => {
    const text = sampleRevision({ upgrade: ADD, downgrade: null }).trimEnd();
    expect(await fixedText('migrations/downgrade-missing', text)).toBe(
      sampleRevision({ upgrade: ADD, downgrade: 'op.drop_column("orders", "note")' }),
    );
  });

  test('is not written for an upgrade that does nothing', async () => {
    expect(await written({})).toBeUndefined();
  });
});
