import { hookMessage, type HookDecision, type HookSubject } from '@lockkeeper/policy-core';

/** What the agent is told. */
export interface Answer {
  readonly isRefused: boolean;
  /** Whole lines; empty where there is nothing to say. */
  readonly message: string;
}

export const NOTHING_TO_SAY: Answer = { isRefused: false, message: '' };

export function answerOf(decision: HookDecision, subject: HookSubject): Answer {
  return { isRefused: decision.refused.length > 0, message: hookMessage(decision, subject) };
}
