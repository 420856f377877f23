import type { EnvironmentHeads, MigrationHeads } from '../migrations/explain/migration-heads.ts';
import { lines, section, strong, toned, type Document } from './document/document.ts';
import { environmentProblems } from './environment-problems.ts';
import { markTexts } from './revision-head.ts';
import { revisionMarks } from './revision-marks.ts';

/** Where each history ends, and what to do when it ends twice. */
export function migrationHeadsDocument({ environments }: MigrationHeads): Document {
  return environments.flatMap(environmentSection);
}

function environmentSection(environment: EnvironmentHeads): Document {
  const { name, heads, missing, circles, unplaced } = environment;
  const heading = [strong(name), `: ${heads.length === 1 ? '1 head' : `${heads.length} heads`}`];
  const rows = heads.map((head) => {
    const told = [head.path, head.message ?? ''].filter((text) => text !== '').join('  ');
    const marks = markTexts(revisionMarks(head).filter((mark) => mark !== 'head'));
    return { cells: [toned('warning', head.id), [told, marks]] };
  });
  const problems = environmentProblems({ missing, circles, duplicates: [], unplaced });
  return section(heading, [
    { kind: 'table', titles: ['Head', 'Revision'], rows },
    ...lines(...advice(environment).map((sentence) => toned('error', sentence))),
    ...lines(...problems.map((sentence) => toned('warning', sentence))),
  ]);
}

/** To merge heads is no advice where they are not all that is wrong. */
function advice({ heads, missing, circles, is_single: isSingle }: EnvironmentHeads): readonly string[] {
  if (missing.length > 0 || circles.length > 0)
    return [
      'Alembic cannot load these revisions. Correct the down_revision or depends_on that is named here.',
    ];
  if (isSingle) return [];
  const ids = heads.map(({ id }) => id).join(' ');
  return [
    `\`alembic upgrade head\` does not know which one to go to. Merge them with \`alembic merge ${ids}\`, or build the newer one on the other.`,
  ];
}
