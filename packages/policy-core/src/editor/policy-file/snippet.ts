import { formsOf, requiredOf, typeOf, valuesOf, type JsonSchemaPart } from './json-schema-part.ts';
import type { PolicySyntax } from './policy-tree.ts';
import { inFlow, inKey, keyText } from './written-word.ts';

/** How a snippet is written: lines below the first are indented like that by the editor. */
export interface SnippetPlace {
  readonly syntax: PolicySyntax;
  /** Within brackets or braces everything stands on one line. */
  readonly isFlow: boolean;
  /** In TOML only there, at the top, a list of maps can be written as tables. */
  readonly isTop: boolean;
  /** How far the key stands behind the first character of its line: behind the dashes of a list. */
  readonly indent: number;
}

/**
 * A key with what must belong to it, as a snippet of LSP: `$1` and `${1|a,b|}` are to be filled in. Of a map there is
 * only what it must have, of several forms the first.
 */
export function entrySnippet(key: string, part: JsonSchemaPart, place: SnippetPlace): string {
  const { syntax, isFlow, isTop, indent } = place;
  const stops = counter();
  if (syntax === 'yaml' && !isFlow) {
    const block = { indent: ' '.repeat(indent), stops, isNested: false };
    return `${escaped(inKey(key, syntax))}:${blockValue(part, block)}`;
  }
  const table = syntax === 'toml' && isTop ? tableOf(key, part) : undefined;
  if (table === undefined) return `${escaped(keyText(key, syntax))}${flowValue(part, syntax, stops)}`;
  return `${table.head}\n${flowEntries(table.map, syntax, stops).join('\n') || `$${stops()}`}`;
}

/** What stands behind a key on the same line. */
export function valueSnippet(part: JsonSchemaPart, syntax: PolicySyntax): string {
  return flowValue(part, syntax, counter());
}

/** A map that is an item of a list in block style, without its dash. */
export function itemSnippet(map: JsonSchemaPart): string {
  return mapText(map, { indent: '  ', stops: counter(), isNested: true });
}

type Stops = () => number;

function counter(): Stops {
  let last = 0;
  return () => (last += 1);
}

interface Block {
  /** Of the line on which the key stands. */
  readonly indent: string;
  readonly stops: Stops;
  readonly isNested: boolean;
}

function blockValue(part: JsonSchemaPart, { indent, stops, isNested }: Block): string {
  const [form] = formsOf(part);
  const below = { indent: `${indent}  `, stops, isNested: true };
  const item = itemOf(form);
  if (item !== undefined && isMap(item))
    return `\n${below.indent}- ${mapText(item, { ...below, indent: `${below.indent}  ` })}`;
  const isLong = isMap(form) && !(isNested && requiredOf(form).every(([, value]) => isText(value)));
  return isLong ? `\n${below.indent}${mapText(form, below)}` : ` ${flowValue(form, 'yaml', stops)}`;
}

/** The first line is begun already. */
function mapText(map: JsonSchemaPart, block: Block): string {
  const lines = requiredOf(map).map(
    ([key, value]) => `${escaped(inKey(key, 'yaml'))}:${blockValue(value, { ...block, isNested: true })}`,
  );
  return lines.join(`\n${block.indent}`) || `$${block.stops()}`;
}

function flowValue(part: JsonSchemaPart, syntax: PolicySyntax, stops: Stops): string {
  const [form] = formsOf(part);
  const values = valuesOf(form);
  if (values.length > 0) return choice(values, syntax, stops);
  const item = itemOf(form);
  // The values of a list are offered there one by one.
  if (item !== undefined)
    return `[${valuesOf(item).length > 0 ? `$${stops()}` : flowValue(item, syntax, stops)}]`;
  if (isMap(form)) return `{ ${flowEntries(form, syntax, stops).join(', ') || `$${stops()}`} }`;
  return isText(form) && syntax !== 'yaml' ? `"$${stops()}"` : `$${stops()}`;
}

function flowEntries(map: JsonSchemaPart, syntax: PolicySyntax, stops: Stops): readonly string[] {
  return requiredOf(map).map(
    ([key, value]) => `${escaped(keyText(key, syntax))}${flowValue(value, syntax, stops)}`,
  );
}

/** A map as a table, or a list of maps as one of several. */
function tableOf(
  key: string,
  part: JsonSchemaPart,
): { readonly head: string; readonly map: JsonSchemaPart } | undefined {
  const [form] = formsOf(part);
  const word = escaped(inKey(key, 'toml'));
  if (isMap(form)) return { head: `[${word}]`, map: form };
  const item = itemOf(form);
  return item !== undefined && isMap(item) ? { head: `[[${word}]]`, map: item } : undefined;
}

function itemOf({ type, items = {} }: JsonSchemaPart): JsonSchemaPart | undefined {
  return type === 'array' ? formsOf(items)[0] : undefined;
}

function isMap(form: JsonSchemaPart): boolean {
  return typeOf(form) === 'object';
}

function isText(part: JsonSchemaPart): boolean {
  const [form] = formsOf(part);
  return typeOf(form) === 'string' && valuesOf(form).length === 0;
}

/** One that is the only one is simply written. */
function choice(values: readonly unknown[], syntax: PolicySyntax, stops: Stops): string {
  const words = values.map((value) => inFlow(value, syntax));
  const [only] = words;
  if (words.length === 1 && only !== undefined) return escaped(only);
  return `\${${stops()}|${words.map((word) => word.replace(/[\\,|]/g, '\\$&')).join(',')}|}`;
}

function escaped(text: string): string {
  return text.replace(/[\\$}]/g, '\\$&');
}
