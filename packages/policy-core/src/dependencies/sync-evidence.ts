import { keptModes } from './facts/kept-modes.ts';
import type { ReadRequirements } from './facts/requirements-file.ts';
import type { RequirementsPair } from './facts/requirements-pair.ts';
import type { Evidence, RelatedPlace } from '../model/finding.ts';
import type { DependencySync } from '../policy/policy.ts';
import { shellCommand } from '../model/shell-command.ts';

export interface SyncEvidence {
  /** Other modes in which the pair would pass. */
  readonly modes: readonly DependencySync['mode'][];
  readonly evidence: readonly Evidence[];
  readonly related: readonly RelatedPlace[];
}

/** What helps with a lock out of sync: the mode that may be meant, and the command that writes the lock. */
export function syncEvidence(judged: RequirementsPair): SyncEvidence {
  const { pair, lock } = judged;
  const modes = keptModes(judged).filter((mode) => mode !== pair.sync.mode);
  const other = modes.length === 0 ? '' : ` It would pass in the mode ${modes.join(', and in the mode ')}.`;
  return {
    modes,
    evidence: [
      ...modes.map((mode) => ({
        subject: `the pair ${pair.id}`,
        relation: 'would pass in',
        value: `the mode ${mode}`,
        source: pair.at,
      })),
      ...(lock.known && lock.value.kind === 'read' ? commandEvidence(lock.value) : []),
    ],
    related: [{ message: `The policy names the pair ${pair.id} here.${other}`, at: pair.at }],
  };
}

/**
 * The mode that is meant, where the one in the policy finds more than anybody reads line by line: then
 * the pair is told once. `undefined` where each difference is worth a sentence.
 */
export function meantMode({ modes }: SyncEvidence, differences: number): string | undefined {
  return differences > MOST_TOLD ? modes[0] : undefined;
}

const MOST_TOLD = 10;

/** An editor may offer the value of such evidence for copying. */
export const WRITTEN_BY_COMMAND = 'is written by the command';

/** It is shown, and never run. */
export function commandEvidence({ header, place, path }: ReadRequirements): readonly Evidence[] {
  if (header?.command === undefined) return [];
  return [
    {
      subject: path,
      relation: WRITTEN_BY_COMMAND,
      value: shellCommand(header.command),
      source: place(header.commandRange ?? header.range),
    },
  ];
}
