import { displayText } from '../../model/display-text.ts';
import type { DependencyImpact } from './rollback-decision.ts';
import { refused, unknown, type RollbackReason } from './rollback-reason.ts';
import type { DependencyFile } from './rollback-sight.ts';

export function dependencyImpact({ path, side, now, target, recorded }: DependencyFile): DependencyImpact {
  return { path, side, change: changeOf(now, target), recorded: besideRecord(recorded) };
}

/** What stands against installing what the target's tree says: it is not what was deployed with it. */
export function dependencyProblem({ path, recorded }: DependencyFile): RollbackReason | undefined {
  const state = besideRecord(recorded);
  const name = displayText(path);
  switch (state) {
    case 'same':
    case 'not-recorded':
      return undefined;
    case 'differs':
    case 'gone': {
      const why =
        state === 'gone'
          ? `${name} is not in the tree of the target, and was deployed with it.`
          : `${name} in the tree of the target is not the file that was deployed with it.`;
      return refused('lock-differs', { why, where: path, lift: FIND_OUT });
    }
    case 'unknown': {
      const reason = whyUnknown(recorded);
      return unknown('lock-unknown', {
        why: `Whether ${name} of the target is what was deployed is not known because ${reason}.`,
        where: path,
        lift: 'Fetch the commit with its files, and plan the rollback again.',
      });
    }
  }
}

const FIND_OUT =
  'Find out which of both is right, and who changed the other. Roll back to another deploy, or roll forward.';

function changeOf(now: DependencyFile['now'], target: DependencyFile['target']): DependencyImpact['change'] {
  if (!now.known || !target.known) return 'unknown';
  if (now.value === target.value) return 'same';
  if (now.value === null) return 'comes';
  return target.value === null ? 'goes' : 'other';
}

function whyUnknown(recorded: DependencyFile['recorded']): string {
  if (!recorded.known) return recorded.reason;
  return recorded.value?.there.known === false ? recorded.value.there.reason : 'nobody looked';
}

function besideRecord(recorded: DependencyFile['recorded']): DependencyImpact['recorded'] {
  if (!recorded.known) return 'unknown';
  if (recorded.value === undefined) return 'not-recorded';
  const { there, written } = recorded.value;
  if (!there.known) return 'unknown';
  if (there.value === null) return 'gone';
  return there.value === written.value ? 'same' : 'differs';
}
