import type { SpanFinder } from '../../model/source-span.ts';
import type { OutlineSymbol } from '../document-annotations.ts';
import { nodeAt, textsIn, type PolicyEntry, type PolicyNode } from './policy-node.ts';

/** The sections of a policy, with what each of them lists. */
export function policyOutline(tree: PolicyNode | undefined, spans: SpanFinder): readonly OutlineSymbol[] {
  if (tree?.kind !== 'map') return [];
  return tree.entries.map((entry) => ({
    name: entry.key,
    kind: 'section',
    ...placeOf(entry, spans),
    children: childrenOf(entry.value, spans),
  }));
}

function childrenOf(node: PolicyNode, spans: SpanFinder): readonly OutlineSymbol[] {
  if (node.kind === 'map') {
    return node.entries.map((entry) => ({
      name: entry.key,
      kind: 'entry',
      ...placeOf(entry, spans),
      children: [],
    }));
  }
  if (node.kind !== 'list') return [];
  return node.items.flatMap((item): readonly OutlineSymbol[] => {
    const name = nameOf(item);
    if (name === undefined) return [];
    const at = spans.span(name.range.start, name.range.end);
    return [{ name: name.text, kind: 'entry', at, whole: wholeOf(item, spans), children: [] }];
  });
}

/** What people call an item: its id, the rule that it waives, its name, or the first text in it. */
function nameOf(
  item: PolicyNode,
): { readonly text: string; readonly range: PolicyNode['range'] } | undefined {
  const keys = item.kind === 'map' ? ['id', 'rule', 'name', ...item.entries.map(({ key }) => key)] : [];
  const named = item.kind === 'map' ? keys.map((key) => nodeAt(item, [key])) : [item];
  for (const node of named) {
    const [text] = textsIn(node);
    if (node !== undefined && text !== undefined && text !== '') return { text, range: node.range };
  }
  return undefined;
}

function placeOf({ keyRange, value }: PolicyEntry, spans: SpanFinder): Pick<OutlineSymbol, 'at' | 'whole'> {
  const start = Math.min(keyRange.start, value.range.start);
  const end = Math.max(keyRange.end, value.range.end);
  return { at: spans.span(keyRange.start, keyRange.end), whole: spans.span(start, end) };
}

function wholeOf({ range }: PolicyNode, spans: SpanFinder): OutlineSymbol['at'] {
  return spans.span(range.start, range.end);
}
