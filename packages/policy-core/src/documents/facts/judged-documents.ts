import type { FileContent } from '../../model/file-content.ts';
import { observed, type Known } from '../../model/known.ts';
import { isAboutChange, type Observations } from '../../model/observations.ts';
import type { NamedDocument, Policy } from '../../policy/policy.ts';
import { spansIn, type SourceSpan } from '../../model/source-span.ts';
import { documentReferences, type DocumentReading, type DocumentReference } from './document-references.ts';
import { linkTarget } from './link-target.ts';
import {
  standings,
  type Present,
  type ReferenceStanding,
  type SoughtReference,
} from './reference-standing.ts';
import { encodingDamage, type DamagedStretch } from './text-encoding-damage.ts';
import { memoizeByObject } from '../../model/memoize.ts';
import { isSameJson } from '../../model/same-json.ts';
import { folderOf } from '../../model/folder-of.ts';
import { defineFact } from '../../engine/queries/query.ts';
import { defineSubjects, eachKnown, NOWHERE, type Subject } from '../../engine/judged-fact.ts';
import { policySections } from '../../engine/policy-sections.ts';
import { fileContent, seenParts } from '../../engine/seen-inputs.ts';
import { documentsUnderJudgement } from './document-subjects.ts';

/** A document of the policy, or the policy file itself. */
export interface ListedDocument {
  readonly path: string;
  readonly reading: Known<DocumentText>;
}

export type DocumentText =
  | {
      readonly kind: 'text';
      readonly damage: readonly PlacedDamage[];
      readonly references: readonly JudgedReference[];
      /** Why its references are not known, as a clause; `undefined` when they are. */
      readonly unanalyzable: string | undefined;
    }
  /** `problem` is a clause about the file. */
  | { readonly kind: 'unreadable'; readonly problem: string };

export interface PlacedDamage {
  readonly stretch: DamagedStretch;
  readonly at: SourceSpan;
}

export interface JudgedReference extends Pick<DocumentReference, 'written' | 'at' | 'isGuess'> {
  /** Where it is most likely expected. */
  readonly place: string;
  readonly standing: ReferenceStanding;
}

type Content = (path: string) => Known<FileContent>;

/** The documents of the policy under judgement, and the policy file itself. */
export const documents = defineSubjects<Known<ListedDocument>>({
  name: 'documents',
  words: 'documents of the policy',
  of: 'file',
  compute: (get) => {
    const policy = policySections(get, 'path', 'documents');
    const seen = seenParts(get, 'focus', 'change', 'listing');
    const isUnlisted = seen.focus.kind === 'tree' && policy.documents.length > 0 && !seen.listing.known;
    if (isUnlisted) return eachKnown<ListedDocument>(seen.listing, subjectOf);
    return documentsUnderJudgement(policy, seen).flatMap((path) => {
      const judged = get(listedDocument, path);
      return judged?.known === true ? [{ ...subjectOf(judged.value), judged }] : [];
    });
  },
});

/** By its path; `undefined`: it is not there. */
const listedDocument = defineFact<Known<ListedDocument> | undefined, string>({
  name: 'document',
  compute: (get, path) => {
    const [judged] = judgedDocuments([path], (at) => get(fileContent, at), get(present));
    return judged && observed(judged);
  },
});

/** What there is; that a file is typed in changes nothing about that. */
const present = defineFact<Present>({
  name: 'what is there',
  compute: (get) => presentIn(seenParts(get, 'files', 'present')),
  isSame: isSameJson,
});

function subjectOf({ path, reading }: ListedDocument): Subject {
  return { paths: [path], ...(!reading.known && { unread: reading.reason }) };
}

/** Documents that the policy names in `docs`. */
export const namedDocuments = defineSubjects<JudgedReference>({
  name: 'named-documents',
  words: 'documents the policy names',
  of: 'file',
  compute: (get) =>
    judgeNamedDocuments(
      policySections(get, 'path', 'namedDocuments'),
      seenParts(get, 'focus', 'change'),
      get(present),
    ).map((judged) => ({ ...NOWHERE, judged })),
});

