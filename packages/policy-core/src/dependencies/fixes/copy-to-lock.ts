import type { ReadRequirements } from '../facts/requirements-file.ts';
import type { Fix } from '../../model/fix.ts';

/** Where the two have to hold the same lines, this ends every difference at once. */
export function copyToLock(source: ReadRequirements, lock: ReadRequirements): Fix {
  const { path, start, end } = lock.place({ start: 0, end: lock.text.length });
  return {
    title: `Copy ${source.path} to ${lock.path}`,
    safety: 'needs-review',
    edits: [{ path, start, end, text: source.text }],
  };
}
