import type { SourceSpan } from '../model/source-span.ts';

/** What an editor shows of an open document beside its findings. What is not known is left out. */
export interface DocumentView {
  readonly lenses: readonly Lens[];
  readonly links: readonly Link[];
  readonly symbols: readonly OutlineSymbol[];
  readonly hints: readonly Hint[];
}

/** A remark within a line. */
export interface Hint {
  /** Where it stands: nothing wide. */
  readonly at: SourceSpan;
  readonly text: string;
  readonly tooltip: string;
}

/** A short remark above a line. */
export interface Lens {
  readonly at: SourceSpan;
  readonly title: string;
  /**
   * What a click opens: a place, relative to the policy's root, or the drawn history with this revision in it.
   * `undefined`: nothing.
   */
  readonly opens: SourceSpan | 'history' | undefined;
}

/** A stretch of the document that names another file, or a rule that has a page. */
export type Link = FileLink | PageLink;

export interface FileLink {
  readonly at: SourceSpan;
  /** Relative to the policy's root. */
  readonly opens: string;
  readonly tooltip: string;
}

export interface PageLink {
  readonly at: SourceSpan;
  /** The rule whose page is meant. */
  readonly page: string;
  readonly tooltip: string;
}

/** An entry of the outline. */
export interface OutlineSymbol {
  readonly name: string;
  readonly kind: 'direction' | 'step' | 'section' | 'entry';
  readonly at: SourceSpan;
  /** All that belongs to it, where that is more. */
  readonly whole?: SourceSpan;
  readonly children: readonly OutlineSymbol[];
}
