import type { Paint } from '../../model/ansi.ts';
import type { SourceSpan } from '../../model/source-span.ts';

/**
 * What a report says, before anybody decides how it looks: `terminal.ts` and `markdown.ts` print it. Every text in it is
 * as it was found, names of hostile files too: escaping is done by the printers, in one place each.
 */
export type Document = readonly Block[];

export type Block =
  /** The verdict with what explains it. There is one at most, and it comes first. */
  | { readonly kind: 'title'; readonly text: Text; readonly lines: readonly Text[] }
  | { readonly kind: 'lines'; readonly lines: readonly Text[] }
  | { readonly kind: 'section'; readonly title: Text; readonly blocks: Document }
  | { readonly kind: 'list'; readonly items: readonly Item[]; readonly isNumbered?: true }
  | { readonly kind: 'facts'; readonly facts: readonly (readonly [label: string, value: Text])[] }
  | Table
  /** Commands or statements to copy: nothing breaks them. */
  | { readonly kind: 'commands'; readonly lines: readonly string[] }
  /** A line of a file with what is underlined in it. A page has none: the file is a click away. */
  | {
      readonly kind: 'source';
      readonly at: SourceSpan;
      readonly lines: readonly string[];
      readonly tone: Tone;
    }
  | FoldedPart;

export interface Item {
  readonly mark?: Mark | undefined;
  readonly text: Text;
  readonly blocks?: Document;
}

export interface Table {
  readonly kind: 'table';
  /** Only a page shows them. */
  readonly titles: readonly string[];
  readonly rows: readonly { readonly mark?: Mark; readonly cells: readonly Text[] }[];
}

/** What most readers skip. */
export interface FoldedPart {
  readonly kind: 'fold';
  /** A page opens it at a click. A terminal shows all of `page`, and of `everywhere` only the summary unless asked for more. */
  readonly folded: 'page' | 'everywhere';
  readonly summary: string;
  readonly blocks: Document;
}

export type Text = string | Span | readonly Text[];

export type Span =
  /** A name, a place or a command. */
  | { readonly kind: 'code'; readonly text: string }
  | { readonly kind: 'toned'; readonly tone: Tone; readonly text: Text }
  /** Only a page leads anywhere. */
  | { readonly kind: 'link'; readonly text: Text; readonly href: string }
  /** What keeps two columns of a line apart. */
  | { readonly kind: 'gap' };

export type Tone = keyof Paint;

/** Tasks and outcomes. Only `done` and `passed` are ticks. */
export type Mark = 'done' | 'not-done' | 'unknown' | 'passed' | 'warned' | 'failed' | 'undetermined' | 'idle';

export const gap: Span = { kind: 'gap' };

export function code(text: string): Span {
  return { kind: 'code', text };
}

export function toned(tone: Tone, text: Text): Span {
  return { kind: 'toned', tone, text };
}

export function strong(text: Text): Span {
  return toned('strong', text);
}

export function faint(text: Text): Span {
  return toned('faint', text);
}

export function title(text: Text, ...below: readonly Text[]): Document {
  return [{ kind: 'title', text, lines: below }];
}

/** No block where there is no line. */
export function lines(...all: readonly Text[]): Document {
  return all.length === 0 ? [] : [{ kind: 'lines', lines: all }];
}

/** No block where there is no item. */
export function list(items: readonly Item[]): Document {
  return items.length === 0 ? [] : [{ kind: 'list', items }];
}

/** No block where nothing is in it. */
export function section(title: Text, blocks: Document): Document {
  return blocks.length === 0 ? [] : [{ kind: 'section', title, blocks }];
}

/** A line that stands alone where nothing is below it. */
export function headed(text: Text, below: readonly Text[]): Document {
  return below.length === 0 ? lines(text) : section(text, lines(...below));
}

/** `a, b and c` needs an "and" of its own; this is for lists that may be long. */
export function commaList(texts: readonly Text[]): Text {
  return texts.flatMap((text, index) => (index === 0 ? [text] : [', ', text]));
}

/** What to do, one step after the other. */
export function steps(all: readonly Text[]): Document {
  return section(
    'Next steps:',
    all.length === 0 ? [] : [{ kind: 'list', items: all.map((text) => ({ text })), isNumbered: true }],
  );
}
