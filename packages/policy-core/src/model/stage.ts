/**
 * Where a verdict is given. It decides what an undetermined subject means: nothing while typing,
 * a line on the terminal, or a failed run.
 */
export const STAGES = ['editor', 'hook', 'local', 'ci', 'deploy'] as const;
export type Stage = (typeof STAGES)[number];

export type Proving = Extract<Stage, 'ci' | 'deploy'>;

/** At these stages a fact that could not be observed fails the run. */
export function mustBeProved(stage: Stage): stage is Proving {
  return stage === 'ci' || stage === 'deploy';
}
