import type { TextEdit } from '../../model/fix.ts';
import type { MigrationStep, JudgedUpgrade } from '../analysis/judged-upgrade.ts';
import type { NextRevision, NextRevisionIn } from '../history/next-revision.ts';
import { inQuotesOf } from './quote-habit.ts';
import type { UnratedFix, Validation } from './validation.ts';

interface ToValidate {
  readonly what: Validation;
  /** What makes it NOT VALID. */
  readonly edits: readonly TextEdit[];
  readonly nextIn: NextRevisionIn;
}

/** In a revision of its own behind the one head; or a clause that says why nobody can write that. */
export function validatedInNextRevision(
  { upgrade }: MigrationStep,
  { what, edits, nextIn }: ToValidate,
): UnratedFix | string {
  const next = placeOf(upgrade, what, nextIn);
  if (typeof next === 'string') return next;
  const start = { line: 0, character: 0 };
  const text = revisionText(next, what, (literal) => inQuotesOf(upgrade, literal));
  return {
    title: 'Add it NOT VALID, and validate it in a revision of its own',
    edits: [...edits, { path: next.path, start, end: start, text, creates: true }],
  };
}

function placeOf(
  { revision, history, path }: JudgedUpgrade,
  { name }: Validation,
  nextIn: NextRevisionIn,
): NextRevision | string {
  if (revision === undefined || history === undefined) return 'its place in the history is not known';
  if (history.graph.revisions.get(revision)?.path !== path) return 'another file has its id';
  return nextIn(history, { after: revision, message: `validate ${name}` });
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
