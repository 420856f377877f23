import { defineSubjects, eachKnown, NOWHERE, type Subject } from '../../engine/judged-fact.ts';
import { policySections } from '../../engine/policy-sections.ts';
import { defineFact } from '../../engine/queries/query.ts';
import { seenParts } from '../../engine/seen-inputs.ts';
import { observed, type Known } from '../../model/known.ts';
import type { DocumentReference } from './document-references.ts';
import { presentPaths } from './present-paths.ts';
import { documentPaths, namedReferences, readDocument, type ReadText } from './read-documents.ts';
import { standings, type ReferenceStanding } from './reference-standing.ts';

/** A document of the policy, or the policy file itself. */
export interface ListedDocument {
  readonly path: string;
  readonly reading: Known<DocumentText>;
}

export type DocumentText =
  | (Omit<ReadText, 'references'> & { readonly references: readonly JudgedReference[] })
  /** `problem` is a clause about the file. */
  | { readonly kind: 'unreadable'; readonly problem: string };

export interface JudgedReference extends Pick<DocumentReference, 'written' | 'at' | 'isGuess'> {
  /** Where it is most likely expected. */
  readonly place: string;
  readonly standing: ReferenceStanding;
}

/** The documents of the policy under judgement, and the policy file itself. */
export const documents = defineSubjects<Known<ListedDocument>>({
  name: 'documents',
  words: 'documents of the policy',
  of: 'file',
  compute: (get) => {
    const policy = policySections(get, 'documents');
    const { focus, listing } = seenParts(get, 'focus', 'listing');
    const isUnlisted = focus.kind === 'tree' && policy.documents.length > 0 && !listing.known;
    if (isUnlisted) return eachKnown<ListedDocument>(listing, subjectOf);
    return get(documentPaths).flatMap((path) => {
      const judged = get(listedDocument, path);
      return judged?.known === true ? [{ ...subjectOf(judged.value), judged }] : [];
    });
  },
});

/** By its path; `undefined`: it is not there. */
const listedDocument = defineFact<Known<ListedDocument> | undefined, string>({
  name: 'document',
  compute: (get, path) => {
    const read = get(readDocument, path);
    if (!read.known) return observed({ path, reading: read });
    if (read.value.kind === 'absent') return undefined;
    if (read.value.kind === 'unreadable') return observed({ path, reading: observed(read.value) });
    const references = read.value.references.map(get(judge));
    return observed({ path, reading: observed({ ...read.value, references }) });
  },
});

const judge = defineFact<(reference: DocumentReference) => JudgedReference>({
  name: 'whether there is what documents speak of',
  compute: (get) => {
    const standingOf = standings(get(presentPaths));
    return (reference) => ({
      ...reference,
      place: reference.places[0] ?? reference.written,
      standing: standingOf(reference),
    });
  },
});

function subjectOf({ path, reading }: ListedDocument): Subject {
  return { paths: [path], ...(!reading.known && { unread: reading.reason }) };
}

/** Documents that the policy names in `docs`. */
export const namedDocuments = defineSubjects<JudgedReference>({
  name: 'named-documents',
  words: 'documents the policy names',
  of: 'file',
  compute: (get) => get(namedReferences).map((named) => ({ ...NOWHERE, judged: get(judge)(named) })),
});
