import type { GuardedFile } from '@lockkeeper/lsp/protocol';

/** What is shown beside the name of a file, free of everything that only VS Code knows. */
export interface FileMark {
  /** One letter or two: VS Code takes no more. */
  readonly badge: string;
  /** What the policy says, sentence by sentence. A screen reader reads it with the name. */
  readonly tooltip: string;
  readonly kind: 'protected' | 'denied';
}

/** `undefined` for a file that everybody may change, agents included. */
export function fileMark({ isProtected, isDeniedToAgents, guards }: GuardedFile): FileMark | undefined {
  const tooltip = guards.map(({ text }) => `${text}.`).join(' ');
  if (isProtected) return { badge: 'P', tooltip, kind: 'protected' };
  return isDeniedToAgents ? { badge: 'NA', tooltip, kind: 'denied' } : undefined;
}
