import { getStaticTOMLValue, parseTOML, type AST } from 'toml-eslint-parser';

import type { TextRange } from '../../model/text-range.ts';
import type { PolicyNode } from './policy-node.ts';

/** `undefined` where the text is not complete: TOML has no reader that goes on behind an error. */
export function tomlTree(text: string): PolicyNode | undefined {
  const program = programOf(text);
  if (program === undefined) return undefined;
  const [top] = program.body;
  const root = newTable({ start: 0, end: text.length });
  addBody(top.body, root);
  return finished(root);
}

function programOf(text: string): AST.TOMLProgram | undefined {
  try {
    // This reader knows no byte order mark: a blank keeps the places as they are.
    return parseTOML(text.replace(/^\uFEFF/, ' '), { tomlVersion: '1.0' });
  } catch {
    // It says where the text breaks off; whoever reads the policy tells that.
    return undefined;
  }
}

/** Tables are written in parts, so they are put together bit by bit. */
interface Table {
  readonly kind: 'table';
  range: TextRange;
  readonly entries: Map<string, { readonly keyRange: TextRange; node: Part }>;
}

interface Tables {
  readonly kind: 'tables';
  range: TextRange;
  readonly items: Table[];
}

type Part = Table | Tables | { readonly kind: 'node'; readonly node: PolicyNode };

function newTable(range: TextRange): Table {
  return { kind: 'table', range, entries: new Map() };
}

function addBody(body: readonly (AST.TOMLKeyValue | AST.TOMLTable)[], into: Table): void {
  for (const node of body) {
    if (node.type === 'TOMLTable') addBody(node.body, tableAt(into, node));
    else addKeyValue(node, into);
  }
}

function addKeyValue(node: AST.TOMLKeyValue, into: Table): void {
  const keys = node.key.keys.map((key) => ({ name: nameOf(key), range: rangeOf(key) }));
  const last = keys.pop();
  if (last === undefined) return;
  const table = keys.reduce((above, { name, range }) => tableIn(above, name, range), into);
  table.entries.set(last.name, { keyRange: last.range, node: { kind: 'node', node: nodeOf(node.value) } });
}

/** The table of a header: `[a.b]`, or one more of `[[a.b]]`. */
function tableAt(root: Table, header: AST.TOMLTable): Table {
  const range = rangeOf(header);
  let table = root;
  for (const [index, key] of header.key.keys.entries()) {
    const isLast = index === header.key.keys.length - 1;
    const isNew = isLast && header.kind === 'array';
    table = isNew
      ? nextOf(table, { name: nameOf(key), keyRange: rangeOf(key), range })
      : tableIn(table, nameOf(key), rangeOf(key));
    if (isLast) table.range = range;
  }
  return table;
}

function tableIn(above: Table, name: string, keyRange: TextRange): Table {
  const known = above.entries.get(name)?.node;
  if (known?.kind === 'table') return known;
  const last = known?.kind === 'tables' ? known.items.at(-1) : undefined;
  if (last !== undefined) return last;
  const table = newTable(keyRange);
  above.entries.set(name, { keyRange, node: table });
  return table;
}

function nextOf(
  above: Table,
  {
    name,
    keyRange,
    range,
  }: { readonly name: string; readonly keyRange: TextRange; readonly range: TextRange },
): Table {
  const table = newTable(range);
  const known = above.entries.get(name)?.node;
  if (known?.kind === 'tables') {
    known.items.push(table);
    known.range = { start: known.range.start, end: range.end };
  } else {
    above.entries.set(name, { keyRange, node: { kind: 'tables', range, items: [table] } });
  }
  return table;
}

function finished(part: Part): PolicyNode {
  if (part.kind === 'node') return part.node;
  if (part.kind === 'tables') return { kind: 'list', range: part.range, items: part.items.map(finished) };
  const entries = Array.from(part.entries, ([key, { keyRange, node }]) => ({
    key,
    keyRange,
    value: finished(node),
  }));
  return { kind: 'map', range: part.range, entries };
}

function nodeOf(node: AST.TOMLContentNode): PolicyNode {
  const range = rangeOf(node);
  if (node.type === 'TOMLArray') return { kind: 'list', range, items: node.elements.map(nodeOf) };
  if (node.type === 'TOMLInlineTable') {
    const table = newTable(range);
    addBody(node.body, table);
    return finished(table);
  }
  return { kind: 'scalar', range, value: getStaticTOMLValue(node) };
}

function nameOf(key: AST.TOMLBare | AST.TOMLQuoted): string {
  return key.type === 'TOMLBare' ? key.name : key.value;
}

function rangeOf({ range }: { readonly range: readonly [number, number] }): TextRange {
  return { start: range[0], end: range[1] };
}
