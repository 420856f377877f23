import type { JudgedStep } from './judged-steps.ts';

/** `drops`, or `may drop` for a step that may not run. */
export function does({ isCertain }: Pick<JudgedStep, 'isCertain'>, verb: string): string {
  return isCertain ? `${verb}s` : `may ${verb}`;
}
