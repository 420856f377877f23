import type { TextRange } from './text-range.ts';

export type TomlValue = TomlTable | TomlArray | TomlScalar;

export interface TomlTable {
  readonly kind: 'table';
  readonly entries: ReadonlyMap<string, TomlEntry>;
  /** From its header, its key or its brace to the end of the last that stands in it. */
  readonly range: TextRange;
  /** Of its header or key alone; the whole of an inline table; empty for the table of the whole text. */
  readonly head: TextRange;
}

export interface TomlEntry {
  /** Its own word, where it stands in a row of them with dots between. */
  readonly key: TextRange;
  readonly value: TomlValue;
}

export interface TomlArray {
  readonly kind: 'array';
  readonly items: readonly TomlValue[];
  readonly range: TextRange;
}

export type TomlScalar = { readonly range: TextRange } & (
  | { readonly kind: 'text'; readonly value: string }
  | { readonly kind: 'integer'; readonly value: bigint }
  | { readonly kind: 'boolean'; readonly value: boolean }
  | { readonly kind: 'time'; readonly written: string; readonly form: TomlTimeForm }
  | { readonly kind: 'float' }
);

export type TomlTimeForm = 'offset-date-time' | 'local-date-time' | 'local-date' | 'local-time';
