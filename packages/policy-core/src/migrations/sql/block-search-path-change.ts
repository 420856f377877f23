import type { NameShift } from '../operations/operation.ts';
import { keepsNames } from '../functions/known-functions.ts';

/** What the DO block of that text does to the meaning of names beside its statements, as far as its words tell. */
export function blockSearchPathChange(code: string): NameShift | undefined {
  const called = [...code.matchAll(CALLED)].map(([, name = '']) => name.toLowerCase());
  if (called.some((name) => name !== 'set_config' && !keepsNames(name))) return 'every-name';
  return bodySearchPathChange(code);
}

/** The same of a body that is followed: what the functions do that it calls stands beside it. */
export function bodySearchPathChange(code: string): NameShift | undefined {
  if (/\bset_config\b/i.test(code)) return 'bare-names';
  // Whatever the part before it did is undone once an error is handled.
  return /\bexception\s+when\b/i.test(code) ? 'undone' : undefined;
}

/** `PERFORM audit.note(...)`, `total := count_all(...)` */
const CALLED = /(?:\bperform|:=)\s+(?:pg_catalog\s*\.\s*)?"?([\w.]+)"?\s*\(/gi;
