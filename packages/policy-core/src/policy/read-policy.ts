import { startOf } from '../model/source-span.ts';
import { MAX_TEXT_UNITS } from '../model/file-content.ts';
import { buildPolicy } from './build-policy.ts';
import { meantAmong } from './meant-word.ts';
import { schemaProblems } from './policy-problems.ts';
import { policySchema } from './policy-schema.ts';
import type { InvalidPolicy, Policy, PolicyProblem } from './policy.ts';
import { mergePreset, PRESETS } from './presets/presets.ts';
import type { KnownRule } from './rule-settings.ts';
import type { PolicyText, Steps, PolicySourceText } from './source/policy-text.ts';
import { readPolicyText } from './source/read-policy-text.ts';

export interface PolicySource {
  /** Decides the format: `.toml`, `.json`, else YAML. Shown in problems and findings. */
  readonly path: string;
  readonly text: string;
}

/**
 * Reads a policy, or says place by place why the file is not one. Never throws.
 *
 * @param rules those that the policy may name
 */
export function readPolicy(
  { path, text }: PolicySource,
  rules: readonly KnownRule[],
): Policy | InvalidPolicy {
  const invalid = (...problems: readonly PolicyProblem[]): InvalidPolicy => ({
    kind: 'invalid',
    path,
    problems,
  });
  if (text.length > MAX_TEXT_UNITS)
    return invalid({ message: 'The policy is larger than 2 MB. Make it smaller.', at: startOf(path) });
  if (text.includes('\0'))
    return invalid({ message: 'The policy is a binary file. Write it as text.', at: startOf(path) });
  const source = readPolicyText(path, text);
  if (source.kind === 'malformed') {
    return invalid({ message: `The policy cannot be read: ${source.problem}.`, at: source.at });
  }
  const presets = chosenPresets(source);
  if (presets.kind === 'unknown') return invalid(...presets.problems);
  const merged = presets.values.reduce(mergePreset, source.value);
  // A policy is read once: compiling a parser for it takes longer, and a browser may forbid it.
  const parsed = policySchema.safeParse(merged, { jitless: true });
  if (!parsed.success) return invalid(...schemaProblems(parsed.error, source));
  const { policy, problems } = buildPolicy(parsed.data, placingPresets(source, merged), { path, rules });
  return problems.length > 0 ? invalid(...problems) : policy;
}

/**
 * What a preset brought stands on no line of its own: it is shown where the preset is named. What is
 * built in belongs to no preset.
 */
function placingPresets(source: PolicySourceText, merged: unknown): PolicySourceText {
  const isFromPreset = (steps: Steps) => !isWritten(source.value, steps) && isWritten(merged, steps);
  return {
    ...source,
    isFromPreset,
    spanOf: (steps) => source.spanOf(isFromPreset(steps) ? ['extends'] : steps),
  };
}

/** Whether a value holds what these steps lead to, as far as they lead into sections at all. */
function isWritten(value: unknown, steps: Steps): boolean {
  if (steps.length < 2) return true;
  return steps.reduce(memberOf, value) !== undefined;
}

function memberOf(value: unknown, step: string | number): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, step) : undefined;
}

type Chosen =
  | { readonly kind: 'known'; readonly values: readonly unknown[] }
  | { readonly kind: 'unknown'; readonly problems: readonly PolicyProblem[] };

function chosenPresets(source: Extract<PolicyText, { kind: 'value' }>): Chosen {
  const { value } = source;
  const written: unknown =
    typeof value === 'object' && value !== null ? Reflect.get(value, 'extends') : undefined;
  const names = typeof written === 'string' ? [written] : Array.isArray(written) ? written : [];
  const found = names.map((name) => PRESETS.find((preset) => preset.name === name));
  const problems = names.flatMap((name, index) =>
    found[index] === undefined
      ? [
          {
            message: `There is no preset ${JSON.stringify(name)}. The presets are ${PRESETS.map((preset) => preset.name).join(', ')}.`,
            at: source.spanOf(Array.isArray(written) ? ['extends', index] : ['extends']),
            ...(typeof name === 'string'
              ? meantAmong(
                  name,
                  PRESETS.map((preset) => preset.name),
                )
              : {}),
          },
        ]
      : [],
  );
  return problems.length > 0
    ? { kind: 'unknown', problems }
    : { kind: 'known', values: found.flatMap((preset) => (preset ? [preset.value] : [])) };
}
