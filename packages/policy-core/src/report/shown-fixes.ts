import type { Fix } from '../model/fix.ts';
import { withoutCredentials } from '../model/without-credentials.ts';

/**
 * Those that a report may carry away. What one writes that lets people in somewhere stays in the repository:
 * covered it would be no fix, and `--fix` and editors have it whole.
 */
export function shownFixes(fixes: readonly Fix[]): readonly Fix[] {
  return fixes.filter(({ edits }) => edits.every(({ text }) => withoutCredentials(text) === text));
}
