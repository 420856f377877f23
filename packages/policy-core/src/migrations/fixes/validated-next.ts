import type { MigrationStep } from '../analysis/judged-upgrade.ts';
import { fileTransaction } from '../sql/file-transaction.ts';
import { lineHabits } from '../../dependencies/fixes/line-habits.ts';
import type { UnratedFix, Validation } from './validation.ts';

/** In the next statement, which no transaction may hold: there both would come to the same as one. */
export function validatedNext(
  { upgrade, index }: MigrationStep,
  { sql }: Validation,
): UnratedFix | undefined {
  const { path, text } = upgrade;
  const written = upgrade.steps[index];
  if (written === undefined) return undefined;
  const isWhole =
    /^ALTER\s+TABLE\s/i.test(text.slice(written.start)) && /^\s*(?:;|$)/.test(text.slice(written.end));
  if (!isWhole) return undefined;
  const added = ` NOT VALID;${lineHabits(upgrade).lineEnd}${sql}`;
  // Some tools run one statement without a transaction, and several in one.
  const after = text.slice(0, written.end) + added + text.slice(written.end);
  if (fileTransaction(path, after) !== false) return undefined;
  const { start, end } = upgrade.span({ start: written.end, end: written.end });
  return {
    title: 'Add it NOT VALID, and validate it in the next statement',
    edits: [{ path, start, end, text: added }],
  };
}
