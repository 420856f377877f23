import { shortenedName } from '../../operations/naming-template.ts';
import { knownName, unknownName, type Name, type TableName } from '../../operations/name.ts';
import { childIn, lastName, sourceOf } from '../../../parsers/python/nodes.ts';
import { itemsOf } from '../../../parsers/python/items.ts';
import { readText } from '../../../parsers/python/literals.ts';
import type { TextPart } from '../../../parsers/python/text.ts';
import {
  newBudget,
  origins,
  type Budget,
  type PythonValue,
  type TracedFile,
} from '../../../parsers/python/values.ts';
import {
  argumentFor,
  givenArguments,
  type Argument,
  type GivenArguments,
} from '../operation-table/operation-arguments.ts';

/** What a value is, where names lead to a single expression. Recursion passes its budget on. */
export function onlyOrigin(
  file: TracedFile,
  value: PythonValue,
  budget: Budget = newBudget(),
): PythonValue | undefined {
  const [origin, ...more] = origins(file, value, budget);
  return more.length === 0 && budget.left > 0 ? origin : undefined;
}

/** The text that a value stands for, whichever way the code goes; `undefined` where it is not known. */
export function knownText(
  file: TracedFile,
  value: PythonValue,
  budget: Budget = newBudget(),
): string | undefined {
  const [origin, ...others] = origins(file, value, budget);
  const text = origin && textOf(file, origin, budget);
  // Each of them costs budget, also behind one that differs.
  const found = others.map((other) => textOf(file, other, budget));
  return found.every((other) => other === text) ? text : undefined;
}

/** Calls that say how a name is meant. */
const NAME_WRAPPERS = new Set(['f', 'conv', 'quoted_name']);
/** Those of a name that is ready: SQLAlchemy refuses others that are too long, and shortens these. */
const READY_NAMES = new Set(['f', 'conv']);

function textOf(file: TracedFile, value: PythonValue, budget: Budget): string | undefined {
  const { node } = value;
  if (budget.left <= 0 || node.type === 'integer') return undefined;
  const wrapper = node.type === 'call' ? (lastName(file, childIn(node, 'function')) ?? '') : '';
  if (!NAME_WRAPPERS.has(wrapper)) return joined(readText(file, value, budget));
  const name = wrappedText(file, value, budget);
  return name !== undefined && READY_NAMES.has(wrapper) ? shortenedName(name) : name;
}

function wrappedText(file: TracedFile, call: PythonValue, budget: Budget): string | undefined {
  const given = givenArguments(file, call);
  const inner = given.values[0] ?? given.keywords.get('name') ?? given.keywords.get('value');
  return inner && knownText(file, inner, budget);
}

/** `undefined` as soon as a part is not known. */
function joined(parts: readonly TextPart[]): string | undefined {
  const [only] = parts;
  if (parts.length === 1 && only?.kind === 'known') return only.text;
  if (parts.some(({ kind }) => kind === 'unknown')) return undefined;
  return parts.map((part) => (part.kind === 'known' ? part.text : '')).join('');
}

export function readName(file: TracedFile, value: PythonValue): Name {
  const text = knownText(file, value);
  return text === undefined ? unknownName(sourceOf(file, value.node)) : knownName(text);
}

/** `undefined` for a name that is left out or None. */
export function optionalName(file: TracedFile, argument: Argument): Name | undefined {
  if (argument.kind === 'unknown') return unknownName(argument.source);
  return argument.kind === 'absent' || isNone(file, argument.value)
    ? undefined
    : readName(file, argument.value);
}

/** A name that has to be there: without it, the source of the whole call stands for it. */
export function requiredName(file: TracedFile, argument: Argument, given: GivenArguments): Name {
  return optionalName(file, argument) ?? unknownName(given.source);
}

export function isNone(file: TracedFile, value: PythonValue): boolean {
  return origins(file, value, newBudget()).every(({ node }) => node.type === 'none');
}

/** `undefined` where it is left out, None or not known. */
export function readFlag(file: TracedFile, argument: Argument): boolean | undefined {
  if (argument.kind !== 'given') return undefined;
  const [origin, ...others] = origins(file, argument.value, newBudget());
  const type = origin?.node.type;
  if (others.some(({ node }) => node.type !== type)) return undefined;
  return type === 'true' ? true : type === 'false' ? false : undefined;
}

/** The flag, or what stands for one that is left out; `undefined` where it is not known. */
export function flagOr(file: TracedFile, argument: Argument, otherwise: boolean): boolean | undefined {
  if (argument.kind === 'absent') return otherwise;
  if (argument.kind === 'given' && isNone(file, argument.value)) return otherwise;
  return readFlag(file, argument);
}

/** A whole number; `undefined` where it is left out or None. */
export function readNumber(file: TracedFile, argument: Argument): number | undefined | 'unknown' {
  if (argument.kind !== 'given') return argument.kind === 'absent' ? undefined : 'unknown';
  if (isNone(file, argument.value)) return undefined;
  const origin = onlyOrigin(file, argument.value);
  const digits = origin?.node.type === 'integer' ? sourceOf(file, origin.node).replaceAll('_', '') : '';
  return /^\d+$/.test(digits) ? Number(digits) : 'unknown';
}

/** `postgresql_concurrently=True`; `undefined` where it is not known whether that is asked for. */
export function isOn(file: TracedFile, given: GivenArguments, name: string): boolean | undefined {
  return flagOr(file, argumentFor(given, { name }), false);
}

/** Names in a list; `undefined` where one of them is not known. */
export function readNames(file: TracedFile, argument: Argument): readonly string[] | undefined {
  const items = argument.kind === 'given' ? itemsOf(file, argument.value) : undefined;
  return items && allKnown(items.map((item) => knownText(file, item)));
}

/** `undefined` as soon as one of them is. */
export function allKnown(texts: readonly (string | undefined)[]): readonly string[] | undefined {
  return texts.includes(undefined) ? undefined : texts.flatMap((text) => text ?? []);
}

/** A table by its name and schema; not known as long as one of the two is not. */
export function readTable(
  file: TracedFile,
  { table, schema }: { readonly table: Argument; readonly schema: Argument },
  given: GivenArguments,
): TableName {
  const name = requiredName(file, table, given);
  const prefix = optionalName(file, schema);
  if (prefix === undefined) return { ...name, schema: undefined };
  if (name.isKnown && prefix.isKnown) return { ...name, schema: prefix.text };
  const text = schema.kind === 'unknown' ? given.source : `${prefix.text}.${name.text}`;
  return { text, isKnown: false, schema: undefined };
}
