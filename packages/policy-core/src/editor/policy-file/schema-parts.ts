import type { Steps } from '../../policy/source/policy-text.ts';
import { policyEditorSchema } from '../../policy/policy-schema.ts';
import { UPDATE_CONFIG_PATH } from '../../update/config/update-config.ts';
import { updateJsonSchema } from '../../update/config/update-schema.ts';
import { lazily } from '../../model/lazy.ts';
import { formsOf, type JsonSchemaPart } from './json-schema-part.ts';
import { nodeAt, type PolicyNode } from './policy-node.ts';
import { optionsSchema } from './rule-words.ts';

/** Which of the files that people write for Lockkeeper it is. */
export type EditedFile = 'policy' | 'update';

export function editedFile(path: string): EditedFile {
  return `/${path}`.endsWith(`/${UPDATE_CONFIG_PATH}`) ? 'update' : 'policy';
}

/**
 * What may stand at these steps: every form that is allowed there; none where the policy has no such place.
 *
 * @param tree what is written: of forms that have a kind each, the one of its kind counts
 */
export function schemaAt(
  steps: Steps,
  tree?: PolicyNode,
  file: EditedFile = 'policy',
): readonly JsonSchemaPart[] {
  const rule = steps[0] === 'rules' && steps[2] === 'options' ? optionsSchema(steps[1]) : undefined;
  const [from, way] = rule === undefined ? [SCHEMAS[file](), steps] : [rule, steps.slice(3)];
  const start = steps.length - way.length;
  return way.reduce<readonly JsonSchemaPart[]>((parts, step, index) => {
    const below = parts.flatMap((part) => partsBelow(part, step));
    return tree === undefined ? below : ofKindWritten(below, nodeAt(tree, steps.slice(0, start + index + 1)));
  }, formsOf(from));
}

/** Where another kind is written than there is, or none yet, every form. */
function ofKindWritten(
  parts: readonly JsonSchemaPart[],
  node: PolicyNode | undefined,
): readonly JsonSchemaPart[] {
  const fitting = parts.filter(({ properties = {} }) =>
    Object.entries(properties).every(([key, { const: kind }]) => {
      const written = nodeAt(node, [key]);
      return kind === undefined || written?.kind !== 'scalar' || written.value === kind;
    }),
  );
  return fitting.length > 0 ? fitting : parts;
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

/** They are always the same, and take a while to be made. */
const SCHEMAS: Readonly<Record<EditedFile, () => JsonSchemaPart>> = {
  policy: lazily(policyEditorSchema),
  update: lazily(updateJsonSchema),
};
