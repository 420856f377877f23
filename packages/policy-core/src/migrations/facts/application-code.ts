import type { FileContent } from '../../model/file-content.ts';
import { observed, unobserved, type Known } from '../../model/known.ts';
import type { Observations } from '../../model/observations.ts';
import type { CodePlace } from '../ownership/code-place.ts';
import { needsPythonParser, readCode } from '../ownership/read-code.ts';
import type { MigrationsSection } from '../../policy/policy.ts';
import { spansIn, startOf, type SourceSpan } from '../../model/source-span.ts';
import { applicationFiles } from './application-files.ts';
import { defineSubjects } from '../../engine/judged-fact.ts';
import { defineFact } from '../../engine/queries/query.ts';
import { policySections } from '../../engine/policy-sections.ts';
import { seenParts } from '../../engine/seen-inputs.ts';
import { readingContext, type ReadingContext } from './reading-context.ts';

/** Code and scripts that must leave the schema to the migrations. */
export interface ApplicationCode {
  readonly files: readonly ApplicationFile[];
  /** The policy has somebody start each upgrade. */
  readonly isUpgradedByHand: boolean;
}

export interface ApplicationFile {
  readonly path: string;
  readonly reading: Known<ApplicationReading>;
}

export type ApplicationReading =
  | { readonly kind: 'read'; readonly places: readonly PlacedCode[] }
  /** It looks as if it changed the schema, and cannot be read. */
  | { readonly kind: 'unreadable'; readonly problem: string; readonly at: SourceSpan };

export interface PlacedCode {
  readonly place: CodePlace;
  readonly at: SourceSpan;
}

/** Code and scripts under judgement that must leave the schema alone. */
export const applicationCode = defineFact<Known<ApplicationCode>>({
  name: 'application-code',
  compute: (get) =>
    readApplicationCode(
      policySections(get, 'migrations'),
      seenParts(get, 'focus', 'change', 'listing'),
      readingContext(get),
    ),
});

/** Each file by itself: its rules are given the code as if it were the only one. */
export const applicationSubjects = defineSubjects<Known<ApplicationCode>>({
  name: 'judged-application-code',
  words: 'code and scripts of the application',
  of: 'file',
  isConfigured: (get) => policySections(get, 'migrations').migrations.application.length > 0,
  compute: (get) => {
    const code = get(applicationCode);
    if (!code.known) return [{ paths: [], unread: code.reason, judged: code }];
    return code.value.files.map((file) => ({
      paths: [file.path],
      judged: observed({ ...code.value, files: [file] }),
    }));
  },
});

export function readApplicationCode(
  policy: MigrationsSection,
  seen: Pick<Observations, 'focus' | 'change' | 'listing'>,
  { content, parsers }: ReadingContext,
): Known<ApplicationCode> {
  const { application, apply } = policy.migrations;
  if (seen.focus.kind === 'tree' && application.length > 0 && !seen.listing.known) return seen.listing;
  return observed({
    files: applicationFiles(policy, seen).flatMap((path) => fileOf(path, content(path), parsers)),
    isUpgradedByHand: apply === 'manual_unless_trivial',
  });
}

function fileOf(
  path: string,
  content: Known<FileContent>,
  parsers: ReadingContext['parsers'],
): readonly ApplicationFile[] {
  if (!content.known) return [{ path, reading: content }];
  switch (content.value.kind) {
    case 'absent':
      return [];
    case 'unreadable': {
      const { problem } = content.value;
      return IS_CODE.test(path)
        ? [{ path, reading: observed({ kind: 'unreadable', problem, at: startOf(path) }) }]
        : [];
    }
    case 'text':
      return [{ path, reading: readingOf(path, content.value.text, parsers) }];
  }
}

/** A lock or a list of settings may be large, and is not where a schema is changed. */
const IS_CODE = /\.(?:py|sql|sh)$/;

function readingOf(
  path: string,
  text: string,
  parsersOf: ReadingContext['parsers'],
): Known<ApplicationReading> {
  const isParsed = needsPythonParser(path, text);
  const parsers = isParsed ? parsersOf() : undefined;
  if (isParsed && parsers === undefined) return unobserved('the parsers are not loaded');
  const spans = spansIn(path, text);
  const reading = readCode(path, text, parsers);
  if (reading.kind === 'unreadable') {
    const { problem, start, end } = reading;
    return observed({ kind: 'unreadable', problem, at: spans.span(start, end) });
  }
  const places = reading.places.map((place) => ({ place, at: spans.span(place.start, place.end) }));
  return observed({ kind: 'read', places });
}
