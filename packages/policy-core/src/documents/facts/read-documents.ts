import { defineFact } from '../../engine/queries/query.ts';
import { policySections } from '../../engine/policy-sections.ts';
import { fileContent, seenParts } from '../../engine/seen-inputs.ts';
import type { FileContent } from '../../model/file-content.ts';
import { observed, type Known } from '../../model/known.ts';
import { memoizeByObject } from '../../model/memoize.ts';
import { isAboutChange } from '../../model/observations.ts';
import { spansIn, type SourceSpan } from '../../model/source-span.ts';
import { documentReferences, type DocumentReference } from './document-references.ts';
import { documentsUnderJudgement } from './document-subjects.ts';
import { linkTarget } from './link-target.ts';
import { encodingDamage, type DamagedStretch } from './text-encoding-damage.ts';

export interface ReadText {
  readonly kind: 'text';
  readonly damage: readonly PlacedDamage[];
  readonly references: readonly DocumentReference[];
  /** Why its references are not known, as a clause; `undefined` when they are. */
  readonly unanalyzable: string | undefined;
}

export interface PlacedDamage {
  readonly stretch: DamagedStretch;
  readonly at: SourceSpan;
}

/** Paths of the documents under judgement, of which some may not be there. */
export const documentPaths = defineFact<readonly string[]>({
  name: 'paths of documents',
  compute: (get) =>
    documentsUnderJudgement(
      policySections(get, 'path', 'documents'),
      seenParts(get, 'focus', 'change', 'listing'),
    ),
});

/** What a document says, by its path. */
export const readDocument = defineFact<Known<ReadText | Exclude<FileContent, TextContent>>, string>({
  name: 'document as it is written',
  compute: (get, path) => {
    const content = get(fileContent, path);
    if (!content.known) return content;
    return observed(content.value.kind === 'text' ? textsOf(content.value)(path) : content.value);
  },
});

type TextContent = Extract<FileContent, { readonly kind: 'text' }>;

/** A host that looks for what they name has read them before they are judged. */
const textsOf = memoizeByObject(({ text }: TextContent) => {
  const byPath = new Map<string, ReadText>();
  return (path: string): ReadText => {
    const known = byPath.get(path) ?? textOf(path, text);
    byPath.set(path, known);
    return known;
  };
});

function textOf(path: string, text: string): ReadText {
  const spans = spansIn(path, text);
  const reading = documentReferences(path, text);
  return {
    kind: 'text',
    damage: encodingDamage(text).map((stretch) => ({ stretch, at: spans.span(stretch.start, stretch.end) })),
    references: reading.kind === 'read' ? reading.references : [],
    unanalyzable: reading.kind === 'unanalyzable' ? reading.problem : undefined,
  };
}

/** The documents that the policy names beside its sections: of a change, those it takes away. */
export const namedReferences = defineFact<readonly DocumentReference[]>({
  name: 'documents that the policy names',
  compute: (get) => {
    const policy = policySections(get, 'path', 'namedDocuments');
    const { focus, change } = seenParts(get, 'focus', 'change');
    const entries = change.known ? change.value.entries : [];
    const deleted = new Set(entries.flatMap(({ path, status }) => (status === 'deleted' ? [path] : [])));
    return policy.namedDocuments.flatMap((named) => {
      const path = linkTarget(named.written)?.replace(/^(\.?\/)+|\/+$/g, '');
      if (path === undefined || path === '') return [];
      // Of the base's policy only what this very change breaks is of interest.
      if (isAboutChange(focus) && !deleted.has(path)) return [];
      if (focus.kind === 'document' && focus.path !== policy.path) return [];
      return [{ ...named, places: [path], onlyIf: [], isBareName: false, isGuess: false }];
    });
  },
});
