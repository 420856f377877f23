import type { ReadingStore } from './reading-store.ts';

/** The two languages that migrations are written in. Synchronous once loaded; see `loadParsers`. */
export interface Parsers {
  readonly sql: SqlParser;
  readonly python: PythonParser;
  /** What was read in earlier runs; left out, every migration is read anew. */
  readonly readings?: ReadingStore;
}

/** The WebAssembly files as their npm packages ship them. Reading them is the host's work. */
export interface ParserBytes {
  /** `libpg-query/wasm/libpg-query.wasm` */
  readonly libpgQuery: Uint8Array;
  /** `web-tree-sitter/web-tree-sitter.wasm` */
  readonly treeSitter: Uint8Array;
  /** `tree-sitter-python/tree-sitter-python.wasm` */
  readonly treeSitterPython: Uint8Array;
}

/** A text that no parser looked at: too long, or more than the parser can hold. */
export interface Unanalyzable {
  readonly kind: 'unanalyzable';
  /** A clause that reads well after "because". */
  readonly problem: string;
}

export interface SqlParser {
  /** Reads any number of statements. One syntax error loses them all, so hand over one at a time. */
  parse(sql: string): SqlParse;
}

export type SqlParse =
  | { readonly kind: 'statements'; readonly statements: readonly ParsedStatement[] }
  /** `offset` is where PostgreSQL stopped, in UTF-16 units. */
  | { readonly kind: 'syntax-error'; readonly message: string; readonly offset: number }
  | Unanalyzable;

export interface ParsedStatement {
  /** UTF-16 offsets; leading space and comments are inside, the semicolon is not. */
  readonly start: number;
  readonly end: number;
  /** One key, the name of the node: `{ DropStmt: { ... } }`. */
  readonly node: SqlNode;
}

export interface SqlNode {
  readonly [field: string]: SqlValue | undefined;
}

export type SqlValue = string | number | boolean | null | SqlNode | readonly SqlValue[];

export interface PythonParser {
  parse(text: string): PythonParse;
}

export type PythonParse =
  | { readonly kind: 'module'; readonly root: PythonNode }
  /** The grammar guesses on after an error, so such a file is never judged. Span and clause tell of the first error. */
  | { readonly kind: 'syntax-error'; readonly start: number; readonly end: number; readonly problem: string }
  | Unanalyzable;

/** A node of tree-sitter's Python grammar, copied out of WebAssembly memory. Offsets are UTF-16. */
export interface PythonNode {
  readonly type: string;
  /** The name under which the parent holds this node, such as `left` or `arguments`. */
  readonly field: string | undefined;
  readonly start: number;
  readonly end: number;
  /** Named children only: punctuation and keywords are left out, comments too. Operators are `operator` fields. */
  readonly children: readonly PythonNode[];
}
