import type { JudgedRequirements, ReadJudged } from './judged-requirements.ts';

/** Whether a tool wrote a file: it says so, or it is the lock of a pair. */
export function madeByTool(files: readonly JudgedRequirements[]): (judged: ReadJudged) => boolean {
  const locks = new Set(files.flatMap(({ role, path }) => (role === 'lock' ? [path] : [])));
  return ({ read, path }) => read.header !== undefined || locks.has(path);
}
