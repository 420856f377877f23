import type { Steps } from '../../policy/source/policy-text.ts';
import { policyEditorSchema } from '../../policy/policy-schema.ts';
import { lazily } from '../../model/lazy.ts';
import { formsOf, type JsonSchemaPart } from './json-schema-part.ts';
import { optionsSchema } from './rule-words.ts';

/** What may stand at these steps: every form that is allowed there; none where the policy has no such place. */
export function schemaAt(steps: Steps): readonly JsonSchemaPart[] {
  const rule = steps[0] === 'rules' && steps[2] === 'options' ? optionsSchema(steps[1]) : undefined;
  const [from, way] = rule === undefined ? [wholeSchema(), steps] : [rule, steps.slice(3)];
  return way.reduce<readonly JsonSchemaPart[]>(
    (parts, step) => parts.flatMap((part) => partsBelow(part, step)),
    formsOf(from),
  );
}

/** What a text stands for there, as a key of the map at these steps or as the value at them. */
export function formatAt(steps: Steps, at: 'key' | 'value'): string | undefined {
  const parts = schemaAt(steps);
  const texts = at === 'value' ? parts : parts.flatMap(({ propertyNames = [] }) => propertyNames);
  return texts.find(({ format }) => format !== undefined)?.format;
}

function partsBelow({ properties, additionalProperties, items }: JsonSchemaPart, step: string | number) {
  const part = typeof step === 'number' ? items : (properties?.[step] ?? additionalProperties);
  return typeof part === 'object' ? formsOf(part) : [];
}

/** It is always the same, and takes a while to be made. */
const wholeSchema: () => JsonSchemaPart = lazily(policyEditorSchema);
