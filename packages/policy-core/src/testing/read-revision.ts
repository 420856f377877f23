import type { Parsers } from '../parsers/parsers.ts';
import { readRevision as readWhole } from '../migrations/alembic/revision.ts';
import { toldDrops, type ToldDrops } from './told-drops.ts';

/** Throws when the file cannot be judged at all. */
export function readRevision(parsers: Parsers, text: string): ToldDrops {
  const revision = readWhole(parsers, text);
  if (revision.kind === 'unanalyzable') throw new Error(`${revision.problem}: ${text}`);
  return toldDrops(text, revision.upgrade);
}

export interface RevisionParts {
  /** Lines of the module, between the header and upgrade(). */
  readonly module?: readonly string[];
  readonly upgrade?: readonly string[];
  readonly downgrade?: readonly string[];
}

const HEADER = [
  '"""retire orders"""',
  'from alembic import op',
  'import sqlalchemy as sa',
  '',
  "revision = 'ab12cd34'",
  "down_revision = '99ff00aa'",
];

/** A file as Alembic's template makes it. */
export function revisionText({ module = [], upgrade = [], downgrade = [] }: RevisionParts): string {
  const body = (lines: readonly string[]) =>
    (lines.length === 0 ? ['pass'] : lines).map((line) => `    ${line}`);
  return `${[
    ...HEADER,
    ...module,
    '',
    'def upgrade() -> None:',
    ...body(upgrade),
    '',
    'def downgrade() -> None:',
    ...body(downgrade),
  ].join('\n')}\n`;
}
