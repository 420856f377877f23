import type { Fix } from '../../model/fix.ts';
import { branchOff } from '../history/branch-off.ts';
import type { RevisionHistory } from '../history/revision-history.ts';
import { reparentRevision } from './reparent-revision.ts';

/**
 * Builds the line of one of two heads on the other one. None where no change is judged: whether somebody has run a
 * revision is only known of those that a change adds.
 */
export function reparentHead(history: RevisionHistory, heads: readonly string[]): readonly Fix[] {
  const [one, other, ...more] = heads;
  if (history.before === undefined || one === undefined || other === undefined || more.length > 0) return [];
  return [...built(history, one, other), ...built(history, other, one)];
}

function built(history: RevisionHistory, head: string, on: string): readonly Fix[] {
  const branch = branchOff(history.graph, head, on);
  if (branch === undefined) return [];
  return reparentRevision(history, { path: branch.path, from: branch.parent, to: on, called: branch.id });
}
