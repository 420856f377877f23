import { addToLock } from '../fixes/add-to-lock.ts';
import { agreeOnPin } from '../fixes/agree-on-pin.ts';
import { copyToLock } from '../fixes/copy-to-lock.ts';
import { shownRange } from '../facts/before-hashes.ts';
import { requirementsPairs, type RequirementsPair } from '../facts/requirements-pair.ts';
import type { SyncDifference } from '../facts/sync-difference.ts';
import type { Fix } from '../../model/fix.ts';
import type { DependencyPair } from '../../policy/policy.ts';
import { defineRule, NO_OPTIONS, type Outcome } from '../../engine/rule.ts';
import { startOf } from '../../model/source-span.ts';
import { meantMode, syncEvidence, type SyncEvidence } from '../sync-evidence.ts';
import { unseenPair } from '../unseen-pair.ts';

type MessageId = 'notInLock' | 'notLocked' | 'differs' | 'unsatisfied' | 'otherMode' | 'unclear' | 'unseen';

export const lockInSync = defineRule({
  id: 'dependencies/lock-in-sync',
  summary: 'Keep the lock in sync with its source.',
  defaultSeverity: 'error',
  subjects: requirementsPairs,

  options: NO_OPTIONS,

  messages: {
    notInLock: '{entry} is not in {lock}. Regenerate the lock, or add the line to it.',
    notLocked: '{lock} does not pin {entry}. Regenerate the lock.',
    differs: '{lock} has {locked} instead of {entry}. Regenerate the lock, or make the two agree.',
    unsatisfied: '{lock} pins {locked}, which {entry} does not allow. Regenerate the lock.',
    otherMode:
      '{count} requirements of {source} do not match {lock} in mode {mode}. Set the mode {meant}, in which all match, or regenerate the lock.',
    unclear: 'Cannot determine whether {lock} contains {entry}.',
    unseen: 'Cannot compare {source} with {lock}.',
  },

  /** A missing source is for dependencies/requirements-pinned to report, a missing lock for lock-missing. */
  *check(_get, judged) {
    const comparison = judged.comparison();
    if (comparison === undefined) return;
    if (comparison.unseen.length > 0) yield unseenPair('unseen', judged.pair, comparison.unseen);
    const own = comparison.differences.filter(({ kind }) => kind !== 'stale');
    if (own.length === 0) return;
    const evidence = syncEvidence(judged);
    const meant = meantMode(evidence, own.length);
    if (meant !== undefined) {
      yield otherMode(judged.pair, { meant, count: own.length, evidence });
      return;
    }
    for (const [index, difference] of own.entries()) {
      yield outcomeOf(difference, { judged, evidence, isFirst: index === 0 });
    }
  },
});

interface OtherMode {
  readonly meant: string;
  readonly count: number;
  readonly evidence: SyncEvidence;
}

function otherMode(
  { source, lock, sync: { mode } }: DependencyPair,
  { meant, count, evidence: { evidence, related } }: OtherMode,
): Outcome<MessageId> {
  const data = { count: String(count), source, lock, mode, meant };
  return { kind: 'violation', messageId: 'otherMode', data, at: startOf(source), evidence, related };
}

interface Around {
  readonly judged: RequirementsPair;
  readonly evidence: SyncEvidence;
  readonly isFirst: boolean;
}

function outcomeOf(difference: SyncDifference, around: Around): Outcome<MessageId> {
  const { judged, evidence } = around;
  const { entry } = difference;
  const data = {
    entry: entry.text,
    lock: judged.pair.lock,
    locked: 'locked' in difference ? difference.locked.text : '',
  };
  const at = entry.file.place(shownRange(entry));
  if (difference.kind === 'unclear') {
    const missing = [{ fact: entry.text, reason: difference.reason }];
    return {
      kind: 'undecided',
      messageId: 'unclear',
      data,
      at,
      subject: entry.text,
      waitsFor: 'observation',
      missing,
      evidence: evidence.evidence,
      related: evidence.related,
    };
  }
  return {
    kind: 'violation',
    messageId: messageFor(difference, judged),
    data,
    at,
    evidence: evidence.evidence,
    related: [...evidence.related, ...lockedPlace(difference)],
    fixes: fixesFor(difference, around),
  };
}

function messageFor({ kind }: SyncDifference, { pair }: RequirementsPair): MessageId {
  if (kind === 'differs' || kind === 'unsatisfied') return kind;
  return pair.sync.mode === 'compiled' ? 'notLocked' : 'notInLock';
}

function lockedPlace(difference: SyncDifference) {
  if (!('locked' in difference)) return [];
  const { text, file } = difference.locked;
  return [{ message: `The lock has ${text} here.`, at: file.place(shownRange(difference.locked)) }];
}

/** A version is never guessed: what a compiled lock lacks only its own tool can add. */
function fixesFor(difference: SyncDifference, { judged, isFirst }: Around): readonly Fix[] {
  const { pair, source, lock } = judged;
  if ('locked' in difference) return [...agreeOnPin(difference, pair), ...copies()];
  if (difference.kind !== 'missing' || pair.sync.mode === 'compiled') return [];
  if (!lock.known || lock.value.kind !== 'read') return [];
  return [...addToLock(difference, { pair, lock: lock.value }), ...copies()];

  /** Once: it is as long as the file. */
  function copies(): readonly Fix[] {
    if (!isFirst || pair.sync.mode !== 'textual' || !source.known || !lock.known) return [];
    if (source.value.kind !== 'read' || lock.value.kind !== 'read') return [];
    return [copyToLock(source.value, lock.value)];
  }
}
