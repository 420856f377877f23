import { parseTOML, type AST } from 'toml-eslint-parser';
import { growTomlTree } from './grow-toml-tree.ts';
import type { TomlTable } from './toml-value.ts';

/** TOML 1.0 with the place of every key and value. */
export type TomlReading =
  | { readonly kind: 'table'; readonly root: TomlTable }
  /** `problem` is a clause; `at` is where the reader stopped. */
  | { readonly kind: 'malformed'; readonly problem: string; readonly at: number };

/** Deeper nesting is refused: no lock needs it, and whoever walks through it recurses. */
const MAX_DEPTH = 100;

/** Never throws: what cannot be read says where and why. */
export function readTomlTree(text: string): TomlReading {
  const syntax = parseSyntax(text);
  if (syntax.kind === 'malformed') return syntax;
  const { root, refusal } = growTomlTree(syntax.body, { length: text.length, maxDepth: MAX_DEPTH });
  return refusal ? { kind: 'malformed', ...refusal } : { kind: 'table', root };
}

type Syntax =
  | { readonly kind: 'syntax'; readonly body: AST.TOMLTopLevelTable['body'] }
  | Extract<TomlReading, { kind: 'malformed' }>;

function parseSyntax(text: string): Syntax {
  const loneReturn = text.search(/\r(?!\n)/);
  if (loneReturn >= 0) {
    // The parser takes it for the end of a line; TOML allows it nowhere, and Python's reader refuses it.
    return { kind: 'malformed', problem: 'a carriage return has no line feed', at: loneReturn };
  }
  try {
    return { kind: 'syntax', body: parseTOML(text, { tomlVersion: '1.0' }).body[0].body };
  } catch (error) {
    // The parser hands every character of a value to one call, so that the stack sets a limit.
    if (error instanceof RangeError)
      return { kind: 'malformed', problem: 'a value in it is too long', at: 0 };
    const at = typeof error === 'object' && error !== null && 'index' in error ? Number(error.index) : 0;
    const problem = error instanceof Error ? error.message : String(error);
    return { kind: 'malformed', problem: asClause(problem), at: Math.min(at, text.length) };
  }
}

function asClause(sentence: string): string {
  return sentence.charAt(0).toLowerCase() + sentence.slice(1).replace(/[.:]$/, '');
}
