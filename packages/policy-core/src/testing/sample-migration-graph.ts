import { observed } from '../model/known.ts';
import type { MigrationsAt } from '../model/observations.ts';
import type { Parsers } from '../parsers/parsers.ts';
import type { RevisionHistory } from '../migrations/history/revision-history.ts';
import { historyOfTexts, revisionTexts } from './read-history.ts';

/** Two branches that meet, a revision that is not merged yet, a release, and one that names what is not there. */
export function sampleMigrationHistory(parsers: Parsers): RevisionHistory {
  const texts = revisionTexts({
    '1a00': {
      message: 'create customers',
      upgrade: 'op.create_table("customers", sa.Column("name", sa.String(40), nullable=False))',
      downgrade: 'op.drop_table("customers")',
    },
    '2b00': {
      message: 'add total',
      parents: '"1a00"',
      upgrade:
        'op.add_column("customers", sa.Column("total", sa.Integer(), nullable=True))\nop.execute(SOME)',
      downgrade: 'op.drop_column("customers", "total")',
    },
    '3c00': { message: 'billing <starts>', parents: '"1a00"', more: 'branch_labels = ("billing",)' },
    '4d00': { message: 'merge', parents: '("2b00", "3c00")' },
    '5e00': {
      parents: '"4d00"',
      more: 'depends_on = "3c00"',
      upgrade: 'op.drop_column("customers", "name")',
      downgrade: 'raise NotImplementedError',
    },
    '6f00': { message: 'lost', parents: '"zz99"' },
  });
  return historyOfTexts(parsers, texts, {
    atBase: observed(without('5e00')),
    atRelease: observed(without('4d00', '5e00', '6f00')),
  });
}

function without(...ids: readonly string[]): MigrationsAt {
  return {
    commit: 'a'.repeat(40),
    files: Object.fromEntries(
      ids.map((id) => [`alembic/versions/${id}_x.py`, observed({ kind: 'absent' as const })]),
    ),
  };
}
