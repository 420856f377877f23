import type { VariableSection } from '../../policy/policy.ts';
import { databasePlace } from './database-place.ts';
import type { Fingerprint } from './keyed-fingerprint.ts';
import { isPlaceholder } from '../../model/placeholder.ts';
import { looksRandom, secretSign } from '../../policy/secret-sign.ts';

/** What is known of a variable once its value is forgotten. */
export interface SeenVariable {
  readonly state: 'empty' | 'placeholder' | 'set';
  /** In characters, without blanks around it. */
  readonly length: number;
  /** The forms, of those that the policy names for it, that its value fits. */
  readonly fits: ReadonlySet<string>;
  /** Equal for two variables that hold the same, but for blanks and line ends around it. */
  readonly fingerprint: string;
  /** Equal for two variables that lead to the same database; `undefined`: it leads to none. */
  readonly database: string | undefined;
  /** Why the value must be a secret, as a clause; `undefined`: nothing shows it. */
  readonly secretSign: string | undefined;
  readonly looksRandom: boolean;
}

/** By their names. */
export type SeenVariables = ReadonlyMap<string, SeenVariable>;

/** Takes what matters from values, which nobody needs from then on. */
export function seeVariables(
  values: ReadonlyMap<string, string>,
  sections: readonly VariableSection[],
  fingerprint: Fingerprint,
): SeenVariables {
  return new Map(
    Array.from(values, ([name, value]) => {
      const forms = sections
        .flatMap(({ variables }) => variables.filter((wanted) => wanted.name === name))
        .flatMap((wanted) => wanted.forms);
      const place = databasePlace(value);
      return [
        name,
        {
          state: value.trim() === '' ? 'empty' : isPlaceholder(value) ? 'placeholder' : 'set',
          length: Array.from(value.trim()).length,
          fits: new Set(forms.filter((form) => form.fits(value)).map(({ text }) => text)),
          fingerprint: fingerprint(value.trim()),
          database: place && fingerprint(place),
          secretSign: secretSign(value),
          looksRandom: looksRandom(value),
        },
      ];
    }),
  );
}
