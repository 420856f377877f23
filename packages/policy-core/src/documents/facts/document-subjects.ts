import type { Observations } from '../../model/observations.ts';
import { anyMatch } from '../../policy/patterns/line-match.ts';
import type { Policy } from '../../policy/policy.ts';
import { touchedPaths } from '../../model/touched-paths.ts';

type Seen = Pick<Observations, 'focus' | 'change' | 'listing'>;

/** The policy's documents under judgement, and the policy file itself, which is one. */
export function documentsUnderJudgement(
  policy: Pick<Policy, 'documents' | 'path'>,
  seen: Seen,
): readonly string[] {
  const { focus, listing } = seen;
  const isNamed = anyMatch(policy.documents);
  const isDocument = (path: string) => path === policy.path || isNamed(path);
  if (focus.kind !== 'tree') return [...touchedPaths(seen)].filter(isDocument);
  if (policy.documents.length === 0) return [];
  const listed = listing.known ? listing.value : [];
  return [...new Set([policy.path, ...listed.filter(isDocument)])];
}

/** Folders below which documents can lie, for a host that lists files; `''` is the whole repository. */
export function documentFolders({ documents }: Pick<Policy, 'documents'>): readonly string[] {
  return documents.map(({ literalPrefix }) => literalPrefix.replace(/\/+$/, ''));
}
