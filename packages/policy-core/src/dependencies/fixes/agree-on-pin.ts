import { requirementText } from '../facts/line-entry.ts';
import { pinOf } from '../facts/pin.ts';
import type { PlacedText } from '../facts/requirements-file.ts';
import { projectOf, type SyncDifference, type SyncEntry } from '../facts/sync-difference.ts';
import type { Fix } from '../../model/fix.ts';
import { sameVersion } from '../packaging/specifier-set.ts';
import type { DependencyPair } from '../../policy/policy.ts';
import type { RequirementsLine } from '../requirements/requirements-document.ts';
import type { TextRange } from '../../model/text-range.ts';
import { hasUsualLines } from './appended-line.ts';

type Disagreement = Extract<SyncDifference, { kind: 'differs' | 'unsatisfied' }>;

/** Where the two name different versions, either may be meant: a person chooses. */
export function agreeOnPin(
  { entry, locked, kind }: Disagreement,
  { sync, terms }: DependencyPair,
): readonly Fix[] {
  const rewrite = kind === 'unsatisfied' ? withVersionOf : sync.mode === 'textual' ? asWritten : withNameOf;
  const isPin = ({ line, version }: SyncEntry) => {
    const requirement = line && projectOf(line);
    return requirement ? pinOf(requirement, terms.pinned.operators) !== undefined : version !== undefined;
  };
  return [
    ...(isPin(entry) ? replacement(locked, entry, rewrite) : []),
    ...(isPin(locked) ? replacement(entry, locked, rewrite) : []),
  ];
}

/** `undefined` where there are no words for it. */
type Rewrite = (old: SyncEntry, by: SyncEntry) => Rewritten | undefined;

interface Rewritten {
  readonly text: string;
  /** Whether the hashes of the line go: they are of one version, and refuse every other. */
  readonly dropsHashes: boolean;
}

function asWritten({ line: old }: SyncEntry, { line, range, text }: SyncEntry): Rewritten | undefined {
  if (line === undefined || line.range.end > range.end) return undefined;
  return { text, dropsHashes: old !== undefined && old.hashes.length > 0 };
}

/** Its own spelling of the name stays. */
function withNameOf(old: SyncEntry, by: SyncEntry): Rewritten | undefined {
  const [before, after] = [old.line && projectOf(old.line), by.line && projectOf(by.line)];
  if (before === undefined || after === undefined) return undefined;
  return { text: requirementText({ ...after, name: before.name }), dropsHashes: losesHashes(old, by) };
}

/** A compiled lock leaves extras out, and may hold a marker of its own: only the version is taken over. */
function withVersionOf(old: SyncEntry, by: SyncEntry): Rewritten | undefined {
  const before = old.line && projectOf(old.line);
  if (before === undefined || before.url !== undefined || by.version === undefined) return undefined;
  const clauses = [{ operator: '==', version: by.version }] as const;
  return { text: requirementText({ ...before, clauses }), dropsHashes: losesHashes(old, by) };
}

function losesHashes(old: SyncEntry, by: SyncEntry): boolean {
  return (old.line?.hashes.length ?? 0) > 0 && !sameVersion(old.version ?? '', by.version ?? '');
}

function replacement(old: SyncEntry, by: SyncEntry, rewrite: Rewrite): readonly Fix[] {
  const { line, file } = old;
  const rewritten = rewrite(old, by);
  if (line === undefined || rewritten === undefined || !mayBeReplaced(line, file)) return [];
  const { text, dropsHashes } = rewritten;
  const { path, start, end } = file.place(dropsHashes ? wholeRange(old, line) : beforeHashes(old, line));
  const without = dropsHashes ? ', without its hashes' : '';
  return [
    {
      title: `Replace ${old.text} by ${text} in ${file.path}${without}`,
      safety: 'needs-review',
      edits: [{ path, start, end, text }],
    },
  ];
}

/** Whoever wrote an option behind a line knows what to do with it. */
function mayBeReplaced({ options, passedOver }: RequirementsLine, file: PlacedText): boolean {
  return options.length === 0 && passedOver.length === 0 && hasUsualLines(file);
}

/** A textual entry goes with the comment behind it. */
function wholeRange({ range }: SyncEntry, line: RequirementsLine): TextRange {
  return { start: line.range.start, end: Math.max(line.range.end, range.end) };
}

function beforeHashes(old: SyncEntry, line: RequirementsLine): TextRange {
  const [first] = line.hashes;
  if (first === undefined) return wholeRange(old, line);
  const { start } = line.range;
  let end = first.range.start;
  while (end > start && ' \t\\\r\n'.includes(old.file.text.charAt(end - 1))) end -= 1;
  return { start, end };
}
