import { displayText } from '../../model/display-text.ts';
import type { DependencyImpact } from './rollback-decision.ts';
import { refused, undetermined, type RollbackReason } from './rollback-reason.ts';
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
      const text =
        state === 'gone'
          ? `${name} is not in the tree of the target, and was deployed with it.`
          : `${name} in the tree of the target is not the file that was deployed with it.`;
      return refused('lock-differs', { text, where: path, lifted_by: FIND_OUT });
    }
    case 'unknown': {
      const why = recorded?.there.known === false ? recorded.there.reason : 'nobody looked';
      return undetermined('lock-unknown', {
        text: `Whether ${name} of the target is what was deployed is not known because ${why}.`,
        where: path,
        lifted_by: 'Fetch the commit with its files, and plan the rollback again.',
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

function besideRecord(recorded: DependencyFile['recorded']): DependencyImpact['recorded'] {
  if (recorded === undefined) return 'not-recorded';
  const { there, written } = recorded;
  if (!there.known) return 'unknown';
  if (there.value === null) return 'gone';
  return there.value === written.value ? 'same' : 'differs';
}
