import type { TextRange } from '../../model/text-range.ts';
import { bindingsOf, type Scope } from './bindings.ts';
import { entriesOf } from './items.ts';
import { identifierName, moduleAt, withoutParentheses } from './nodes.ts';
import { onceForFile } from './once-for-file.ts';
import type { PythonValue, TracedFile } from './values.ts';

/**
 * The entries of a dictionary of a function that only ever gets more of them, each by a key that is written there:
 * `options = {"unique": False}` and `options["schema"] = name`. The dictionary itself stands for what is set later, and
 * perhaps not at all. `undefined` where anything else may happen to it.
 */
export function grownEntriesOf(
  file: TracedFile,
  { node, scope }: PythonValue,
): ReadonlyMap<string, PythonValue> | undefined {
  const name = identifierName(file, withoutParentheses(node));
  const beginning = name === undefined ? undefined : beginningOf(name, scope);
  // Another file may change what a module holds.
  if (name === undefined || beginning === undefined || isOfModule(beginning.scope)) return undefined;
  const around = moduleAt(file, node.start) ?? ownText(file);
  const entries = isWithin(around, beginning) ? entriesOf(file, beginning) : undefined;
  const later = entries && keysSetLater(file, around, name);
  const self = { node, scope };
  return later && new Map([...entries, ...later.map((key) => [key, self] as const)]);
}

/** What is set by a key leaves an opaque one beside it. */
function beginningOf(name: string, scope: Scope): PythonValue | undefined {
  const [binding, ...more] = bindingsOf(name, scope).filter(({ kind }) => kind !== 'opaque');
  return binding?.kind === 'value' && more.length === 0 ? binding : undefined;
}

function ownText({ text, modules }: TracedFile): TextRange {
  return { start: 0, end: modules?.[0]?.start ?? text.length };
}

function isWithin({ start, end }: TextRange, { node }: PythonValue): boolean {
  return start <= node.start && node.end <= end;
}

function isOfModule({ parent }: Scope): boolean {
  return parent === undefined;
}

function keysSetLater(
  file: TracedFile,
  { start, end }: TextRange,
  name: string,
): readonly string[] | undefined {
  const known = laterKeysIn(file);
  const place = `${start} ${name}`;
  if (!known.has(place)) known.set(place, laterKeys(file.text.slice(start, end), name));
  return known.get(place);
}

/** Many calls may spread out the same one. */
const laterKeysIn = onceForFile(() => new Map<string, readonly string[] | undefined>());

/**
 * Keys that are set by `name["key"] =`; `undefined` as soon as the name stands for anything but that, `**name` or its
 * beginning.
 */
function laterKeys(written: string, name: string): readonly string[] | undefined {
  // Python compares names in this form.
  const text = written.normalize('NFKC');
  const keys: string[] = [];
  for (const { index } of text.matchAll(
    new RegExp(String.raw`(?<![\p{L}\p{N}_])${name}(?![\p{L}\p{N}_])`, 'gu'),
  )) {
    const rest = text.slice(index + name.length, index + name.length + LONGEST_USE);
    const key = SETS_KEY.exec(rest)?.[2];
    if (key !== undefined) keys.push(key);
    else if (!BEGINS.test(rest) && !text.startsWith('**', index - 2)) return undefined;
  }
  return keys;
}

/** Nobody writes more between a name and its `=`. */
const LONGEST_USE = 200;
const SETS_KEY = /^\[(["'])(\w+)\1\] = /;
/** `name = {`, also with a type. */
const BEGINS = /^(?:: [\w., [\]]+)? = (?:\{|dict\()/;
