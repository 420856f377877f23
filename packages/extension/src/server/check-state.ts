import type { ServerStatus } from '@lockkeeper/lsp/protocol';

import { isUnjudged, type ServerPhase } from './status-text.ts';

export interface CheckState {
  /** Whether any folder has a policy; `undefined` while nobody knows. */
  readonly policies: 'some' | 'none' | undefined;
  /** Whether an empty list of findings means that nothing was found. */
  readonly isJudging: boolean;
}

export function checkStateOf(phase: ServerPhase, status: ServerStatus | undefined): CheckState {
  if (status === undefined) return { policies: undefined, isJudging: false };
  const governed = status.folders.filter(({ policy }) => policy !== null);
  const isSound = governed.every((folder) => {
    const { policy, problem, crashed = [] } = folder;
    return policy?.problems === 0 && problem === undefined && crashed.length === 0 && !isUnjudged(folder);
  });
  return {
    policies: governed.length > 0 ? 'some' : 'none',
    isJudging: phase === 'running' && governed.length > 0 && isSound,
  };
}
