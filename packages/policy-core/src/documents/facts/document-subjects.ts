import type { Observations } from '../../model/observations.ts';
import { anyMatch } from '../../policy/patterns/line-match.ts';
import type { Policy } from '../../policy/policy.ts';

type Seen = Pick<Observations, 'focus' | 'listing'>;

/** The policy's documents under judgement, and the policy file itself, which is one. */
export function documentsUnderJudgement(
  policy: Policy,
  { focus, listing }: Seen,
  touched: ReadonlySet<string>,
): readonly string[] {
  const isNamed = anyMatch(policy.documents);
  const isDocument = (path: string) => path === policy.path || isNamed(path);
  if (focus.kind !== 'tree') return [...touched].filter(isDocument);
  if (policy.documents.length === 0) return [];
  const listed = listing.known ? listing.value : [];
  return [...new Set([policy.path, ...listed.filter(isDocument)])];
}

/** Folders below which documents can lie, for a host that lists files; `''` is the whole repository. */
export function documentFolders({ documents }: Policy): readonly string[] {
  return documents.map(({ literalPrefix }) => literalPrefix.replace(/\/+$/, ''));
}
