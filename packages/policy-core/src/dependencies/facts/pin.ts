import type { ProjectRequirement } from '../packaging/project-requirement.ts';
import type { Operator } from '../packaging/specifier.ts';

/**
 * The one version a requirement admits; `undefined` when there may be several, or it names an address.
 *
 * pip itself also takes `==1.*` for a pin: its own check asks for the operator only.
 */
export function pinOf(
  { clauses, url }: Pick<ProjectRequirement, 'clauses' | 'url'>,
  operators: readonly Operator[],
): string | undefined {
  const [only] = clauses;
  if (only === undefined || clauses.length > 1 || url !== undefined) return undefined;
  if (!operators.includes(only.operator)) return undefined;
  return only.operator === '==' && only.version.endsWith('.*') ? undefined : only.version;
}
