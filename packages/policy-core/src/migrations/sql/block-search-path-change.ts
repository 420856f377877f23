import type { NameShift } from '../operations/operation.ts';

/** What the DO block of that text does to the meaning of names beside its statements, as far as its words tell. */
export function blockSearchPathChange(code: string): NameShift | undefined {
  if (/\bset_config\b/i.test(code)) return 'bare-names';
  // Whatever the part before it did is undone once an error is handled.
  return /\bexception\s+when\b/i.test(code) ? 'undone' : undefined;
}
