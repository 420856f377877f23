import path from 'node:path';

/**
 * Whether the guard can prove what is pending: it does so on a scratch database that it makes beside development,
 * whose address is kept for the repository or stands in the environment of the editor.
 */
export function canProve(
  development: string,
  { kept, env }: { readonly kept: readonly string[]; readonly env: Readonly<NodeJS.ProcessEnv> },
): boolean {
  return kept.includes(development) || (env[development] ?? '') !== '';
}

/** What the guard is told so that it proves. `words`: those that start Alembic. */
export function proofArguments(words: readonly string[]): readonly string[] {
  return ['--prove', ...pythonArguments(words)];
}

/** What every command is told that runs Alembic; nothing where the words do not name a Python: it takes that of the PATH. */
export function pythonArguments(words: readonly string[]): readonly string[] {
  const python = pythonOf(words);
  return python === undefined ? [] : ['--python', python];
}

/** The Python that has this Alembic, as far as its words tell. */
function pythonOf([program = '', ...more]: readonly string[]): string | undefined {
  if (more.length === 2 && more[0] === '-m' && more[1] === 'alembic') return program;
  if (more.length > 0) return undefined;
  const { dir, name, ext } = path.parse(program);
  return dir !== '' && name === 'alembic' ? path.join(dir, `python${ext}`) : undefined;
}
