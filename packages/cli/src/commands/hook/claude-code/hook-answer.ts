import { hookMessage, type HookDecision, type HookSubject } from '@lockkeeper/policy-core/hook';

/** What the agent is told. */
export interface HookAnswer {
  readonly isRefused: boolean;
  /** Whole lines; empty where there is nothing to say. */
  readonly message: string;
}

export const SILENT_ANSWER: HookAnswer = { isRefused: false, message: '' };

export function hookAnswer(decision: HookDecision, subject: HookSubject): HookAnswer {
  return { isRefused: decision.refused.length > 0, message: hookMessage(decision, subject) };
}
