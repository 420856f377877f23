import type { Fix } from '../../model/fix.ts';
import type { MigrationStep } from '../analysis/judged-upgrade.ts';
import { notValid } from './not-valid.ts';
import { validatedInNextFile } from './validated-in-next-file.ts';
import { validatedInNextRevision } from './validated-in-next-revision.ts';
import { validatedNext } from './validated-next.ts';
import { validation, type UnratedFix } from './validation.ts';

/**
 * NOT VALID, and the same with what validates it: a new revision, the next file of SQL, or the next statement of one
 * that its tool runs without a transaction. Where neither can be written, the first one says why.
 */
export function notValidFirst(step: MigrationStep): readonly Fix[] {
  return notValid(step).flatMap((alone) => {
    const later = validatedLater(step, alone);
    return typeof later === 'string'
      ? [{ ...alone, title: `${alone.title}: nothing is written for that, because ${later}` }]
      : [alone, { ...later, safety: 'needs-review' }];
  });
}

/** Or a clause that says why not. */
function validatedLater(step: MigrationStep, { edits }: Fix): UnratedFix | string {
  const what = validation(step);
  if (typeof what === 'string') return what;
  const { revision, history } = step.upgrade;
  if (revision !== undefined || history !== undefined) return validatedInNextRevision(step, what, edits);
  return validatedNext(step, what) ?? validatedInNextFile(step, what, edits);
}
