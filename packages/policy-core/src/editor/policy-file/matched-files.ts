import { compileCodeownersPattern } from '../../policy/codeowners/codeowners-pattern.ts';
import { compilePattern, type PathPattern } from '../../policy/patterns/path-pattern.ts';
import { nodeAt } from './policy-tree.ts';
import type { PolicySpot } from './policy-spot.ts';
import { schemaAt } from './schema-parts.ts';
import type { PolicyNode } from './policy-node.ts';

/** What a text of the policy stands for among the files that are there. */
export type NamedFiles =
  | { readonly kind: 'pattern'; readonly files: readonly string[] }
  | { readonly kind: 'file'; readonly isThere: boolean; readonly path: string }
  | { readonly kind: 'folder'; readonly files: number };

/** `undefined` for a text that names no files, and for a pattern that is none. */
export function filesNamed(
  spot: Named,
  tree: PolicyNode | undefined,
  files: readonly string[],
): NamedFiles | undefined {
  const text = spot.scalar?.value;
  if (typeof text !== 'string' || text === '') return undefined;
  switch (formatAt(spot)) {
    case 'path-pattern': {
      const pattern = patternOf(text, tree);
      return pattern && { kind: 'pattern', files: files.filter((file) => pattern.matches(file)) };
    }
    case 'file-path':
      return { kind: 'file', isThere: files.includes(text), path: text };
    case 'folder-path':
      return { kind: 'folder', files: files.filter((file) => isBelow(text, file)).length };
    default:
      // Documents are named in several places: where the file is there, that is what is meant.
      return files.includes(text) ? { kind: 'file', isThere: true, path: text } : undefined;
  }
}

/** Tells of paths, there or not, whether a text of the policy stands for them. */
export function pathsNamed(spot: Named, tree: PolicyNode | undefined): (path: string) => boolean {
  const text = spot.scalar?.value;
  if (typeof text !== 'string') return () => false;
  const format = formatAt(spot);
  if (format === 'path-pattern') {
    const pattern = patternOf(text, tree);
    return (path) => pattern?.matches(path) === true;
  }
  return format === 'folder-path' ? (path) => isBelow(text, path) : (path) => text === path;
}

type Named = Pick<PolicySpot, 'scalar' | 'steps'>;

function formatAt({ steps }: Named): string | undefined {
  return schemaAt(steps).find(({ format }) => format !== undefined)?.format;
}

function isBelow(folder: string, path: string): boolean {
  return path.startsWith(`${folder.replace(/\/+$/, '')}/`);
}

function patternOf(text: string, tree: PolicyNode | undefined): PathPattern | undefined {
  const dialect = nodeAt(tree, ['patterns', 'dialect']);
  const isCodeowners = dialect?.kind === 'scalar' && dialect.value === 'codeowners';
  const compiled = isCodeowners ? compileCodeownersPattern(text) : compilePattern(text);
  return compiled.kind === 'pattern' ? compiled.pattern : undefined;
}
