import type { Change } from '../../model/observations.ts';
import { ENFORCERS } from '../../policy/enforcers/known-tools.ts';
import { lineMatch } from '../../policy/patterns/line-match.ts';
import { compilePattern } from '../../policy/patterns/path-pattern.ts';
import type { PatternLine, Policy } from '../../policy/policy.ts';
import { startOf } from '../../model/source-span.ts';
import { policyEntries } from './policy-change.ts';

type Find = (path: string) => PatternLine | undefined;

/**
 * What enforces the policy in a release: what its policy lists and what is built in. That policy may have
 * been loosened past every pull request, and must not hide what came along.
 */
export function releasedEnforcer(policy: Pick<Policy, 'integrity' | 'path'>): Find {
  const listed = lineMatch(policy.integrity.selfProtect.paths);
  const builtIn = lineMatch(builtInLines(policy));
  return (path) => listed(path) ?? builtIn(path);
}

/**
 * What is asked of a release: where the policy is still the released one, what it lists; where it changed,
 * what is built in as well. The first policy itself is left out: to ask for it again would forbid every
 * deploy of who adopts it.
 */
export function enforcerUnderRelease(policy: Pick<Policy, 'integrity' | 'path'>, change: Change): Find {
  const touched = policyEntries(policy, change);
  if (touched.length === 0) return lineMatch(policy.integrity.selfProtect.paths);
  const isFirst = touched.every(({ status }) => status === 'added');
  const find = releasedEnforcer(policy);
  return (path) => (isFirst && path === policy.path ? undefined : find(path));
}

function builtInLines({ path }: Pick<Policy, 'path'>): readonly PatternLine[] {
  const at = startOf(path);
  return ENFORCERS.flatMap((text): readonly PatternLine[] => {
    const result = compilePattern(text);
    return result.kind === 'pattern' ? [{ pattern: result.pattern, at, isBuiltIn: true }] : [];
  });
}
