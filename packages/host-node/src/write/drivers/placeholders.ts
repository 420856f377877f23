import { observed, unobserved, type Known } from '@lockkeeper/policy-core';

/** What a word of the policy may stand for: `{sha}`, `{key}`, `{token}`, `{environment}`, `{service}`. */
export type Placeholders = Readonly<Partial<Record<PlaceholderName, string>>>;

type PlaceholderName = 'sha' | 'key' | 'token' | 'environment' | 'service';

/** The words with values in the place of names; what else stands in braces is left as it is. Unknown: a name has no value here. */
export function filledIn(
  [program, ...args]: readonly [string, ...string[]],
  values: Placeholders,
): Known<readonly [string, ...string[]]> {
  const missing = new Set<string>();
  const filled = (word: string) =>
    // At one go: what a value says in braces stands for nothing.
    word.replaceAll(/\{(sha|key|token|environment|service)\}/g, (whole, name: PlaceholderName) => {
      if (values[name] === undefined) missing.add(whole);
      return values[name] ?? whole;
    });
  const words = [filled(program), ...args.map(filled)] as const;
  return missing.size === 0
    ? observed(words)
    : unobserved(
        `only a deploy has ${[...missing].join(' and ')}; take it out of this command of the policy`,
      );
}

/** The same for programs that read variables. One without a value is taken away: it could be that of somebody around us. */
export function asVariables({ sha, key, token, environment, service }: Placeholders): NodeJS.ProcessEnv {
  return {
    LOCKKEEPER_SHA: sha,
    LOCKKEEPER_KEY: key,
    LOCKKEEPER_TOKEN: token,
    LOCKKEEPER_ENVIRONMENT: environment,
    LOCKKEEPER_SERVICE: service,
  };
}
