import { copyToLock } from '../fixes/copy-to-lock.ts';
import { orphanEntries } from '../facts/orphan-entries.ts';
import { shownRange } from '../facts/before-hashes.ts';
import { requirementsPairs, type RequirementsPair } from '../facts/requirements-pair.ts';
import type { SyncDifference } from '../facts/sync-difference.ts';
import type { Fix } from '../../model/fix.ts';
import { removeFromLock } from '../fixes/remove-from-lock.ts';
import { defineRule, NO_OPTIONS, type Outcome } from '../../engine/rule.ts';
import { startOf } from '../../model/source-span.ts';
import { meantMode, syncEvidence } from '../sync-evidence.ts';
import { unseenPair } from '../unseen-pair.ts';

type MessageId = 'stale' | 'orphan' | 'otherMode' | 'unseen';
type Stale = Extract<SyncDifference, { kind: 'stale' }>;

export const lockStaleEntry = defineRule({
  id: 'dependencies/lock-stale-entry',
  summary: 'Remove lock entries that nothing requires.',
  defaultSeverity: 'error',
  subjects: requirementsPairs,

  options: NO_OPTIONS,

  messages: {
    stale: '{entry} is not in {source}. Regenerate the lock, or remove the line.',
    orphan:
      '{entry} is not in {source}, and no "# via" explains it. Regenerate the lock, or remove the line.',
    otherMode:
      '{count} entries of {lock} are not in {source}. Change the mode {mode} to {meant}, in which all match, or regenerate the lock.',
    unseen: 'Cannot determine which entries only {lock} has, and {source} lacks.',
  },

  *check(_get, judged) {
    if (judged.pair.sync.mode === 'compiled') yield* orphanOutcomes(judged);
    const comparison = judged.pair.sync.mode === 'compiled' ? undefined : judged.comparison();
    if (comparison === undefined) return;
    const { unseen, differences } = comparison;
    if (unseen.length > 0) yield unseenPair('unseen', judged.pair, unseen);
    const stale = differences.filter((difference) => difference.kind === 'stale');
    if (stale.length > 0) yield* staleOutcomes(judged, stale, { isAll: stale.length === differences.length });
  },
});

function* orphanOutcomes(judged: RequirementsPair): Iterable<Outcome<MessageId>> {
  for (const entry of orphanEntries(judged)) {
    const data = { entry: entry.text, source: judged.pair.source };
    yield { kind: 'violation', messageId: 'orphan', data, at: entry.file.place(shownRange(entry)) };
  }
}

function* staleOutcomes(
  judged: RequirementsPair,
  stale: readonly Stale[],
  { isAll }: { readonly isAll: boolean },
): Iterable<Outcome<MessageId>> {
  const { pair } = judged;
  const found = syncEvidence(judged);
  const { evidence, related } = found;
  const meant = meantMode(found, stale.length);
  if (meant !== undefined) {
    const { source, lock, sync } = pair;
    const data = { count: String(stale.length), source, lock, mode: sync.mode, meant };
    yield { kind: 'violation', messageId: 'otherMode', data, at: startOf(lock), evidence, related };
    return;
  }
  for (const [index, difference] of stale.entries()) {
    const { text, file } = difference.entry;
    yield {
      kind: 'violation',
      messageId: 'stale',
      data: { entry: text, source: pair.source },
      at: file.place(shownRange(difference.entry)),
      evidence,
      related,
      fixes: fixesFor(difference, { judged, mayCopy: isAll && index === 0 }),
    };
  }
}

/** To copy the source is offered once in a pair: with the first line that the lock lacks, else here. */
function fixesFor(
  stale: Stale,
  { judged, mayCopy }: { readonly judged: RequirementsPair; readonly mayCopy: boolean },
): readonly Fix[] {
  const { pair, source, lock } = judged;
  if (!source.known || !lock.known) return [];
  if (source.value.kind !== 'read' || lock.value.kind !== 'read') return [];
  const copies = mayCopy && pair.sync.mode === 'textual' ? [copyToLock(source.value, lock.value)] : [];
  return [...removeFromLock(stale, lock.value), ...copies];
}
