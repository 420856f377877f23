import type { Steps } from '../../policy/source/policy-text.ts';
import { policyEditorSchema } from '../../policy/policy-schema.ts';
import { optionsSchema } from './rule-words.ts';
import type { JsonSchemaPart } from './json-schema-part.ts';

/** What may stand at these steps: every form that is allowed there; none where the policy has no such place. */
export function schemaAt(steps: Steps): readonly JsonSchemaPart[] {
  const rule = steps[0] === 'rules' && steps[2] === 'options' ? optionsSchema(steps[1]) : undefined;
  const [from, way] = rule === undefined ? [wholeSchema(), steps] : [rule, steps.slice(3)];
  return way.reduce<readonly JsonSchemaPart[]>(
    (parts, step) => parts.flatMap((part) => partsBelow(part, step)),
    formsOf(from),
  );
}

/** The part itself, and the forms that it may have instead. */
export function formsOf(part: JsonSchemaPart): readonly JsonSchemaPart[] {
  const { anyOf = [], ...own } = part;
  if (anyOf.length === 0) return [part];
  // What is said of the whole is said of each form that says nothing itself.
  return anyOf.flatMap((form) => formsOf({ ...own, ...form }));
}

function partsBelow({ properties, additionalProperties, items }: JsonSchemaPart, step: string | number) {
  const part = typeof step === 'number' ? items : (properties?.[step] ?? additionalProperties);
  return typeof part === 'object' ? formsOf(part) : [];
}

let whole: JsonSchemaPart | undefined;

/** It is always the same, and takes a while to be made. */
function wholeSchema(): JsonSchemaPart {
  return (whole ??= policyEditorSchema());
}
