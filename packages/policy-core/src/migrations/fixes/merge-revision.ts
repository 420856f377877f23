import type { Fix } from '../../model/fix.ts';
import { listedIds } from '../history/graph-places.ts';
import type { RevisionHistory } from '../history/revision-history.ts';
import { sha256 } from '../../model/sha256.ts';

/** Letters of an id as Alembic makes them up. */
const ID_LENGTH = 12;

/** A revision that makes one head of several, as `alembic merge` writes it. None where no folder is known. */
export function mergeRevision({ folders }: RevisionHistory, heads: readonly string[]): readonly Fix[] {
  const [folder] = folders;
  if (folder === undefined) return [];
  // The same heads give the same id: two people who merge them get one file, not two heads again.
  const id = sha256(['merge', ...heads].join('\n')).slice(0, ID_LENGTH);
  const start = { line: 0, character: 0 };
  const path = `${folder}/${id}_merge_heads.py`;
  return [
    {
      title: `Create a revision that merges ${listedIds(heads)}`,
      safety: 'needs-review',
      edits: [{ path, start, end: start, text: mergeText(id, heads), creates: true }],
    },
  ];
}

function mergeText(id: string, heads: readonly string[]): string {
  return `"""merge ${listedIds(heads)}

Revision ID: ${id}
Revises: ${heads.join(', ')}
"""

revision = ${quoted(id)}
down_revision = (${heads.map(quoted).join(', ')})
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
`;
}

function quoted(text: string): string {
  return JSON.stringify(text);
}
