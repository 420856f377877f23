import { compileCodeownersPattern } from '../../policy/codeowners/codeowners-pattern.ts';
import { baseReference } from '../../policy/extends/base-reference.ts';
import { compilePattern } from '../../policy/patterns/path-pattern.ts';
import { nodeAt, type PolicyNode, type PolicySpot } from './policy-node.ts';
import { formatAt } from './schema-parts.ts';

/** What a text of the policy stands for among the files that are there. */
export type NamedFiles =
  | { readonly kind: 'pattern'; readonly files: readonly string[] }
  | { readonly kind: 'file'; readonly isThere: boolean; readonly path: string }
  | { readonly kind: 'folder'; readonly files: number };

type Named = Pick<PolicySpot, 'on' | 'value' | 'steps'>;

/** `undefined` for a key, for a text that names no files, and for a pattern that is none. */
export function filesNamed(
  { on, value: path, steps }: Named,
  tree: PolicyNode | undefined,
  files: readonly string[],
): NamedFiles | undefined {
  if (on === 'key' || typeof path !== 'string' || path === '') return undefined;
  const format = formatAt(steps, 'value');
  const names = matcherOf(path, format, tree);
  switch (format) {
    case 'path-pattern':
      return names && { kind: 'pattern', files: files.filter(names) };
    case 'folder-path':
      return { kind: 'folder', files: files.filter((file) => names?.(file)).length };
    case 'file-path':
      return { kind: 'file', isThere: files.includes(path), path };
    case 'preset-name':
      return baseNamed(path, files);
    default:
      // Documents are named in several places: where the file is there, that is what is meant.
      return files.includes(path) ? { kind: 'file', isThere: true, path } : undefined;
  }
}

function baseNamed(written: string, files: readonly string[]): NamedFiles | undefined {
  const base = baseReference(written, ROOT);
  if (!('path' in base)) return undefined;
  return { kind: 'file', isThere: files.includes(base.path), path: base.path };
}

/** What `extends` of a policy names counts from the root. */
const ROOT = { kind: 'file', path: '' } as const;

/** Tells of paths, there or not, whether a text of the policy stands for them; `undefined` where it stands for none. */
export function pathsNamed({ on, value, steps }: Named, tree: PolicyNode | undefined): Matcher | undefined {
  if (on === 'key' || typeof value !== 'string') return undefined;
  return matcherOf(value, formatAt(steps, 'value'), tree);
}

type Matcher = (path: string) => boolean;

function matcherOf(
  text: string,
  format: string | undefined,
  tree: PolicyNode | undefined,
): Matcher | undefined {
  if (format === 'path-pattern') {
    const compiled = isCodeowners(tree) ? compileCodeownersPattern(text) : compilePattern(text);
    return compiled.kind === 'pattern' ? (path) => compiled.pattern.matches(path) : undefined;
  }
  const folder = `${text.replace(/\/+$/, '')}/`;
  return format === 'folder-path' ? (path) => path.startsWith(folder) : (path) => path === text;
}

function isCodeowners(tree: PolicyNode | undefined): boolean {
  const dialect = nodeAt(tree, ['patterns', 'dialect']);
  return dialect?.kind === 'scalar' && dialect.value === 'codeowners';
}
