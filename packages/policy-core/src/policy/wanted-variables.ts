import type { VariableSection, WantedVariable } from './policy.ts';
import type { DeployPlace } from './record-places.ts';
import { isSameEnvironment } from './same-environment.ts';

/** The sections that an environment has to satisfy. */
export function sectionsOf(
  sections: readonly VariableSection[],
  environment: string,
): readonly VariableSection[] {
  return sections.filter(
    ({ environments }) => environments?.some((each) => isSameEnvironment(each, environment)) ?? true,
  );
}

/** What must be true of the variables of a place, also where several sections speak of one. */
export function wantedIn(
  sections: readonly VariableSection[],
  { environment, service }: DeployPlace,
): readonly WantedVariable[] {
  return sectionsOf(sections, environment)
    .filter(({ services }) => service === undefined || (services?.includes(service) ?? true))
    .flatMap(({ variables }) => variables);
}
