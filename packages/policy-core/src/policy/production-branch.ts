import { isProduction } from './same-environment.ts';
import type { BranchPolicy } from './policy.ts';

/** The branch that production is deployed from; `undefined` where the policy names none, several, or only a pattern. */
export function productionBranch({ classes, deployFrom }: BranchPolicy): string | undefined {
  const kinds = Array.from(deployFrom).find(([name]) => isProduction(name))?.[1] ?? [];
  const names = classes
    .filter(({ name }) => kinds.includes(name))
    .flatMap(({ match }) => match.map(({ text }) => text));
  const [only, ...more] = new Set(names);
  return only !== undefined && more.length === 0 && PLAIN.test(only) ? only : undefined;
}

/** Without a letter that means more than itself. */
const PLAIN = /^[A-Za-z0-9_][A-Za-z0-9._/-]*$/;
