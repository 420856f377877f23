/**
 * A pattern of the lockpath dialect in git's words, read off the text and apart from the compiler.
 *
 * Knows the forms that policies are written in; throws at any other.
 */
export function pathspecsFor(pattern: string): readonly string[] {
  const path = pattern.replace(/^\//, '');
  if (path.endsWith('/**')) return entryAndBelow(path.slice(0, -3));
  if (path.endsWith('/')) return entryAndBelow(path.slice(0, -1));
  if (/[^*/]\*\*$/.test(path)) return [glob(path.slice(0, -1)), glob(`${path.slice(0, -1)}/**`)];
  if (/[^/]\*\*|\*\*[^/]/.test(path)) throw new Error(`${pattern} has no pathspec here.`);
  return isWild(path) ? [glob(path)] : [literal(path)];
}

/** Git takes an entry that is spelt out for everything below it as well. */
function entryAndBelow(path: string): readonly string[] {
  return isWild(path) ? [glob(path), glob(`${path}/**`)] : [literal(path)];
}

function isWild(path: string): boolean {
  return /[*?]/.test(path.replaceAll(/\\./g, ''));
}

function glob(pattern: string): string {
  return `:(glob)${pattern}`;
}

function literal(path: string): string {
  return `:(literal)${path.replaceAll(/\\(.)/g, '$1')}`;
}
