import {
  findNodeAtLocation,
  getNodeValue,
  parseTree,
  printParseErrorCode,
  type Node,
  type ParseError,
} from 'jsonc-parser';

import { spansIn, type SourceSpan } from './source-span.ts';

/** A JSON text that knows where each of its values stands. */
export type JsonText =
  | {
      readonly kind: 'json';
      readonly value: unknown;
      /** Span of the value at a path; of the nearest value above it when there is none. */
      spanOf(path: readonly (string | number)[]): SourceSpan;
      /** Span of the key itself, where the last step of `path` is an object key that exists. */
      keySpanOf(path: readonly (string | number)[]): SourceSpan | undefined;
    }
  | { readonly kind: 'malformed'; readonly problem: string; readonly at: SourceSpan };

/** Deeper nesting is refused: nothing that Lockkeeper reads needs it, and parsers recurse. */
const MAX_DEPTH = 200;

/** Strict JSON (RFC 8259): no comments, no trailing commas, no key twice in one object. */
export function readJson(path: string, text: string): JsonText {
  const spans = spansIn(path, text);
  const malformed = (problem: string, start: number, length: number): JsonText => ({
    kind: 'malformed',
    problem,
    at: spans.span(start, start + length),
  });
  const tooDeep = offsetOfDepth(text, MAX_DEPTH);
  if (tooDeep !== undefined) return malformed(`it is nested more than ${MAX_DEPTH} levels deep`, tooDeep, 1);
  const errors: ParseError[] = [];
  const root = parseTree(text, errors, { disallowComments: true, allowTrailingComma: false });
  const [error] = errors;
  if (error) return malformed(inWords(printParseErrorCode(error.error)), error.offset, error.length);
  if (root === undefined) return malformed('it is empty', 0, 0);
  const twice = repeatedKey(root);
  if (twice)
    return malformed(`the key ${String(twice.value)} occurs twice in one object`, twice.offset, twice.length);

  const spanOfNode = (node: Node) => spans.span(node.offset, node.offset + node.length);
  return {
    kind: 'json',
    value: getNodeValue(root),
    spanOf(steps) {
      for (let length = steps.length; length > 0; length -= 1) {
        const node = findNodeAtLocation(root, steps.slice(0, length));
        if (node) return spanOfNode(node);
      }
      return spanOfNode(root);
    },
    keySpanOf(steps) {
      const key = findNodeAtLocation(root, [...steps])?.parent?.children?.[0];
      return key?.type === 'string' && steps.length > 0 ? spanOfNode(key) : undefined;
    },
  };
}

function inWords(code: string): string {
  if (code === 'EndOfFileExpected') return 'there is something behind its end here';
  const words = code.replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase();
  return words.endsWith('expected')
    ? `a ${words.replace(/ expected$/, '')} is missing here`
    : `there is an ${words} here`;
}

function repeatedKey(node: Node): Node | undefined {
  const keys =
    node.type === 'object' ? childrenOf(node).flatMap((property) => childrenOf(property).slice(0, 1)) : [];
  const seen = new Set<unknown>();
  // `add` gives the set back: its size stays where the key was there before.
  const twice = keys.find(({ value }) => seen.size === seen.add(value).size);
  return twice ?? firstOf(childrenOf(node), repeatedKey);
}

function childrenOf({ children = [] }: Node): readonly Node[] {
  return children;
}

function firstOf<T, U>(items: readonly T[], find: (item: T) => U | undefined): U | undefined {
  for (const item of items) {
    const found = find(item);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Where a JSON text first nests more than `limit` levels deep; `undefined` where it never does. */
export function offsetOfDepth(text: string, limit: number): number | undefined {
  let depth = 0;
  // A string that never ends is one token, too, so that no part of it is read twice.
  for (const token of text.matchAll(/"(?:[^"\\]|\\[\s\S]?)*(?:"|$)|[[\]{}]/g)) {
    if (token[0] === '[' || token[0] === '{') depth += 1;
    if (token[0] === ']' || token[0] === '}') depth -= 1;
    if (depth > limit) return token.index;
  }
  return undefined;
}
