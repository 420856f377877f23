import parseValue from '@iarna/toml/parse-string.js';
import { getStaticTOMLValue, parseTOML, type AST } from 'toml-eslint-parser';

import { spansIn, type SourceSpan } from '../../model/source-span.ts';
import type { PolicyText, Steps } from './policy-text.ts';

/**
 * TOML 1.0. @iarna/toml gives the value and toml-eslint-parser the positions; where the two
 * disagree about the value the text is refused rather than guessed at.
 */
export function readToml(path: string, text: string): PolicyText {
  const spans = spansIn(path, text);
  const syntax = parseSyntax(text);
  if (syntax.kind === 'refused') {
    return { kind: 'malformed', problem: syntax.problem, at: spans.span(syntax.offset, syntax.offset) };
  }
  const value = parseWithIarna(text);
  if (value.kind === 'refused') {
    return { kind: 'malformed', problem: value.problem, at: spans.span(0, 0) };
  }
  if (!sameValue(value.value, getStaticTOMLValue(syntax.program))) {
    return {
      kind: 'malformed',
      problem: 'its value is read differently by two TOML readers',
      at: spans.span(0, 0),
    };
  }
  const places = collectPlaces(syntax.program);
  const spanOf = (range: readonly [number, number] | undefined): SourceSpan | undefined =>
    range && spans.span(range[0], range[1]);
  return {
    kind: 'value',
    value: value.value,
    spanOf(steps) {
      for (let length = steps.length; length > 0; length -= 1) {
        const span = spanOf(places.get(placeKey(steps.slice(0, length)))?.value);
        if (span) return span;
      }
      return spans.span(0, text.length);
    },
    keySpanOf: (steps) => spanOf(places.get(placeKey(steps))?.key),
  };
}

type Syntax =
  | { readonly kind: 'program'; readonly program: AST.TOMLProgram }
  | { readonly kind: 'refused'; readonly problem: string; readonly offset: number };

function parseSyntax(text: string): Syntax {
  try {
    return { kind: 'program', program: parseTOML(text, { tomlVersion: '1.0' }) };
  } catch (error) {
    const offset = typeof error === 'object' && error !== null && 'index' in error ? Number(error.index) : 0;
    return { kind: 'refused', problem: clause(error), offset };
  }
}

/**
 * @iarna/toml 3.0.0 refuses a comment that ends with CRLF, although TOML allows it. A carriage
 * return before a line feed is only ever part of the line end here: inside a multi-line string
 * TOML lets a reader normalise it, and both readers then see the same text.
 */
function parseWithIarna(
  text: string,
): { kind: 'value'; value: unknown } | { kind: 'refused'; problem: string } {
  try {
    // A JSON round trip drops the null prototypes and tagged types iarna makes; policies hold no dates.
    return { kind: 'value', value: JSON.parse(JSON.stringify(parseValue(text.replaceAll('\r\n', '\n')))) };
  } catch (error) {
    return { kind: 'refused', problem: clause(error) };
  }
}

function sameValue(a: unknown, b: unknown): boolean {
  const normalized = (value: unknown) => JSON.stringify(sortKeys(value)).replaceAll('\\r\\n', '\\n');
  return normalized(a) === normalized(b);
}

function sortKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortKeys);
  if (typeof value !== 'object' || value === null || value instanceof Date) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, member]) => [key, sortKeys(member)]),
  );
}

interface Place {
  readonly key: readonly [number, number] | undefined;
  readonly value: readonly [number, number];
}

function collectPlaces(program: AST.TOMLProgram): ReadonlyMap<string, Place> {
  const places = new Map<string, Place>();
  const [top] = program.body;
  collectBody(top.body, [], places);
  return places;
}

function collectBody(
  body: readonly (AST.TOMLKeyValue | AST.TOMLTable)[],
  at: Steps,
  places: Map<string, Place>,
): void {
  for (const node of body) {
    if (node.type === 'TOMLTable') {
      note(places, node.resolvedKey, { key: node.key.range, value: node.range });
      collectBody(node.body, node.resolvedKey, places);
      continue;
    }
    const steps = [...at, ...getStaticTOMLValue(node.key)];
    note(places, steps, { key: node.key.range, value: node.value.range });
    collectValue(node.value, steps, places);
  }
}

function collectValue(node: AST.TOMLContentNode, steps: Steps, places: Map<string, Place>): void {
  if (node.type === 'TOMLInlineTable') collectBody(node.body, steps, places);
  if (node.type !== 'TOMLArray') return;
  for (const [index, element] of node.elements.entries()) {
    note(places, [...steps, index], { key: undefined, value: element.range });
    collectValue(element, [...steps, index], places);
  }
}

function note(places: Map<string, Place>, steps: Steps, place: Place): void {
  for (let length = 1; length < steps.length; length += 1) {
    const above = placeKey(steps.slice(0, length));
    if (!places.has(above)) places.set(above, place);
  }
  places.set(placeKey(steps), place);
}

function placeKey(steps: Steps): string {
  return JSON.stringify(steps);
}

function clause(error: unknown): string {
  const [first = 'it cannot be read'] = (error instanceof Error ? error.message : String(error)).split('\n');
  return (
    first.charAt(0).toLowerCase() + first.slice(1).replace(/ at row \d+, col \d+, pos \d+:?$|[.:]$/g, '')
  );
}
