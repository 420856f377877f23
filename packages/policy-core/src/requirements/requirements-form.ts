import { isPylock } from './pylock-name.ts';

export type LockForm = 'requirements' | 'pylock';

/** How a lock is to be read: by its name, or else by a key that no requirements file can hold. */
export function lockForm(path: string, text: string): LockForm {
  return isPylock(path) || hasLockVersion(text) ? 'pylock' : 'requirements';
}

/** Before the first table: in one of its tables Poetry keeps a key of this name, too. */
function hasLockVersion(text: string): boolean {
  const table = text.search(/^[ \t]*\[/m);
  const head = table < 0 ? text : text.slice(0, table);
  return /^lock-version[ \t]*=[ \t]*["']/m.test(head);
}
