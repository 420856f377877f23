/** What a revision says of itself: one id, several, or `null` for None. */
type Ids = string | readonly string[] | null;

export interface RevisionFileParts {
  readonly revision: string;
  /** None when it is left out. */
  readonly down?: Ids;
  readonly labels?: Ids;
  readonly dependsOn?: Ids;
  /** Lines of the module, between the header and upgrade(). */
  readonly module?: readonly string[];
  /** Lines of the function; it passes without. */
  readonly upgrade?: readonly string[];
  readonly downgrade?: readonly string[];
}

/** A file as Alembic's template makes it; its message is its id. */
export function revisionFile(parts: RevisionFileParts): string {
  return `"""${parts.revision}"""
from alembic import op
import sqlalchemy as sa

revision = ${python(parts.revision)}
down_revision = ${python(parts.down ?? null)}
branch_labels = ${python(parts.labels ?? null)}
depends_on = ${python(parts.dependsOn ?? null)}
${(parts.module ?? []).map((line) => `${line}\n`).join('')}

def upgrade() -> None:
${body(parts.upgrade)}


def downgrade() -> None:
${body(parts.downgrade)}
`;
}

function body(lines: readonly string[] = ['pass']): string {
  return lines.map((line) => `    ${line}`).join('\n');
}

function python(ids: Ids): string {
  if (ids === null) return 'None';
  return typeof ids === 'string'
    ? JSON.stringify(ids)
    : `(${ids.map((id) => `${JSON.stringify(id)},`).join(' ')})`;
}
