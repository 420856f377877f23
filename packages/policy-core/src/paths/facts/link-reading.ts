/** How a system understands what a symbolic link points at. Git hands the text on as it is. */
export interface LinkTargetReading {
  /** The steps to take, one after the other; `..` is one of them. */
  steps(target: string): readonly string[];
}

/** Each `..` leaves the folder that the links before it led to. */
const POSIX: LinkTargetReading = { steps: (target) => named(target.split('/')) };

/** Both slashes separate, `..` takes back the word before it, and some endings of names do not count. */
const WINDOWS: LinkTargetReading = {
  steps: (target) => collapsed(named(target.split(/[\\/]/).map(withoutIgnoredEnd))),
};

/** A change is judged before anybody knows where it will be checked out. */
export const LINK_READINGS: readonly LinkTargetReading[] = [POSIX, WINDOWS];

/** Whether it begins elsewhere than at its own folder, on one system or another. */
export function isAbsoluteTarget(target: string): boolean {
  return /^(?:[\\/~]|[a-z]:)/i.test(target);
}

/** Longer than a path may be where links are common. */
const LONGEST_TARGET = 4096;

/** Why no system can follow such a target, as a clause; `undefined` when one can. */
export function unusableTarget(target: string): string | undefined {
  if (target === '') return 'its target is empty';
  if (target.includes('\0')) return 'its target holds a NUL character';
  return target.length > LONGEST_TARGET ? 'its target is longer than any path' : undefined;
}

function named(names: readonly string[]): readonly string[] {
  return names.filter((name) => name !== '' && name !== '.');
}

/** Dots and blanks at the end, and what follows a colon, which names a stream of the same file. */
function withoutIgnoredEnd(name: string): string {
  return /^\.{1,2}$/.test(name) ? name : name.replace(/:.*$/s, '').replace(/[. ]+$/, '');
}

function collapsed(names: readonly string[]): readonly string[] {
  const left: string[] = [];
  for (const name of names) {
    if (name === '..' && left.length > 0 && left.at(-1) !== '..') left.pop();
    else left.push(name);
  }
  return left;
}
