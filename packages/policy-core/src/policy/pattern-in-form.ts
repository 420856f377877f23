import { compileCodeownersPattern } from './codeowners-pattern.ts';
import { compilePattern, type PathPattern } from './path-pattern.ts';

/** Writes a path in the form in which it is compared, such as in small letters; `/`, `*` and `?` stay. */
export type PathForm = (path: string) => string;

/** Whether a path would match if it and the pattern were written in this form. */
export function matchesInForm(pattern: PathPattern, form: PathForm, path: string): boolean {
  return patternIn(form, pattern)?.matches(form(path)) ?? false;
}

/** A pattern costs more to compile than to ask, and a policy keeps its patterns as long as it lives. */
const COMPILED = new WeakMap<PathPattern, Map<PathForm, PathPattern | undefined>>();

function patternIn(form: PathForm, pattern: PathPattern): PathPattern | undefined {
  const known = COMPILED.get(pattern) ?? new Map<PathForm, PathPattern | undefined>();
  COMPILED.set(pattern, known);
  if (!known.has(form)) known.set(form, compiled(pattern, form));
  return known.get(form);
}

/** `undefined` where the form makes the pattern too long to be one. */
function compiled({ text, dialect }: PathPattern, form: PathForm): PathPattern | undefined {
  const compile = dialect === 'codeowners' ? compileCodeownersPattern : compilePattern;
  const result = compile(form(text));
  return result.kind === 'pattern' ? result.pattern : undefined;
}
