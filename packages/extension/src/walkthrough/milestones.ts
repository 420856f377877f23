import type { ListedFinding } from '../views/finding-rows.ts';

/** What a listing of findings is compared with. */
export interface Listing {
  readonly before: readonly ListedFinding[];
  readonly now: readonly ListedFinding[];
  /** URIs of the files that the user has edited. */
  readonly edited: ReadonlySet<string>;
  /** URIs of the files that are in sight. */
  readonly inSight: ReadonlySet<string>;
  /** Whether the view of findings is in sight. */
  readonly isListInSight: boolean;
}

/** Whether the user has a finding before the eyes: in the list, or underlined in a file. */
export function seesFinding({ now, inSight, isListInSight }: Listing): boolean {
  return now.length > 0 && (isListInSight || now.some(({ uri }) => inSight.has(uri)));
}

/** Whether an edit took a finding away. What vanishes without an edit of its file was not fixed: a policy or a branch changed. */
export function fixedFinding({ before, now, edited }: Listing): boolean {
  const left = counted(now);
  return [...counted(before.filter(({ uri }) => edited.has(uri)))].some(
    ([key, count]) => (left.get(key) ?? 0) < count,
  );
}

/** By what a finding says, wherever in its file: typing above it moves it without fixing it. */
function counted(findings: readonly ListedFinding[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { uri, rule = '', message } of findings) {
    const key = JSON.stringify([uri, rule, message]);
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return counts;
}
