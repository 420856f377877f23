import { observed } from '../model/known.ts';
import { anyMatch } from '../policy/patterns/line-match.ts';
import type { Policy } from '../policy/policy.ts';
import type { Facts } from './facts.ts';

/** The same facts as far as the policy governs: of what lies outside nothing is told, so no rule has passed it. */
export function factsInScope(facts: Facts, { scope }: Pick<Policy, 'scope'>): Facts {
  if (scope === undefined) return facts;
  const governs = anyMatch(scope);
  const inside = <File extends { readonly path: string }>(files: readonly File[]) =>
    files.filter(({ path }) => governs(path));
  const { migrations, applicationCode } = facts;
  const scripts = inside(migrations.scripts);
  const requirementsFiles = inside(facts.requirementsFiles);
  return {
    ...facts,
    migrations:
      scripts.length === 0
        ? { ...migrations, scripts, unsettled: undefined, histories: observed([]) }
        : { ...migrations, scripts },
    requirementsFiles,
    requirementsPairs: facts.requirementsPairs.filter(({ pair }) => [pair.source, pair.lock].some(governs)),
    hashedRequirements: requirementsFiles.length === 0 ? [] : facts.hashedRequirements,
    environmentCode: inside(facts.environmentCode),
    applicationCode: applicationCode.known
      ? observed({ ...applicationCode.value, files: inside(applicationCode.value.files) })
      : applicationCode,
  };
}
