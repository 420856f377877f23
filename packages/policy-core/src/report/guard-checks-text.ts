import type { GuardCheck, GuardCheckState } from '../deployment/guard/guard-check.ts';
import { displayText } from '../model/display-text.ts';
import type { Paint } from '../model/ansi.ts';

const MARKS = { passed: '✓', failed: '✗', undetermined: '?', 'not-asked': '–' } as const;
const RESULTS = {
  passed: 'passed',
  failed: 'failed',
  undetermined: 'not proved',
  'not-asked': 'not asked',
} as const;
const COLOURS: Readonly<Record<GuardCheckState, 'good' | 'error' | 'warning' | 'faint'>> = {
  passed: 'good',
  failed: 'error',
  undetermined: 'warning',
  'not-asked': 'faint',
};

/** The table of checks, each with what was seen, what stands against it and what to do about that. */
export function guardChecksText(table: readonly GuardCheck[], paint: Paint): string {
  const nameWidth = Math.max(0, ...table.map(({ id }) => id.length));
  const resultWidth = Math.max(0, ...table.map(({ state }) => RESULTS[state].length));
  return table
    .flatMap((check) => {
      const { id, state, title, why } = check;
      const colour = paint[COLOURS[state]];
      const result = colour(RESULTS[state].padEnd(resultWidth));
      return [
        `${colour(MARKS[state])} ${id.padEnd(nameWidth)}  ${result}  ${paint.faint(displayText(why ?? title))}`,
        ...detailLines(check, paint),
      ];
    })
    .join('\n');
}

function detailLines({ evidence, problems }: GuardCheck, paint: Paint): readonly string[] {
  return [
    ...evidence.map((seen) => paint.faint(`    seen: ${seenText(seen)}`)),
    ...problems.flatMap((problem) => [
      `    ${(problem.kind === 'failed' ? paint.error : paint.warning)(seenText(problem))}`,
      `    next: ${displayText(problem.next_step)}`,
    ]),
  ];
}

function seenText({ text, where }: { readonly text: string; readonly where: string | null }): string {
  return where === null ? displayText(text) : `${displayText(text)} (${displayText(where)})`;
}
