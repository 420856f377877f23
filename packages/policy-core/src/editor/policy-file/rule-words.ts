import { z } from 'zod';

import { allRules } from '../../checker/all-rules.ts';
import type { Rule } from '../../engine/rule.ts';
import { lazily } from '../../model/lazy.ts';
import { memoizeByObject } from '../../model/memoize.ts';
import type { JsonSchemaPart } from './json-schema-part.ts';

export function ruleNamed(id: unknown): Rule | undefined {
  return typeof id === 'string' ? rulesById().get(id) : undefined;
}

const rulesById = lazily(() => new Map(allRules.map((rule) => [rule.id, rule])));

/** What may stand under `options` of a rule; `undefined` where there is no such rule. */
export function optionsSchema(id: unknown): JsonSchemaPart | undefined {
  const rule = ruleNamed(id);
  return rule && schemaOfOptions(rule);
}

const schemaOfOptions = memoizeByObject(
  // Sound: zod writes of JSON Schema no more than it needs, and a rule's options are a plain map.
  ({ options }: Rule) => z.toJSONSchema(options, { io: 'input', unrepresentable: 'any' }) as JsonSchemaPart,
);

/** What a rule demands, how heavy it weighs, and what can be set. */
export function ruleSentences({ id, summary, defaultSeverity }: Rule): readonly string[] {
  const options = Object.keys(optionsSchema(id)?.properties ?? {});
  return [
    summary,
    `It is ${SEVERITY_WORDS[defaultSeverity]} unless the policy says otherwise.`,
    ...(options.length === 0 ? [] : [`Its options: ${options.join(', ')}.`]),
  ];
}

const SEVERITY_WORDS = { error: 'an error', warning: 'a warning', info: 'information' } as const;
