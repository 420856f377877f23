import type { Fix } from '../fix.ts';
import type { JudgedStep } from '../migrations/judged-steps.ts';
import { fileTransaction } from '../sql/file-transaction.ts';
import { lineHabits } from './line-habits.ts';
import { nextRevision, type NextRevision } from './next-revision.ts';
import { notValid } from './not-valid.ts';
import { inQuotesOf } from './quote-habit.ts';
import { sqlName, sqlTable } from './sql-name.ts';

/**
 * NOT VALID, and the same with what validates it: a new revision, or the next statement of a SQL file that its tool runs
 * without a transaction. What either one cannot do is not offered.
 */
export function notValidFirst(step: JudgedStep): readonly Fix[] {
  const alone = notValid(step);
  return [...alone, ...alone.flatMap((fix) => [...validatedLater(step, fix), ...validatedNext(step)])];
}

function validatedLater(step: JudgedStep, { edits }: Fix): readonly Fix[] {
  const { revision, history, path } = step.upgrade;
  const what = validation(step);
  if (revision === undefined || history === undefined || what === undefined) return [];
  if (history.graph.revisions.get(revision)?.path !== path || history.pins.length > 0) return [];
  const next = nextRevision(history, { after: revision, message: `validate ${what.name}` });
  if (next === undefined) return [];
  const start = { line: 0, character: 0 };
  const text = revisionText(next, what, (literal) => inQuotesOf(step.upgrade.text, literal));
  return [
    {
      title: 'Add it NOT VALID, and validate it in a revision of its own',
      safety: 'needs-review',
      edits: [...edits, { path: next.path, start, end: start, text, creates: true }],
    },
  ];
}

/** In a transaction both would come to the same as one. */
function validatedNext(step: JudgedStep): readonly Fix[] {
  const { upgrade, index } = step;
  const { path, text, revision, history } = upgrade;
  const written = upgrade.steps[index];
  const what = validation(step);
  if (revision !== undefined || history !== undefined || fileTransaction(path, text) !== false) return [];
  if (what === undefined || written === undefined) return [];
  const isWhole =
    /^ALTER\s+TABLE\s/i.test(text.slice(written.start)) && /^\s*(?:;|$)/.test(text.slice(written.end));
  if (!isWhole) return [];
  const { start, end } = upgrade.span({ start: written.end, end: written.end });
  const added = ` NOT VALID;${lineHabits(upgrade).lineEnd}${what.sql}`;
  return [
    {
      title: 'Add it NOT VALID, and validate it in the next statement',
      safety: 'needs-review',
      edits: [{ path, start, end, text: added }],
    },
  ];
}

interface Validation {
  /** Of the constraint, for people. */
  readonly name: string;
  readonly sql: string;
}

function validation({ operation }: JudgedStep): Validation | undefined {
  if (operation.kind !== 'add-constraint') return undefined;
  const { name } = operation.constraint;
  const [constraint, table] = [name && sqlName(name), sqlTable(operation.table)];
  if (name === undefined || constraint === undefined || table === undefined) return undefined;
  return { name: name.text, sql: `ALTER TABLE ${table} VALIDATE CONSTRAINT ${constraint}` };
}

/** In a block, because Alembic may run all revisions of an upgrade in one transaction. */
function revisionText(
  { id, parent }: NextRevision,
  { name, sql }: Validation,
  inQuotes: (literal: string) => string,
): string {
  const literal = sql.includes('"') ? `'${sql}'` : inQuotes(JSON.stringify(sql));
  return `"""validate ${name}

Revision ID: ${id}
Revises: ${parent}
"""

from alembic import op

revision = ${inQuotes(JSON.stringify(id))}
down_revision = ${inQuotes(JSON.stringify(parent))}
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.get_context().autocommit_block():
        op.execute(${literal})


def downgrade() -> None:
    # It goes with the constraint.
    pass
`;
}
