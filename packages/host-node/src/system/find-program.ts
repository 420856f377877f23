import { access, constants, stat } from 'node:fs/promises';
import path from 'node:path';

interface SearchOptions {
  readonly env: NodeJS.ProcessEnv;
  /** Absolute; what a word with a separator in it counts from. */
  readonly folder: string;
}

/**
 * The file a program lies in; `undefined` when there is none. A name alone is looked for on the PATH and
 * nowhere else: a repository could hold a program of that name.
 */
export async function findProgram(word: string, { env, folder }: SearchOptions): Promise<string | undefined> {
  if (/[/\\]/.test(word)) return path.resolve(folder, word);
  const places = (variable(env, 'PATH') ?? '')
    .split(path.delimiter)
    .filter((place) => path.isAbsolute(place));
  for (const place of places) {
    for (const ending of endings()) {
      const file = path.join(place, `${word}${ending}`);
      if (await isProgram(file)) return file;
    }
  }
  return undefined;
}

/** Windows writes it `Path`. */
function variable(env: NodeJS.ProcessEnv, name: string): string | undefined {
  const key = Object.keys(env).find((one) => one.toUpperCase() === name);
  return key === undefined ? undefined : env[key];
}

/** Anything else would need a shell there. */
function endings(): readonly string[] {
  return process.platform === 'win32' ? ['.exe', '.com'] : [''];
}

async function isProgram(file: string): Promise<boolean> {
  try {
    await access(file, constants.X_OK);
    return (await stat(file)).isFile();
  } catch {
    // Not there, or not to be run: another place may have it.
    return false;
  }
}
