import process from 'node:process';

/**
 * Names of the variables that are set and not empty: agents leave some on the machine they work on.
 * Names only: the values of variables are nobody's business.
 */
export function variableNames(
  environment: Readonly<Record<string, string | undefined>> = process.env,
): ReadonlySet<string> {
  return new Set(Object.entries(environment).flatMap(([name, value]) => (value ? [name] : [])));
}
