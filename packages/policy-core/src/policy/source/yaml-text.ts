import { isMap, isNode, isScalar, LineCounter, parseDocument, type Document, type Pair } from 'yaml';

import { spansIn } from '../../model/source-span.ts';
import type { PolicyText, Steps } from './policy-text.ts';

/** YAML 1.2 core schema, one document, no key twice, no custom tags. */
export function readYaml(path: string, text: string): PolicyText {
  const spans = spansIn(path, text);
  const document = parseDocument(text, {
    lineCounter: new LineCounter(),
    uniqueKeys: true,
    prettyErrors: false,
  });
  const [error] = [...document.errors, ...document.warnings];
  if (error)
    return { kind: 'malformed', problem: clause(error.message), at: spans.span(error.pos[0], error.pos[1]) };
  const value = plainValue(document);
  if (value.kind === 'refused') return { kind: 'malformed', problem: value.problem, at: spans.span(0, 0) };

  const spanOfNode = (node: unknown) => {
    const range = isNode(node) ? node.range : undefined;
    return range ? spans.span(range[0], range[1]) : undefined;
  };
  return {
    kind: 'value',
    value: value.value,
    spanOf(steps) {
      for (let length = steps.length; length > 0; length -= 1) {
        const span = spanOfNode(document.getIn(steps.slice(0, length), true));
        if (span) return span;
      }
      return spanOfNode(document.contents) ?? spans.span(0, 0);
    },
    keySpanOf: (steps) => spanOfNode(pairAt(document, steps)?.key),
  };
}

function plainValue(
  document: Document,
): { kind: 'value'; value: unknown } | { kind: 'refused'; problem: string } {
  try {
    return { kind: 'value', value: document.toJS({ maxAliasCount: 100 }) };
  } catch (error) {
    // yaml throws when aliases would expand beyond the limit or nesting exhausts the stack.
    return { kind: 'refused', problem: clause(error instanceof Error ? error.message : String(error)) };
  }
}

function pairAt(document: Document, steps: Steps): Pair | undefined {
  const parent = steps.length === 1 ? document.contents : document.getIn(steps.slice(0, -1), true);
  if (!isMap(parent)) return undefined;
  return parent.items.find(({ key }) => (isScalar(key) ? key.value : key) === steps.at(-1));
}

function clause(message: string): string {
  const [first = message] = message.split('\n');
  return first.charAt(0).toLowerCase() + first.slice(1).replace(/[.:]$/, '');
}
