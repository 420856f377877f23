import { significantTokens } from '../sql/tokens.ts';
import type { JudgedUpgrade, MigrationStep } from '../analysis/judged-upgrade.ts';

/** The steps that one ALTER TABLE with several commands makes, together; every other step is alone. */
export function statementsOf<Judged extends { readonly step: MigrationStep }>(
  all: readonly Judged[],
): readonly (readonly Judged[])[] {
  const statements: Judged[][] = [];
  for (const judged of all) {
    const last = statements.at(-1);
    const before = last?.at(-1);
    if (before !== undefined && isNextCommand(before.step, judged.step)) last?.push(judged);
    else statements.push([judged]);
  }
  return statements;
}

/** Each step lies where its command is written: between two of one statement there is a comma, and nothing else. */
function isNextCommand(one: MigrationStep, other: MigrationStep): boolean {
  const [before, after] = [sqlPlace(one), sqlPlace(other)];
  if (before === undefined || after === undefined || before.end >= after.start) return false;
  const { text } = one.upgrade;
  const between = significantTokens(text, before.end, after.start);
  const [only] = between;
  return between.length === 1 && only !== undefined && text.slice(only.start, only.end) === ',';
}

function sqlPlace({ upgrade, index }: MigrationStep): JudgedUpgrade['steps'][number] | undefined {
  const step = upgrade.steps[index];
  return step?.kind === 'operation' && step.via === 'sql' ? step : undefined;
}
