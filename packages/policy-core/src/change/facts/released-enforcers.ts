import type { Change } from '../../model/observations.ts';
import { ENFORCERS, NOT_ENFORCING, WHOLE_FOLDER } from '../../policy/enforcers/known-tools.ts';
import { anyMatch, lineMatch } from '../../policy/patterns/line-match.ts';
import { compilePattern, type PathPattern } from '../../policy/patterns/path-pattern.ts';
import type { PatternLine, Policy } from '../../policy/policy.ts';
import { startOf } from '../../model/source-span.ts';
import { baseEntries, policyEntries } from './policy-change.ts';

type Find = (path: string) => PatternLine | undefined;

/**
 * What enforces the policy in a release: what its policy lists and what is built in. That policy may have
 * been loosened past every pull request, and must not hide what came along.
 */
export function releasedEnforcer(policy: Pick<Policy, 'integrity' | 'path'>): Find {
  const listed = listedEnforcer(policy);
  const builtIn = findBut(builtInLines(policy), NOT_ENFORCING);
  return (path) => listed(path) ?? builtIn(path);
}

/**
 * What is asked of a release: where the policy is still the released one, what it lists; where it changed,
 * what is built in as well. The first policy itself is left out: to ask for it again would forbid every
 * deploy of who adopts it.
 */
export function enforcerUnderRelease(
  policy: Pick<Policy, 'integrity' | 'path' | 'bases'>,
  change: Change,
): Find {
  const touched = [...policyEntries(policy, change), ...baseEntries(policy, change)];
  if (touched.length === 0) return listedEnforcer(policy);
  const isFirst = touched.every(({ status }) => status === 'added');
  const find = releasedEnforcer(policy);
  return (path) => (isFirst && touched.some((entry) => entry.path === path) ? undefined : find(path));
}

/** What the policy lists, or is taken for its list where it has none. */
export function listedEnforcer({ integrity }: Pick<Policy, 'integrity'>): Find {
  const { paths, except } = integrity.selfProtect;
  return findBut(paths, except);
}

/** What is free lies in a folder that is protected whole; an action or settings of an agent in there are not. */
function findBut(lines: readonly PatternLine[], except: readonly PathPattern[]): Find {
  const [all, isFree] = [lineMatch(lines), anyMatch(except)];
  const named = (path: string) =>
    lineMatch(lines.filter(({ pattern }) => pattern.text !== WHOLE_FOLDER))(path);
  return (path) => (isFree(path) ? named(path) : all(path));
}

function builtInLines({ path }: Pick<Policy, 'path'>): readonly PatternLine[] {
  const at = startOf(path);
  return ENFORCERS.flatMap((text): readonly PatternLine[] => {
    const result = compilePattern(text);
    return result.kind === 'pattern' ? [{ pattern: result.pattern, at, isBuiltIn: true }] : [];
  });
}
