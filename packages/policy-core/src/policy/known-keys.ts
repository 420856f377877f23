import { policyJsonSchema } from './policy-schema.ts';
import type { Steps } from './source/policy-text.ts';

/** The keys a map at these steps may have; none where any name may stand. */
export function knownKeysAt(steps: Steps): readonly string[] {
  const root: readonly SchemaPart[] = [policyJsonSchema()];
  const parts = steps.reduce((above, step) => above.flatMap((part) => partsBelow(part, step)), root);
  return parts.flatMap(({ properties }) => Object.keys(properties ?? {}));
}

interface SchemaPart {
  readonly properties?: Readonly<Record<string, SchemaPart>>;
  /** `false` where no other key is allowed. */
  readonly additionalProperties?: SchemaPart | boolean;
  readonly items?: SchemaPart;
  readonly anyOf?: readonly SchemaPart[];
}

function partsBelow({ properties, additionalProperties, items }: SchemaPart, step: string | number) {
  const part = typeof step === 'number' ? items : (properties?.[step] ?? additionalProperties);
  return typeof part === 'object' ? [part, ...(part.anyOf ?? [])] : [];
}
