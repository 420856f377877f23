import { displayText } from '../model/display-text.ts';
import type { EnvironmentHeads, MigrationHeads } from '../migrations/explain/migration-heads.ts';
import { paintFor, type Paint } from '../model/ansi.ts';
import { environmentProblems } from './environment-problems.ts';
import { paintMark } from './migration-graph-text.ts';
import { revisionMarks } from './revision-marks.ts';

/** For people: where each history ends, and what to do when it ends twice. */
export function migrationHeadsText(
  { environments }: MigrationHeads,
  { colors }: { readonly colors: boolean },
): string {
  const paint = paintFor(colors);
  return `${environments.map((one) => environmentLines(one, paint).join('\n')).join('\n\n')}\n`;
}

function environmentLines(environment: EnvironmentHeads, paint: Paint): readonly string[] {
  const { name, heads, missing, circles, unplaced } = environment;
  const room = Math.max(0, ...heads.map(({ id }) => displayText(id).length));
  const problems = environmentProblems({ missing, circles, duplicates: [], unplaced });
  return [
    `${paint.strong(displayText(name))}: ${heads.length === 1 ? '1 head' : `${heads.length} heads`}`,
    ...heads.map((head) => {
      const marks = revisionMarks(head).filter((mark) => mark !== 'head');
      const told = [head.path, head.message ?? ''].filter((text) => text !== '').map(displayText);
      const shown = marks.map((mark) => paintMark(mark, paint)).join(', ');
      return `  ${paint.warning(displayText(head.id).padEnd(room))}  ${told.join('  ')}${shown === '' ? '' : `  (${shown})`}`;
    }),
    ...advice(environment).map((sentence) => paint.error(`  ${displayText(sentence)}`)),
    ...problems.map((sentence) => `  ${paint.warning(displayText(sentence))}`),
  ];
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
