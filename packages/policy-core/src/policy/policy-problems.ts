import type { z } from 'zod';
import { meantAmong } from './meant-word.ts';
import type { PolicyProblem } from './policy.ts';
import { nearestWord } from './nearest-word.ts';
import type { PolicyText, Steps } from './source/policy-text.ts';

/** What a file is, in what is said of it. */
export interface WrittenForm {
  /** Such as `The policy`: what a problem of the whole file is about. */
  readonly name: string;
  /** As JSON Schema. */
  readonly schema: () => object;
}

type Source = Extract<PolicyText, { kind: 'value' }> & { readonly form: WrittenForm };

/** Words the schema's objections for people, each at the place it is about. */
export function schemaProblems(
  error: z.ZodError,
  text: Extract<PolicyText, { kind: 'value' }>,
  form: WrittenForm,
): PolicyProblem[] {
  const source = { ...text, form };
  return error.issues.flatMap((issue) => problemsOf(issue, [], source));
}

function problemsOf(issue: z.core.$ZodIssue, above: Steps, source: Source): PolicyProblem[] {
  const steps = [...above, ...issue.path.filter((step) => typeof step !== 'symbol')];
  const name = steps.length === 0 ? source.form.name : wordsFor(steps);
  if (isMissing(source.value, steps))
    return [{ message: `${name} is missing. Add it.`, at: source.spanOf(steps) }];
  switch (issue.code) {
    case 'unrecognized_keys':
      return unknownKeys(issue.keys, { name, steps }, source);
    case 'invalid_union':
      return unionProblems(issue, { name, steps }, source);
    case 'invalid_type':
      return [{ message: `${name} must be ${article(issue.expected)}.`, at: source.spanOf(steps) }];
    case 'invalid_value':
      return [noneOf(issue.values, { name, steps }, source)];
    default:
      return [plainProblem(issue, { name, steps }, source)];
  }
}

interface Place {
  readonly name: string;
  readonly steps: Steps;
}

function unknownKeys(keys: readonly string[], { name, steps }: Place, source: Source): PolicyProblem[] {
  const known = knownKeysAt(source.form, { steps, written: valueAt(source.value, steps) });
  return keys.map((key) => ({
    message: `Unknown key ${JSON.stringify(key)}${steps.length === 0 ? '' : ` in ${name}`}. ${unknownKeyAdvice(key, known)}`,
    at: source.keySpanOf([...steps, key]) ?? source.spanOf([...steps, key]),
    ...meantAmong(key, known),
  }));
}

function unionProblems(
  issue: z.core.$ZodIssueInvalidUnion,
  { name, steps }: Place,
  source: Source,
): PolicyProblem[] {
  // Of forms that have a kind each, none is of this kind.
  if ('options' in issue) return [noneOf(issue.options ?? [], { name, steps }, source)];
  const form = meantForm(issue, steps);
  if (form !== undefined) return form.flatMap((inner) => problemsOf(inner, steps, source));
  return [
    {
      message: `${name} ${formAdvice(steps)}`,
      at: source.spanOf(steps),
      ...meantValue(valueAt(source.value, steps), issue.errors.flatMap(valuesNamed)),
    },
  ];
}

/** Of values of which one has to stand there. */
function noneOf(values: readonly unknown[], { name, steps }: Place, source: Source): PolicyProblem {
  return {
    message: `${name} must be ${values.map((value) => JSON.stringify(value)).join(' or ')}.`,
    at: source.spanOf(steps),
    ...meantValue(valueAt(source.value, steps), values),
  };
}

function plainProblem(issue: z.core.$ZodIssue, { name, steps }: Place, source: Source): PolicyProblem {
  const key = issue.code === 'invalid_key' ? source.keySpanOf(steps) : undefined;
  return { message: `${name} ${saidOf(issue)}.`, at: key ?? source.spanOf(steps) };
}

function saidOf(issue: z.core.$ZodIssue): string {
  if (issue.code === 'too_small')
    return issue.origin === 'number' ? `must be ${issue.minimum} or more` : 'must not be empty';
  if (issue.code === 'too_big' && issue.origin === 'number') return `must be ${issue.maximum} or less`;
  const { message } = issue.code === 'invalid_key' ? (issue.issues[0] ?? issue) : issue;
  return `is not valid: ${message}`;
}

/** What is wrong with a text or list, or with a map in its place; `undefined` where it is neither. */
function meantForm(
  { errors }: z.core.$ZodIssueInvalidUnion,
  [key]: Steps,
): readonly z.core.$ZodIssue[] | undefined {
  if (key !== 'migrations' && key !== 'deployment') return undefined;
  const meant = errors.filter(
    (issues) => !issues.some(({ path, code }) => path.length === 0 && code === 'invalid_type'),
  );
  return meant.length === 1 ? meant[0] : undefined;
}

function formAdvice(steps: Steps): string {
  if (steps[0] === 'migrations') return 'must be a folder, or a map with folders.';
  if (steps[0] === 'deployment') return 'must be a list of names, or a map of services.';
  if (steps[0] === 'rules') return 'must be off, error, warning or info, or a map with severity and options.';
  if (steps[2] === 'trailers') return 'must be the name of a trailer, or a list of names.';
  return steps[0] === 'extends'
    ? 'must name a preset or a base, or list several.'
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

function unknownKeyAdvice(key: string, known: readonly string[]): string {
  const nearest = nearestWord(key, known);
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

/**
 * The keys a map at these steps may have; none where any name may stand.
 *
 * @param place `written`: what stands there; of forms that have a kind each, the one of its kind counts
 */
export function knownKeysAt(
  { schema }: WrittenForm,
  { steps, written }: { readonly steps: Steps; readonly written?: unknown },
): readonly string[] {
  const root: readonly SchemaPart[] = [schema()];
  const parts = steps.reduce((above, step) => above.flatMap((part) => partsBelow(part, step)), root);
  const ofKind = parts.filter((part) => isOfKind(part, written));
  return (ofKind.length > 0 ? ofKind : parts).flatMap(({ properties }) => Object.keys(properties ?? {}));
}

function isOfKind({ properties = {} }: SchemaPart, written: unknown): boolean {
  return Object.entries(properties).every(([key, { const: kind }]) => {
    const own = valueAt(written, [key]);
    return kind === undefined || own === undefined || own === kind;
  });
}

interface SchemaPart {
  readonly properties?: Readonly<Record<string, SchemaPart>>;
  /** `false` where no other key is allowed. */
  readonly additionalProperties?: SchemaPart | boolean;
  readonly items?: SchemaPart;
  readonly anyOf?: readonly SchemaPart[];
  readonly const?: unknown;
}

function partsBelow({ properties, additionalProperties, items }: SchemaPart, step: string | number) {
  const part = typeof step === 'number' ? items : (properties?.[step] ?? additionalProperties);
  return typeof part === 'object' ? [part, ...(part.anyOf ?? [])] : [];
}
