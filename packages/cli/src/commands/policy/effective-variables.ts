import type { Policy } from '@lockkeeper/policy-core';

/** `undefined` where the policy names none. */
export function effectiveVariables({ variables }: Policy): object | undefined {
  if (variables.length === 0) return undefined;
  return variables.map(({ id, environments, services, variables: wanted }) => ({
    id,
    environments,
    services,
    names: Object.fromEntries(
      wanted.map(({ name, isOptional, isSecret, differs, forms, minLength }) => [
        name,
        {
          optional: isOptional,
          secret: isSecret,
          matches: forms.length === 0 ? undefined : forms.map(({ text }) => text),
          min_length: minLength,
          differs,
        },
      ]),
    ),
  }));
}
