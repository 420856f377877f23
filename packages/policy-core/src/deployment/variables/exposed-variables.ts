import type { GuardEvidence, GuardProblem } from '../guard/guard-check.ts';
import type { VariableSection } from '../../policy/policy.ts';
import { namesSecret, publicPrefix } from '../../policy/public-name.ts';
import type { SeenVariable } from './seen-variables.ts';
import { placeName, type SeenSource } from './variable-source.ts';
import { wantedIn } from '../../policy/wanted-variables.ts';

export interface Exposed {
  readonly problems: readonly GuardProblem[];
  /** What may be meant. */
  readonly evidence: readonly GuardEvidence[];
}

/** Secrets of a source in variables whose names give them to everybody. */
export function exposedVariables(
  sections: readonly VariableSection[],
  source: SeenSource,
  all: readonly SeenSource[],
): Exposed {
  const secrets = secretsIn(sections, all);
  const wanted = new Set(wantedIn(sections, source).map(({ name }) => name));
  const judged = [...source.seen]
    .filter(([name, { state }]) => publicPrefix(name) !== undefined && state === 'set')
    .map(([name, seen]) => ({ name, why: whySecret(name, seen, { secrets, wanted }), seen }));
  return {
    problems: judged.flatMap(({ name, why }) => (why === undefined ? [] : [problemOf(name, why, source)])),
    evidence: judged
      .filter(({ name, why, seen }) => why === undefined && seen.looksRandom && !wanted.has(name))
      .map(({ name }) => ({
        text: `${name} of ${placeName(source)} looks like a key, and everybody may read it. If that is meant, name it in the policy.`,
        where: name,
      })),
  };
}

/** Names of secrets by what they hold. */
type Secrets = ReadonlyMap<string, string>;

function secretsIn(sections: readonly VariableSection[], sources: readonly SeenSource[]): Secrets {
  return new Map(
    sources.flatMap((source) => {
      const secret = new Set(
        wantedIn(sections, source)
          .filter(({ isSecret }) => isSecret)
          .map(({ name }) => name),
      );
      return [...source.seen]
        .filter(
          ([name, { state }]) =>
            state === 'set' && publicPrefix(name) === undefined && (secret.has(name) || namesSecret(name)),
        )
        .map(([name, { fingerprint }]) => [fingerprint, name] as const);
    }),
  );
}

/** Goes on after the name of the variable. */
function whySecret(
  name: string,
  { secretSign, fingerprint }: SeenVariable,
  { secrets, wanted }: { readonly secrets: Secrets; readonly wanted: ReadonlySet<string> },
): string | undefined {
  const twin = secrets.get(fingerprint);
  if (twin !== undefined) return `holds the same as ${twin}`;
  if (secretSign !== undefined) return secretSign;
  return namesSecret(name) && !wanted.has(name) ? 'is called a secret' : undefined;
}

function problemOf(name: string, why: string, source: SeenSource): GuardProblem {
  return {
    kind: 'failed',
    text: `${name} of ${placeName(source)} ${why}, and everybody who loads the page can read it.`,
    where: name,
    path: null,
    next_step: `Use it on the server alone, under a name without ${publicPrefix(name) ?? ''}, and replace it: it may be known by now.`,
  };
}
