import type { ServerStatus } from '@lockkeeper/lsp/protocol';

import { isUnjudged, type ServerPhase } from './status-text.ts';

export interface CheckState {
  /** Whether any folder has a policy; `undefined` while nobody knows. */
  readonly policies: 'some' | 'none' | undefined;
  /** Whether an empty list of findings means that nothing was found. */
  readonly isJudging: boolean;
}

/** Which files the findings that are listed are about. */
export type ListScope =
  /** Why files are not judged, or not by what the policy says now. */
  | { readonly kind: 'trouble'; readonly why: string }
  | { readonly kind: 'whole' | 'open' }
  /** The changed ones as well, or those of them that were judged. */
  | { readonly kind: 'changed' | 'judging'; readonly judged: number; readonly all: number };

export function listScopeOf(status: ServerStatus | undefined): ListScope {
  const governed = status?.folders.filter(({ policy }) => policy !== null) ?? [];
  const problems = governed.flatMap(({ problem }) => problem ?? []);
  if (problems.length > 0) return { kind: 'trouble', why: problems.join(' ') };
  if (governed.length > 0 && governed.every(({ coverage }) => coverage !== undefined))
    return { kind: 'whole' };
  const told = governed.flatMap(({ changed }) => changed ?? []);
  if (told.length === 0) return { kind: 'open' };
  const sum = (numbers: readonly number[]) => numbers.reduce((before, number) => before + number, 0);
  return {
    kind: told.some(({ isUnderWay }) => isUnderWay) ? 'judging' : 'changed',
    judged: sum(told.map(({ judged }) => judged)),
    all: sum(told.map(({ all }) => all)),
  };
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
