import type { Fix } from '../../model/fix.ts';
import type { MigrationStep, JudgedUpgrade } from '../analysis/judged-upgrade.ts';
import { validatedInNextFile } from './validated-in-next-file.ts';
import type { NextRevisionIn } from '../history/next-revision.ts';
import { validatedInNextRevision } from './validated-in-next-revision.ts';
import { validation, type UnratedFix, type Validation } from './validation.ts';
import { lineHabits } from '../../dependencies/fixes/line-habits.ts';
import { transactionWithOneMore } from '../sql/file-transaction.ts';
import type { TextRange } from '../../model/text-range.ts';
import type { OperationStep } from '../operations/operation.ts';
import { withArgument } from './own-call.ts';

/**
 * NOT VALID, and the same with what validates it: a new revision, the next file of SQL, or the next statement of one
 * that its tool runs without a transaction. Where neither can be written, the first one says why.
 */
export function notValidFirst(step: MigrationStep, nextIn: NextRevisionIn): readonly Fix[] {
  return notValid(step).flatMap((alone) => {
    const later = validatedLater(step, alone, nextIn);
    return typeof later === 'string'
      ? [{ ...alone, title: `${alone.title}: nothing is written for that, because ${later}` }]
      : [alone, { ...later, safety: 'needs-review' }];
  });
}

/** Or a clause that says why not. */
function validatedLater(step: MigrationStep, { edits }: Fix, nextIn: NextRevisionIn): UnratedFix | string {
  const what = validation(step);
  if (typeof what === 'string') return what;
  const { revision, history } = step.upgrade;
  if (revision !== undefined || history !== undefined)
    return validatedInNextRevision(step, { what, edits, nextIn });
  return validatedNext(step, what) ?? validatedInNextFile(step, what, edits);
}

/** In the next statement, which no transaction may hold: there both would come to the same as one. */
function validatedNext({ upgrade, index }: MigrationStep, { sql }: Validation): UnratedFix | undefined {
  const { path, text } = upgrade;
  const written = upgrade.steps[index];
  if (written === undefined) return undefined;
  const isWhole =
    /^ALTER\s+TABLE\s/i.test(text.slice(written.start)) && /^\s*(?:;|$)/.test(text.slice(written.end));
  if (!isWhole) return undefined;
  if (transactionWithOneMore(upgrade) !== false) return undefined;
  const added = ` NOT VALID;${lineHabits(upgrade).lineEnd}${sql}`;
  const { start, end } = upgrade.span({ start: written.end, end: written.end });
  return {
    title: 'Add it NOT VALID, and validate it in the next statement',
    edits: [{ path, start, end, text: added }],
  };
}

/** NOT VALID for a foreign key or a check. None where a word about it stands there already, and for a new column. */
function notValid({ upgrade, index, operation }: MigrationStep): readonly Fix[] {
  const step = upgrade.steps[index];
  if (step?.kind !== 'operation' || step.from !== undefined || operation.kind !== 'add-constraint') return [];
  const edit = step.via === 'sql' ? inSql(upgrade, step) : inCall(upgrade, step);
  if (edit === undefined) return [];
  const { start, end } = upgrade.span(edit);
  return [
    {
      title: 'Add it NOT VALID, to be validated later',
      safety: 'needs-review',
      edits: [{ path: upgrade.path, start, end, text: edit.text }],
    },
  ];
}

type Edit = TextRange & { readonly text: string };

function inCall({ text }: JudgedUpgrade, { start, end }: OperationStep): Edit | undefined {
  const call = text.slice(start, end);
  if (!CALL.test(call) || call.includes('not_valid')) return undefined;
  return { start, end, text: withArgument(call, 'postgresql_not_valid=True') };
}

const CALL = /^(?:\w+\.)?create_(?:foreign_key|check_constraint)\([^#]*\)$/;

/** Behind all other words of the constraint. */
function inSql({ text }: JudgedUpgrade, { start, end }: OperationStep): Edit | undefined {
  const clause = text.slice(start, end);
  return SQL.test(clause) ? { start: end, end, text: ' NOT VALID' } : undefined;
}

/** Without values that Python puts in. */
const SQL = /^(?:ALTER\s+TABLE|ADD)\s[^\\{}%]*[\w)]$/i;
