import { publicPrefix } from './public-name.ts';
import type { PolicyFile } from './policy-schema.ts';
import type { PolicyProblem, VariableSection, WantedVariable } from './policy.ts';
import type { Steps, PolicySourceText } from './source/policy-text.ts';
import { valueForm } from './value-form.ts';

type WrittenSection = NonNullable<PolicyFile['variables']>[number];
type WrittenVariable = WrittenSection['names'][string];

export function variableSections(
  { variables = [] }: PolicyFile,
  source: PolicySourceText,
): readonly VariableSection[] {
  return variables.map(({ id, environments, services, names }, index) => ({
    id,
    environments,
    services,
    variables: Object.entries(names).map(([name, written]): WantedVariable => ({
      name,
      isOptional: written.optional ?? false,
      isSecret: written.secret ?? false,
      differs: written.differs ?? written.secret ?? false,
      isShared: written.differs === false,
      forms: formsOf(written).map(valueForm),
      minLength: written.min_length ?? 1,
    })),
    at: source.spanOf(['variables', index]),
  }));
}

/** Secrets that the policy itself gives away, or whose names do. */
export function variableProblems(
  { variables = [] }: PolicyFile,
  source: PolicySourceText,
): readonly PolicyProblem[] {
  return variables.flatMap(({ names }, index) =>
    Object.entries(names)
      .filter(([, { secret }]) => secret === true)
      .flatMap(([name, written]) => {
        const problem = (key: string, message: string) => {
          const steps: Steps = ['variables', index, 'names', name, key];
          return { message, at: source.spanOf(steps) };
        };
        const prefix = publicPrefix(name);
        const says = formsOf(written).some((form) => !/[*?]/.test(form));
        return [
          ...(says ? [problem('matches', `What ${name} matches ${SAYS_ALL}`)] : []),
          ...(prefix === undefined
            ? []
            : [problem('secret', `${name} cannot be secret: what begins with ${prefix} ${IS_PUBLIC}`)]),
        ];
      }),
  );
}

const SAYS_ALL = 'says all of a secret. Write how it begins, and * for the rest.';
const IS_PUBLIC = 'ends in code that everybody loads. Give it another name.';

function formsOf({ matches = [] }: WrittenVariable): readonly string[] {
  return typeof matches === 'string' ? [matches] : matches;
}
