import { realpathSync } from 'node:fs';
import path from 'node:path';

import { observed, unobserved, type Known } from '@lockkeeper/policy-core';

import { findProgram } from './find-program.ts';

/** Leads programs of the policy to the clone: they run elsewhere, and some ask git. */
export const REPOSITORY_VARIABLE = 'LOCKKEEPER_REPOSITORY';

/**
 * All variables of the user for programs that the policy names, but no place of the checkout on their PATH: what lies there
 * nobody has agreed to, `node_modules/.bin` as little as a script.
 */
export function policyEnvironment(env: NodeJS.ProcessEnv, repository: string): NodeJS.ProcessEnv {
  const name = Object.keys(env).find((key) => key.toUpperCase() === 'PATH');
  const places = name === undefined ? [] : (env[name] ?? '').split(path.delimiter);
  const outside = places.filter((place) => !isWithin(realPath(place), realPath(repository)));
  return {
    ...env,
    ...(name !== undefined && { [name]: outside.join(path.delimiter) }),
    [REPOSITORY_VARIABLE]: repository,
  };
}

/** The file of a program that the policy names: a path counts from the folder and does not lead out of it. Reasons are clauses. */
export async function findPolicyProgram(
  word: string,
  { env, folder }: { readonly env: NodeJS.ProcessEnv; readonly folder: string },
): Promise<Known<string>> {
  const isPath = /[/\\]/.test(word);
  if (isPath && !path.isAbsolute(word) && !isWithin(path.resolve(folder, word), folder))
    return unobserved(`${word} leads out of the repository`);
  const program = await findProgram(word, { env, folder });
  return program === undefined ? unobserved(notThere(word)) : observed(program);
}

/** Why a program does not start, as a clause. */
export function notThere(word: string): string {
  return /[/\\]/.test(word) && !path.isAbsolute(word)
    ? `${word} is not to be run, or is none of the files of the commit whose policy counts; commit it there first`
    : `${word} is not installed, not on the PATH outside of the repository, or not to be run`;
}

function isWithin(place: string, folder: string): boolean {
  const way = path.relative(folder, place);
  return way === '' || (way.split(path.sep)[0] !== '..' && !path.isAbsolute(way));
}

/** Where links lead; a place that is not there is what it is called. */
function realPath(place: string): string {
  try {
    return realpathSync(place);
  } catch {
    return path.resolve(place);
  }
}
