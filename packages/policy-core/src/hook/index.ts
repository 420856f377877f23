export { hookMessage, type HookSubject } from './hook-message.ts';
export { decideHook, JUDGED_LATER, type HookDecision } from './hook.ts';
