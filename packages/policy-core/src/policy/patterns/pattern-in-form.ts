import { compileCodeownersPattern } from '../codeowners/codeowners-pattern.ts';
import { compilePattern, type PathPattern } from './path-pattern.ts';

/** Writes a path in the form in which it is compared, such as in small letters; `/`, `*` and `?` stay. */
export type PathForm = (path: string) => string;

/**
 * The pattern for paths that are written in this form, compiled once; `undefined` where the form makes
 * it too long to be one.
 */
export function patternInForm(pattern: PathPattern, form: PathForm): PathPattern | undefined {
  const known = COMPILED.get(pattern) ?? new Map<PathForm, PathPattern | undefined>();
  COMPILED.set(pattern, known);
  if (!known.has(form)) known.set(form, compiled(pattern, form));
  return known.get(form);
}

/** A pattern costs more to compile than to ask, and a policy keeps its patterns as long as it lives. */
const COMPILED = new WeakMap<PathPattern, Map<PathForm, PathPattern | undefined>>();

function compiled({ text, dialect }: PathPattern, form: PathForm): PathPattern | undefined {
  const compile = dialect === 'codeowners' ? compileCodeownersPattern : compilePattern;
  const result = compile(form(text));
  return result.kind === 'pattern' ? result.pattern : undefined;
}
