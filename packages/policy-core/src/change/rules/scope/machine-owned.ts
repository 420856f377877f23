import { machineOwnedChanges, type MachineOwnedChange } from '../../facts/machine-owned-change.ts';
import { matchEvidence } from '../../match-evidence.ts';
import { defineRule, NO_OPTIONS } from '../../../engine/rule.ts';
import { startOf } from '../../../model/source-span.ts';

export const machineOwnedFiles = defineRule({
  id: 'scope/machine-owned',
  summary: 'Do not edit a machine-written file by hand.',
  defaultSeverity: 'error',
  subjects: machineOwnedChanges,

  options: NO_OPTIONS,

  messages: {
    changed: 'Only {writers} may write {path}. Revert the change, and let the deploy write it.',
  },

  *check(_get, change) {
    if (change.isAllowed) return;
    const breach = breachOf(change);
    const { author } = change;
    if (author.known) {
      yield { kind: 'violation', ...breach };
    } else {
      yield {
        kind: 'undecided',
        ...breach,
        subject: change.entry.path,
        waitsFor: 'observation',
        missing: [{ fact: 'who made the change', reason: author.reason }],
      };
    }
  },
});

function breachOf({ entry: { path, status }, pattern, author, otherHand, writers }: MachineOwnedChange) {
  const made = author.known ? (author.value?.login ?? 'somebody on this machine') : 'somebody';
  const who = otherHand ?? made;
  return {
    messageId: 'changed' as const,
    data: { path, writers: writers.length === 0 ? 'a bot' : writers.join(' or ') },
    at: startOf(path),
    evidence: [
      { subject: path, relation: 'was', value: `${status} by ${who}` },
      matchEvidence(path, pattern),
    ],
  };
}
