import { documents, type ListedDocument } from '../facts/judged-documents.ts';
import type { PlacedDamage } from '../facts/read-documents.ts';
import type { DamagedStretch } from '../facts/text-encoding-damage.ts';
import type { Fix } from '../../model/fix.ts';
import { defineRule, NO_OPTIONS, type Outcome } from '../../engine/rule.ts';
import { startOf } from '../../model/source-span.ts';
import { unseenFile } from '../../engine/unseen-file.ts';

type MessageId = 'misread' | 'lost' | 'many' | 'unreadable' | 'unseen' | 'unlisted';

/** With more, something happened to the whole file, and it is said once. */
const MOST_FINDINGS = 50;

export const docsEncoding = defineRule({
  id: 'docs/encoding',
  summary: 'Save the policy and its documents as intact UTF-8 text.',
  defaultSeverity: 'info',
  subjects: documents,

  options: NO_OPTIONS,

  messages: {
    misread: 'The wrong encoding turned {meant} into {written}. Write {meant} again.',
    lost: 'Saving in another encoding lost a character here. Write it again.',
    many: 'The wrong encoding damaged {count} places of {path}. Restore an older version, or correct them.',
    unreadable: '{path} cannot be read: {problem}. Save it in UTF-8.',
    unseen: 'Cannot judge the encoding of {path}.',
    unlisted: 'Cannot determine which documents exist.',
  },

  *check(_get, listed) {
    if (listed.known) {
      yield* inDocument(listed.value);
      return;
    }
    yield {
      kind: 'undecided',
      messageId: 'unlisted',
      data: {},
      at: undefined,
      subject: 'the documents',
      waitsFor: 'observation',
      missing: [{ fact: 'documents', reason: listed.reason }],
    };
  },
});

function inDocument({ path, reading }: ListedDocument): readonly Outcome<MessageId>[] {
  if (!reading.known) return [unseenFile('unseen', path, reading.reason)];
  if (reading.value.kind === 'unreadable') return unreadable(path, reading.value.problem);
  const { damage } = reading.value;
  return damage.length > MOST_FINDINGS ? [manyDamaged(path, damage)] : damage.map(damaged);
}

function unreadable(path: string, problem: string): readonly Outcome<MessageId>[] {
  // A link is no text of its own: what it leads to is judged where it lies.
  if (/symbolic link|folder|submodule|regular file/.test(problem)) return [];
  if (!/UTF|ASCII|binary|encoding/.test(problem)) return [unseenFile('unseen', path, problem)];
  return [{ kind: 'violation', messageId: 'unreadable', data: { path, problem }, at: startOf(path) }];
}

function damaged({ stretch, at }: PlacedDamage): Outcome<MessageId> {
  if (stretch.kind === 'lost') return { kind: 'violation', messageId: 'lost', data: {}, at };
  const { written, meant } = stretch;
  return {
    kind: 'violation',
    messageId: 'misread',
    data: { written, meant },
    at,
    fixes: [mending(`Write ${meant}`, [{ stretch, at }])],
  };
}

function manyDamaged(path: string, damage: readonly PlacedDamage[]): Outcome<MessageId> {
  const misread = damage.filter(({ stretch }) => stretch.kind === 'misread');
  return {
    kind: 'violation',
    messageId: 'many',
    data: { path, count: String(damage.length) },
    at: damage[0]?.at ?? startOf(path),
    fixes: misread.length === 0 ? [] : [mending(`Fix ${misread.length} places`, misread)],
  };
}

function mending(title: string, damage: readonly PlacedDamage[]): Fix {
  const edits = damage.flatMap(({ stretch, at }) =>
    stretch.kind === 'lost' ? [] : [{ path: at.path, start: at.start, end: at.end, text: stretch.meant }],
  );
  return { title, safety: damage.every(isSafe) ? 'safe' : 'needs-review', edits };
}

function isSafe({ stretch }: { readonly stretch: DamagedStretch }): boolean {
  return stretch.kind === 'misread' && stretch.isExact;
}
