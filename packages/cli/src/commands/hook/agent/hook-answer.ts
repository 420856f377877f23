import { hookMessage, type HookDecision, type HookSubject } from '@lockkeeper/policy-core/observe';

import type { HookAnswer } from './agent-answer.ts';

/** What a decision says, before an agent is told. */
export function hookAnswer(decision: HookDecision, subject: HookSubject): HookAnswer {
  const kind = decision.refused.length > 0 ? 'refuse' : 'pass';
  return { kind, message: hookMessage(decision, subject) };
}
