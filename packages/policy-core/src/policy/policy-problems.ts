import type { z } from 'zod';
import { meantAmong } from './meant-word.ts';
import type { PolicyProblem } from './policy.ts';
import { nearestWord } from './nearest-word.ts';
import type { PolicyText, Steps } from './source/policy-text.ts';
import { policyJsonSchema } from './policy-schema.ts';

type Source = Extract<PolicyText, { kind: 'value' }>;

/** Words the schema's objections for people, each at the place it is about. */
export function schemaProblems(error: z.ZodError, source: Source): PolicyProblem[] {
  return error.issues.flatMap((issue) => problemsOf(issue, [], source));
}

function problemsOf(issue: z.core.$ZodIssue, above: Steps, source: Source): PolicyProblem[] {
  const steps = [...above, ...issue.path.filter((step) => typeof step !== 'symbol')];
  const name = steps.length === 0 ? 'The policy' : wordsFor(steps);
  if (isMissing(source.value, steps))
    return [{ message: `${name} is missing. Add it.`, at: source.spanOf(steps) }];
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => ({
        message: `Unknown key ${JSON.stringify(key)}${steps.length === 0 ? '' : ` in ${name}`}. ${unknownKeyAdvice(key, steps)}`,
        at: source.keySpanOf([...steps, key]) ?? source.spanOf([...steps, key]),
        ...meantAmong(key, knownKeysAt(steps)),
      }));
    case 'invalid_union':
      return (
        meantForm(issue, steps)?.flatMap((inner) => problemsOf(inner, steps, source)) ?? [
          {
            message: `${name} ${formAdvice(steps)}`,
            at: source.spanOf(steps),
            ...meantValue(valueAt(source.value, steps), issue.errors.flatMap(valuesNamed)),
          },
        ]
      );
    case 'invalid_type':
      return [{ message: `${name} must be ${article(issue.expected)}.`, at: source.spanOf(steps) }];
    case 'invalid_value':
      return [
        {
          message: `${name} must be ${issue.values.map((value) => JSON.stringify(value)).join(' or ')}.`,
          at: source.spanOf(steps),
          ...meantValue(valueAt(source.value, steps), issue.values),
        },
      ];
    default:
      return [plainProblem(issue, { name, steps }, source)];
  }
}

function plainProblem(
  issue: z.core.$ZodIssue,
  { name, steps }: { readonly name: string; readonly steps: Steps },
  source: Source,
): PolicyProblem {
  const key = issue.code === 'invalid_key' ? source.keySpanOf(steps) : undefined;
  return { message: `${name} ${saidOf(issue)}.`, at: key ?? source.spanOf(steps) };
}

function saidOf(issue: z.core.$ZodIssue): string {
  if (issue.code === 'too_small')
    return issue.origin === 'number' ? `must be ${issue.minimum} or more` : 'must not be empty';
  const { message } = issue.code === 'invalid_key' ? (issue.issues[0] ?? issue) : issue;
  return `is not valid: ${message}`;
}

/** What is wrong with a folder, or with a map in its place; `undefined` where it is neither. */
function meantForm(
  { errors }: z.core.$ZodIssueInvalidUnion,
  [key]: Steps,
): readonly z.core.$ZodIssue[] | undefined {
  if (key !== 'migrations') return undefined;
  const meant = errors.filter(
    (issues) => !issues.some(({ path, code }) => path.length === 0 && code === 'invalid_type'),
  );
  return meant.length === 1 ? meant[0] : undefined;
}

function formAdvice(steps: Steps): string {
  if (steps[0] === 'migrations') return 'must be a folder, or a map with folders.';
  if (steps[0] === 'rules') return 'must be off, error, warning or info, or a map with severity and options.';
  if (steps[2] === 'trailers') return 'must be the name of a trailer, or a list of names.';
  return steps[0] === 'extends'
    ? 'must be the name of a preset, or a list of names.'
    : 'has a form that is not allowed here. Check it against the schema.';
}

function isMissing(value: unknown, steps: Steps): boolean {
  return steps.length > 0 && valueAt(value, steps) === undefined;
}

function valueAt(value: unknown, steps: Steps): unknown {
  return steps.reduce<unknown>(
    (parent, step) => (typeof parent === 'object' && parent !== null ? Reflect.get(parent, step) : undefined),
    value,
  );
}

function meantValue(written: unknown, values: readonly unknown[]): Pick<PolicyProblem, 'meant'> {
  const words = values.filter((value) => typeof value === 'string');
  return typeof written === 'string' ? meantAmong(written, words) : {};
}

/** The words that one form of several would have taken. */
function valuesNamed(issues: readonly z.core.$ZodIssue[]): readonly unknown[] {
  return issues.flatMap((issue) => (issue.code === 'invalid_value' ? issue.values : []));
}

function unknownKeyAdvice(key: string, steps: Steps): string {
  const nearest = nearestWord(key, knownKeysAt(steps));
  if (nearest !== undefined) return `Did you mean ${JSON.stringify(nearest)}?`;
  return 'Remove it: only keys that are enforced are accepted.';
}

/** `protected[0].paths` reads like the file does. */
function wordsFor(steps: Steps): string {
  return steps
    .map((step, index) => (typeof step === 'number' ? `[${step}]` : `${index === 0 ? '' : '.'}${step}`))
    .join('');
}

function article(expected: string): string {
  const names: Readonly<Record<string, string>> = {
    array: 'a list',
    object: 'a map',
    record: 'a map',
    string: 'a text',
    int: 'a whole number',
    boolean: 'true or false',
  };
  return names[expected] ?? `a ${expected}`;
}

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
