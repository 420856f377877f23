import type { PathPattern } from '../../policy/patterns/path-pattern.ts';
import type { Policy } from '../../policy/policy.ts';

/**
 * Documents and migrations that the policy names in full. A host lists what lies below folders: whether one of these is
 * a file, and not the folder that it may be as well, it has to look up.
 */
export function spelledOut({ documents, migrations }: Policy): readonly string[] {
  const named = [...documents, ...migrations.sql].filter(isWhole);
  return [...new Set(named.map(({ literalPrefix }) => literalPrefix))];
}

/** Not one name of it is open, or could be spelt with other bytes: of such a path the folder around it is listed. */
function isWhole({ text, literalPrefix }: PathPattern): boolean {
  return literalPrefix !== '' && literalPrefix === text.replace(/^\//, '').replaceAll(/\\(.)/g, '$1');
}
