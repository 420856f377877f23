import { constants } from 'node:os';

/** Node's code of a failed system call, such as `ENOENT`; `undefined` for any other error. */
export function errorCode(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error)) return undefined;
  // Node has no name for what a disk quota refuses: `Unknown system error -122`.
  if ('errno' in error && error.errno === -constants.errno.EDQUOT) return 'EDQUOT';
  return typeof error.code === 'string' ? error.code : undefined;
}
