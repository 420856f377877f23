import { madeFrom } from '../model/same-value.ts';
import { publicPrefix } from './public-name.ts';
import type { PolicyFile } from './policy-schema.ts';
import type { PolicyProblem, VariableSection, WantedVariable, ValueForm } from './policy.ts';
import type { Steps, PolicySourceText } from './source/policy-text.ts';

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

/** A form of a whole value: `*` is any text, `?` one character, and everything else is itself. */
export function valueForm(text: string): ValueForm {
  const wanted = Array.from(text);
  return { text, fits: madeFrom(valueForm, [text], (value) => fits(wanted, Array.from(value))) };
}

/** Goes back to the last `*` alone, so that no value takes longer than its length times that of the form. */
function fits(wanted: readonly string[], value: readonly string[]): boolean {
  let [at, seen] = [0, 0];
  let star: { readonly at: number; readonly seen: number } | undefined;
  while (seen < value.length) {
    if (wanted[at] === '*') {
      star = { at, seen };
      at += 1;
    } else if (wanted[at] === '?' || wanted[at] === value[seen]) {
      at += 1;
      seen += 1;
    } else if (star === undefined) {
      return false;
    } else {
      star = { at: star.at, seen: star.seen + 1 };
      [at, seen] = [star.at + 1, star.seen];
    }
  }
  return wanted.slice(at).every((one) => one === '*');
}
