import type { VariableSection, WantedVariable } from '../../policy/policy.ts';
import { isSameEnvironment } from '../../policy/same-environment.ts';
import type { VariableSource } from './variable-source.ts';

/** The sections that an environment has to satisfy. */
export function sectionsOf(
  sections: readonly VariableSection[],
  environment: string,
): readonly VariableSection[] {
  return sections.filter(
    ({ environments }) => environments?.some((each) => isSameEnvironment(each, environment)) ?? true,
  );
}

/** What must be true of the variables of a source, also where several sections speak of one. */
export function wantedIn(
  sections: readonly VariableSection[],
  { environment, service }: Pick<VariableSource, 'environment' | 'service'>,
): readonly WantedVariable[] {
  return sectionsOf(sections, environment)
    .filter(({ services }) => service === undefined || (services?.includes(service) ?? true))
    .flatMap(({ variables }) => variables);
}
