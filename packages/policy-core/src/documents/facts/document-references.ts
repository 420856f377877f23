import { spansIn, type SourceSpan } from '../../model/source-span.ts';
import { linkTarget } from './link-target.ts';
import { markdownPieces, type MarkdownPiece } from './markdown-pieces.ts';
import { isDocumentName, pathMention, type PathMention } from './path-mention.ts';
import { placesOfLink, placesOfMention } from './reference-places.ts';
import { folderOf } from '../../model/folder-of.ts';

/** A place in a document that speaks of a file or a folder of the repository. */
export interface DocumentReference {
  /** What stands there, without the marks around it. */
  readonly written: string;
  readonly at: SourceSpan;
  /** Where it may lie, most likely first: one of them is enough. */
  readonly places: readonly string[];
  /** Only where one of these exists is a file of this repository meant; empty: in any case. */
  readonly onlyIf: readonly string[];
  /** The name of a file alone: it may lie wherever documents lie. */
  readonly isBareName: boolean;
  /** A path in running text that names no document: it may be planned, made by a tool or lie elsewhere. */
  readonly isGuess: boolean;
}

export type DocumentReading =
  | { readonly kind: 'read'; readonly references: readonly DocumentReference[] }
  /** `problem` is a clause about the text. */
  | { readonly kind: 'unanalyzable'; readonly problem: string };

/** The references in a Markdown document; in any other none. Never throws. */
export function documentReferences(path: string, text: string): DocumentReading {
  if (!MARKDOWN.test(path)) return { kind: 'read', references: [] };
  const reading = markdownPieces(text);
  if (reading.kind === 'unanalyzable') return reading;
  const spans = spansIn(path, text);
  const references = reading.pieces.flatMap((piece) => {
    const meant = piece.kind === 'link' ? meantByLink(path, piece) : meantByMention(path, piece);
    // The root of the repository (`''`) is always there.
    if (meant === undefined || meant.places.length === 0 || meant.places.includes('')) return [];
    const { text: written, start } = piece;
    return [{ written, at: spans.span(start, start + written.length), ...meant }];
  });
  return { kind: 'read', references };
}

const MARKDOWN = /\.(md|mdx|markdown)$/i;

type Meant = Pick<DocumentReference, 'places' | 'onlyIf' | 'isBareName' | 'isGuess'> | undefined;

function meantByLink(document: string, { text }: MarkdownPiece): Meant {
  const target = linkTarget(text);
  if (target === undefined) return undefined;
  const places = placesOfLink(document, target);
  const link = { places, onlyIf: [], isBareName: false, isGuess: false };
  // The root of a web site is not that of the repository.
  if (target.startsWith('/')) return isDocumentName(target) ? link : undefined;
  if (/\.[a-z]\w*$/i.test(target)) return link;
  // Without an extension it may be a page that a site generator makes.
  const isDeep = /[^./]\/+[^/]/.test(target);
  return isDeep ? { ...link, onlyIf: places.slice(0, 1).map(folderOf) } : undefined;
}

function meantByMention(document: string, { text, pointedAtBy }: MarkdownPiece): Meant {
  const mention = pathMention(text);
  if (mention === undefined || (TELLS_THE_PAST.test(document) && pointedAtBy === undefined)) return undefined;
  const { path } = mention;
  const isBareName = !path.includes('/');
  const isCertain = isCertainly(mention, pointedAtBy);
  if (isBareName && !isCertain) return undefined;
  const places = placesOfMention(document, path);
  const onlyIf = isCertain ? [] : places.map(folderOf);
  return { places, onlyIf, isBareName, isGuess: !isCertain && mention.sureness === 'path' };
}

function isCertainly({ sureness }: PathMention, pointedAtBy: MarkdownPiece['pointedAtBy']): boolean {
  return (
    sureness === 'named' || pointedAtBy === 'list' || (pointedAtBy === 'word' && sureness === 'document')
  );
}

/** Such documents speak of files that have gone since. */
const TELLS_THE_PAST = /(^|[/_-])(change-?logs?|changes|history|release-?notes|news)[^/]*$/i;
