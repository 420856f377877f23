import { checkerFor } from './checker.ts';
import type { Finding } from '../model/finding.ts';
import { documentObservations } from './observations-from-input.ts';
import { unobserved } from '../model/known.ts';
import type { RevisionSources } from '../model/observations.ts';
import type { Parsers } from '../parsers/parsers.ts';
import type { Policy } from '../policy/policy.ts';

interface Judged {
  readonly path: string;
  /** Every revision beside it, and itself. */
  readonly revisions: RevisionSources;
  readonly parsers: Parsers;
  /** UTC; a waiver holds until its date. */
  readonly now: string;
}

/**
 * What the rules about migrations find in one revision, as they do where it is the open file in an editor. What only a
 * change or a release tells is not among it, and what a waiver accepts is not either.
 */
export function revisionFindings(
  policy: Policy,
  { path, revisions, parsers, now }: Judged,
): readonly Finding[] {
  const content = Object.hasOwn(revisions.files, path) ? revisions.files[path] : undefined;
  const seen = {
    ...documentObservations({ path, text: '' }, { now }),
    files: { [path]: content ?? unobserved('its text was not given') },
    revisions,
    ...(revisions.databases && { databases: revisions.databases }),
  };
  const { findings } = checkerFor(policy, parsers).check(seen, { now, only: ['migrations'] });
  return findings.filter(({ at }) => at?.path === path);
}
