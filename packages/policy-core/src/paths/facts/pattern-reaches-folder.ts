import { compileCodeownersPattern } from '../../policy/codeowners/codeowners-pattern.ts';
import { compilePattern, type PathPattern } from '../../policy/patterns/path-pattern.ts';
import { foldPath } from './path-folding.ts';

/**
 * Whether something that the pattern covers may lie below a folder, which the wildcards of the pattern
 * decide: `core/v?/a.py` covers something below `core/v1`, and `core/*.py` does not. Folders that the
 * pattern spells out are the matter of its literal prefix. Case does not count.
 */
export function patternReachesFolder(pattern: PathPattern, folder: string): boolean {
  return parentsOf(pattern).some((parent) => parent.matches(foldPath(folder)));
}

function parentsOf(pattern: PathPattern): readonly PathPattern[] {
  const known = PARENTS.get(pattern) ?? compiledParents(pattern);
  PARENTS.set(pattern, known);
  return known;
}

/** A pattern costs more to compile than to ask, and a policy keeps its patterns as long as it lives. */
const PARENTS = new WeakMap<PathPattern, readonly PathPattern[]>();

/** The pattern without its last names, as long as there is a wildcard in what is left. */
function compiledParents({ text, dialect, literalPrefix }: PathPattern): readonly PathPattern[] {
  const compile = dialect === 'codeowners' ? compileCodeownersPattern : compilePattern;
  const names = foldPath(text)
    .replace(/^\/|\/$/g, '')
    .split('/');
  const spelt = literalPrefix === '' ? 0 : literalPrefix.split('/').length;
  return names.slice(0, -1).flatMap((_, index) => {
    if (index < spelt) return [];
    const result = compile(names.slice(0, index + 1).join('/'));
    return result.kind === 'pattern' ? [result.pattern] : [];
  });
}
