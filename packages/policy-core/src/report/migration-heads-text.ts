import { displayText } from '../display-text.ts';
import type { EnvironmentHeads, MigrationHeads } from '../explain/migration-heads.ts';
import { paintFor, type Paint } from './ansi.ts';
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
  const { name, heads, unplaced, is_single: isSingle } = environment;
  const room = Math.max(0, ...heads.map(({ id }) => displayText(id).length));
  const problems = environmentProblems({ missing: [], circles: [], duplicates: [], unplaced });
  return [
    `${paint.strong(displayText(name))}: ${heads.length === 1 ? '1 head' : `${heads.length} heads`}`,
    ...heads.map((head) => {
      const marks = revisionMarks(head).filter((mark) => mark !== 'head');
      const told = [head.path, head.message ?? ''].filter((text) => text !== '').map(displayText);
      const shown = marks.map((mark) => paintMark(mark, paint)).join(', ');
      return `  ${paint.warning(displayText(head.id).padEnd(room))}  ${told.join('  ')}${shown === '' ? '' : `  (${shown})`}`;
    }),
    ...(isSingle ? [] : [paint.error(`  ${displayText(advice(environment))}`)]),
    ...problems.map((sentence) => `  ${paint.warning(displayText(sentence))}`),
  ];
}

function advice({ heads }: EnvironmentHeads): string {
  if (heads.length === 0)
    return 'No revision is the last one: the revisions build on each other in a circle.';
  const ids = heads.map(({ id }) => id).join(' ');
  return `\`alembic upgrade head\` does not know which one to go to. Merge them with \`alembic merge ${ids}\`, or build the newer one on the other.`;
}