/** Documents that are there, read; `paths` as {@link documentsUnderJudgement} gives them. */
export function judgedDocuments(
  paths: readonly string[],
  content: Content,
  present: Present,
): readonly ListedDocument[] {
  const judge = standings(present);
  return paths.flatMap((path) => {
    const found = content(path);
    if (!found.known) return [{ path, reading: found }];
    if (found.value.kind === 'absent') return [];
    return [{ path, reading: observed(textOf(path, found.value, judge)) }];
  });
}

/** The documents that the policy names beside its sections: of a change, those it takes away. */
export function judgeNamedDocuments(
  policy: Pick<Policy, 'namedDocuments' | 'path'>,
  seen: Pick<Observations, 'focus' | 'change'>,
  present: Present,
): readonly JudgedReference[] {
  const judge = standings(present);
  return namedUnderJudgement(policy, seen).map(({ written, sought, at }) => ({
    written,
    at,
    isGuess: false,
    place: sought.places[0] ?? written,
    standing: judge(sought),
  }));
}

/** What has to be looked up before these documents can be judged. */
export function referencesSought(
  policy: Policy,
  seen: Pick<Observations, 'focus' | 'change' | 'files'>,
): readonly SoughtReference[] {
  const inTexts = Object.entries(seen.files).flatMap(([path, content]) => {
    if (!content.known || content.value.kind !== 'text' || !isDocument(policy, path)) return [];
    const reading = referencesIn(content.value)(path);
    return reading.kind === 'read' ? reading.references : [];
  });
  return [...inTexts, ...namedUnderJudgement(policy, seen).map(({ sought }) => sought)];
}

type TextContent = Extract<FileContent, { readonly kind: 'text' }>;

/** A host that looks for what they name has read them before they are judged. */
const referencesIn = memoizeByObject(({ text }: TextContent) => {
  const byPath = new Map<string, DocumentReading>();
  return (path: string): DocumentReading => {
    const known = byPath.get(path) ?? documentReferences(path, text);
    byPath.set(path, known);
    return known;
  };
});

function isDocument({ documents }: Policy, path: string): boolean {
  return documents.some((pattern) => pattern.matches(path));
}

function textOf(
  path: string,
  content: Exclude<FileContent, { kind: 'absent' }>,
  judge: (sought: SoughtReference) => ReferenceStanding,
): DocumentText {
  if (content.kind === 'unreadable') return content;
  const { text } = content;
  const spans = spansIn(path, text);
  const reading = referencesIn(content)(path);
  return {
    kind: 'text',
    damage: encodingDamage(text).map((stretch) => ({ stretch, at: spans.span(stretch.start, stretch.end) })),
    references:
      reading.kind === 'unanalyzable'
        ? []
        : reading.references.map((reference) => ({
            ...reference,
            place: reference.places[0] ?? reference.written,
            standing: judge(reference),
          })),
    unanalyzable: reading.kind === 'unanalyzable' ? reading.problem : undefined,
  };
}

interface NamedAndSought extends NamedDocument {
  readonly sought: SoughtReference;
}

function namedUnderJudgement(
  policy: Pick<Policy, 'namedDocuments' | 'path'>,
  { focus, change }: Pick<Observations, 'focus' | 'change'>,
): readonly NamedAndSought[] {
  const entries = change.known ? change.value.entries : [];
  const deleted = new Set(entries.flatMap(({ path, status }) => (status === 'deleted' ? [path] : [])));
  return policy.namedDocuments.flatMap((named) => {
    const path = linkTarget(named.written)?.replace(/^(\.?\/)+|\/+$/g, '');
    if (path === undefined || path === '') return [];
    // Of the base's policy only what this very change breaks is of interest.
    if (isAboutChange(focus) && !deleted.has(path)) return [];
    if (focus.kind === 'document' && focus.path !== policy.path) return [];
    return [{ ...named, sought: { places: [path], onlyIf: [], isBareName: false } }];
  });
}

/** What was looked up, and what is known because its text was read. */
export function presentIn({ files, present }: Pick<Observations, 'files' | 'present'>): Present {
  const known: Record<string, Known<boolean>> = {};
  for (const [path, content] of Object.entries(files)) {
    if (!content.known) continue;
    const isThere = content.value.kind !== 'absent';
    known[path] = observed(isThere);
    for (let folder = folderOf(path); isThere && folder !== ''; folder = folderOf(folder))
      known[folder] = observed(true);
  }
  return { ...known, ...present };
}
