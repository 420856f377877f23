import { z } from 'zod';

import { allRules } from '../../checker/all-rules.ts';
import type { Rule } from '../../engine/rule.ts';
import type { JsonSchemaPart } from './json-schema-part.ts';

export function ruleNamed(id: unknown): Rule | undefined {
  return allRules.find((rule) => rule.id === id);
}

/** What may stand under `options` of a rule; `undefined` where there is no such rule. */
export function optionsSchema(id: unknown): JsonSchemaPart | undefined {
  const rule = ruleNamed(id);
  if (rule === undefined) return undefined;
  const known = schemas.get(rule);
  if (known !== undefined) return known;
  // Sound: zod writes of JSON Schema no more than it needs, and a rule's options are a plain map.
  const schema = z.toJSONSchema(rule.options, { io: 'input', unrepresentable: 'any' }) as JsonSchemaPart;
  schemas.set(rule, schema);
  return schema;
}

const schemas = new WeakMap<Rule, JsonSchemaPart>();

/** What a rule demands, how heavy it weighs, and what can be set. */
export function ruleSentences({ id, summary, defaultSeverity }: Rule): readonly string[] {
  const options = Object.entries(optionsSchema(id)?.properties ?? {});
  return [
    summary,
    `It is ${SEVERITY_WORDS[defaultSeverity]} unless the policy says otherwise.`,
    ...(options.length === 0 ? [] : [`Its options: ${options.map(([name]) => name).join(', ')}.`]),
  ];
}

const SEVERITY_WORDS = { error: 'an error', warning: 'a warning', info: 'information' } as const;
