import { z } from 'zod';

import { normalizedProject } from '../../packaging/project-name.ts';
import type { ReadRequirements, RequirementsPair } from '../../facts/requirements-file.ts';
import { textualEntries, type TextualEntry as PlainEntry } from '../../facts/textual-entries.ts';
import type { Fix, TextEdit } from '../../fix.ts';
import { defineRule, type Outcome } from '../../rule.ts';
import { spansIn, startOf, type SourceSpan } from '../../source-span.ts';

interface ReadFile extends ReadRequirements {
  readonly entries: readonly TextualEntry[];
}
type TextualEntry = PlainEntry & { readonly at: SourceSpan };
type MessageId = 'notInLock' | 'notInSource' | 'unreadable' | 'unseen';

export const lockInSync = defineRule({
  id: 'dependencies/lock-in-sync',
  summary: 'The lock holds the same set of requirements as its source.',
  defaultSeverity: 'error',
  needs: ['requirementsPairs'],

  options: z.strictObject({}),

  messages: {
    notInLock: '{entry} is not in {lock}. Regenerate the lock, or add the line to it.',
    notInSource: '{entry} is not in {source}. Regenerate the lock, or remove the line.',
    unreadable: '{path} cannot be compared: {problem}. Save it as UTF-8 text of at most 2 MB.',
    unseen: '{source} and {lock} cannot be compared.',
  },

  *check({ requirementsPairs }) {
    for (const pair of requirementsPairs) yield* judgePair(pair);
  },
});

function* judgePair(pair: RequirementsPair): Iterable<Outcome<MessageId>> {
  const { source, lock } = pair.pair;
  const related = [{ message: `The policy names the pair ${pair.pair.id} here.`, at: pair.pair.at }];
  if (!pair.source.known || !pair.lock.known) {
    const missing = [pair.source, pair.lock].flatMap((file, index) =>
      file.known ? [] : [{ fact: index === 0 ? source : lock, reason: file.reason }],
    );
    yield {
      kind: 'undecided',
      messageId: 'unseen',
      data: { source, lock },
      at: startOf(source),
      subject: lock,
      waitsFor: 'observation',
      missing,
    };
    return;
  }
  const [from, to] = [pair.source.value, pair.lock.value];
  // A missing source is for dependencies/requirements-pinned to report, a missing lock for lock-missing.
  if (from.kind === 'absent' || to.kind === 'absent') return;
  for (const file of [from, to]) {
    if (file.kind === 'unreadable') {
      const { path, problem } = file;
      yield {
        kind: 'violation',
        messageId: 'unreadable',
        data: { path, problem },
        at: startOf(path),
        related,
      };
    }
  }
  if (from.kind === 'read' && to.kind === 'read') yield* compare(withEntries(from), withEntries(to), related);
}

function withEntries(file: ReadRequirements): ReadFile {
  const entries = textualEntries(file).map((entry) => ({ ...entry, at: file.place(entry.range) }));
  return { ...file, entries };
}

/** The sets of stripped lines that are neither blank nor comments: order and repetition do not count. */
function* compare(
  source: ReadFile,
  lock: ReadFile,
  related: Outcome['related'] = [],
): Iterable<Outcome<MessageId>> {
  const data = (entry: TextualEntry) => ({ entry: entry.text, source: source.path, lock: lock.path });
  for (const entry of onlyIn(source, lock)) {
    const fixes = fixesInLock(lock, entry);
    yield { kind: 'violation', messageId: 'notInLock', data: data(entry), at: entry.at, related, fixes };
  }
  for (const entry of onlyIn(lock, source)) {
    const fixes = removal(lock, source, entry);
    yield { kind: 'violation', messageId: 'notInSource', data: data(entry), at: entry.at, related, fixes };
  }
}

function onlyIn(file: ReadFile, other: ReadFile): readonly TextualEntry[] {
  const theirs = new Set(other.entries.map(({ text }) => text));
  const seen = new Set<string>();
  return file.entries.filter(({ text }) => {
    const isNew = !theirs.has(text) && !seen.has(text);
    seen.add(text);
    return isNew;
  });
}

/**
 * Only a pin is ever proposed for the lock. Safe when the lock does not know the project yet; where it
 * names another version, a person chooses.
 */
function fixesInLock(lock: ReadFile, { text }: TextualEntry): readonly Fix[] {
  if (!PIN.test(text)) return [];
  const known = lock.entries.filter((entry) => projectOf(entry.text) === projectOf(text));
  const [other] = known;
  if (other === undefined) {
    return [{ title: `Add ${text} to ${lock.path}`, safety: 'safe', edits: [appendLine(lock, text)] }];
  }
  if (known.length > 1) return [];
  const edits = [{ path: lock.path, start: other.at.start, end: other.at.end, text }];
  return [{ title: `Replace ${other.text} by ${text} in ${lock.path}`, safety: 'needs-review', edits }];
}

const PIN = /^[A-Za-z0-9][\w.-]*(?:\[[^\]]*\])?==[^\s,*;]+$/;

/** A line whose project the source names in another way is not stale: the two disagree about it. */
function removal(lock: ReadFile, source: ReadFile, { text }: TextualEntry): readonly Fix[] {
  const project = projectOf(text);
  if (source.entries.some((entry) => project !== undefined && projectOf(entry.text) === project)) return [];
  const repeated = lock.entries.filter((entry) => entry.text === text);
  if (repeated.some((entry) => !isAloneOnLine(entry, lock))) return [];
  const edits = repeated.map(({ at }) => ({
    path: lock.path,
    start: { line: at.start.line, character: 0 },
    end: { line: at.end.line + 1, character: 0 },
    text: '',
  }));
  return [{ title: `Remove ${text} from ${lock.path}`, safety: 'needs-review', edits }];
}

/** An unusual separator puts two entries on what an editor shows as one line. */
function isAloneOnLine(entry: TextualEntry, { entries }: ReadFile): boolean {
  return entries.every((other) => other === entry || other.at.start.line !== entry.at.start.line);
}

function appendLine(file: ReadFile, line: string): TextEdit {
  const newline = /\r\n/.test(file.text) ? '\r\n' : '\n';
  const end = spansIn(file.path, file.text).position(file.text.length);
  const isClosed = /(?:^\uFEFF?|[\r\n])$/.test(file.text);
  return {
    path: file.path,
    start: end,
    end,
    text: isClosed ? `${line}${newline}` : `${newline}${line}${newline}`,
  };
}

function projectOf(entry: string): string | undefined {
  const name = /^[A-Za-z0-9][\w.-]*/.exec(entry)?.[0];
  return name === undefined ? undefined : normalizedProject(name);
}
