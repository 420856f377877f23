import type { PolicySyntax } from './policy-tree.ts';
import type { ValueSkeleton } from './skeleton.ts';
import { inFlow, inToml, inYaml } from './written-word.ts';

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

/** A key with what belongs to it, as a snippet of LSP: `$1`, `${1:...}` and `${1|a,b|}` are to be filled in. */
export function entrySnippet(key: string, skeleton: ValueSkeleton, place: SnippetPlace): string {
  const stops = counter();
  const { syntax, isFlow, isTop, indent } = place;
  if (syntax === 'toml') {
    const isTables = isTop && skeleton.kind === 'list' && skeleton.item.kind === 'map';
    if (isTables) return tomlTables(key, skeleton.item, stops);
    if (isTop && skeleton.kind === 'map') return tomlTable(key, skeleton, stops);
  }
  if (syntax === 'yaml' && !isFlow) {
    const writing = { indent: ' '.repeat(indent), stops, isNested: false };
    return `${escaped(inYaml(key))}:${blockValue(skeleton, writing)}`;
  }
  return `${escaped(keyText(key, syntax))}${flowValue(skeleton, syntax, stops)}`;
}

/** What stands behind a key on the same line. */
export function valueSnippet(skeleton: ValueSkeleton, { syntax }: Pick<SnippetPlace, 'syntax'>): string {
  return flowValue(skeleton, syntax, counter());
}

/** An item of a list in block style, without its dash. */
export function itemSnippet(skeleton: ValueSkeleton): string {
  const stops = counter();
  return skeleton.kind === 'map'
    ? mapText(skeleton, { indent: '  ', stops, isNested: true })
    : flowValue(skeleton, 'yaml', stops);
}

/** The key and what separates it from its value. */
export function keyText(key: string, syntax: PolicySyntax): string {
  if (syntax === 'yaml') return `${inYaml(key)}: `;
  return syntax === 'toml' ? `${inToml(key)} = ` : `${JSON.stringify(key)}: `;
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

function blockValue(skeleton: ValueSkeleton, { indent, stops, isNested }: Block): string {
  const below = { indent: `${indent}  `, stops, isNested: true };
  if (skeleton.kind === 'list' && skeleton.item.kind === 'map')
    return `\n${below.indent}- ${mapText(skeleton.item, { ...below, indent: `${below.indent}  ` })}`;
  const isShort =
    skeleton.kind !== 'map' || (isNested && skeleton.entries.every(([, value]) => value.kind === 'text'));
  return isShort ? ` ${flowValue(skeleton, 'yaml', stops)}` : `\n${below.indent}${mapText(skeleton, below)}`;
}

/** The first line is begun already. */
function mapText({ entries }: Extract<ValueSkeleton, { kind: 'map' }>, block: Block): string {
  if (entries.length === 0) return `$${block.stops()}`;
  const lines = entries.map(
    ([key, value]) => `${inYaml(key)}:${blockValue(value, { ...block, isNested: true })}`,
  );
  return lines.join(`\n${block.indent}`);
}

function flowValue(skeleton: ValueSkeleton, syntax: PolicySyntax, stops: Stops): string {
  switch (skeleton.kind) {
    case 'text':
      return syntax === 'yaml' ? `$${stops()}` : `"$${stops()}"`;
    case 'plain':
      return `$${stops()}`;
    case 'choice':
      return choice(
        skeleton.values.map((value) => inFlow(value, syntax)),
        stops,
      );
    case 'list':
      return `[${skeleton.item.kind === 'choice' ? `$${stops()}` : flowValue(skeleton.item, syntax, stops)}]`;
    case 'map':
      return skeleton.entries.length === 0
        ? `{ $${stops()} }`
        : `{ ${skeleton.entries.map(([key, value]) => `${keyText(key, syntax)}${flowValue(value, syntax, stops)}`).join(', ')} }`;
  }
}

/** One that is the only one is simply written. */
function choice(words: readonly string[], stops: Stops): string {
  const [only] = words;
  if (words.length === 1 && only !== undefined) return escaped(only);
  return `\${${stops()}|${words.map((word) => word.replace(/[\\,|]/g, '\\$&')).join(',')}|}`;
}

function escaped(text: string): string {
  return text.replace(/[\\$}]/g, '\\$&');
}

function tomlTables(key: string, item: ValueSkeleton, stops: Stops): string {
  return `[[${inToml(key)}]]\n${tomlLines(item, stops)}`;
}

function tomlTable(key: string, skeleton: ValueSkeleton, stops: Stops): string {
  return `[${inToml(key)}]\n${tomlLines(skeleton, stops)}`;
}

function tomlLines(skeleton: ValueSkeleton, stops: Stops): string {
  if (skeleton.kind !== 'map' || skeleton.entries.length === 0) return `$${stops()}`;
  return skeleton.entries
    .map(([key, value]) => `${keyText(key, 'toml')}${flowValue(value, 'toml', stops)}`)
    .join('\n');
}
