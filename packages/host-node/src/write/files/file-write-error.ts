import { errorCode } from '../../system/error-code.ts';

/** Nothing was written. `message` says to which file, why, and what to do. */
export interface FileWriteError extends Error {
  readonly kind: FileWriteProblem;
}

export type FileWriteProblem =
  | 'no-space'
  | 'denied'
  | 'read-only'
  | 'outside'
  | 'symlink'
  | 'exists'
  | 'failed';

const PROBLEMS: readonly FileWriteProblem[] = [
  'no-space',
  'denied',
  'read-only',
  'outside',
  'symlink',
  'exists',
  'failed',
];

const SENTENCES: Readonly<Record<FileWriteProblem, string>> = {
  'no-space': 'the disk is full. Free some space, then run the command again.',
  denied: 'permission is denied. Make the file and its folder writable, then run the command again.',
  'read-only': 'the file system is read-only. Make it writable, then run the command again.',
  outside: 'it lies outside the repository. Name a file inside it.',
  symlink: 'it is a symbolic link or lies behind one. Change the file it points to.',
  exists: 'it exists already. Remove it first, or choose another name.',
  failed: 'writing failed. Look at the file and its folder, then run the command again.',
};

/** `why` replaces the usual sentences for this kind. */
export function fileWriteError(kind: FileWriteProblem, path: string, why = SENTENCES[kind]): FileWriteError {
  const error = new Error(`${path} was not written: ${why}`);
  error.name = 'FileWriteError';
  return Object.assign(error, { kind });
}

export function isFileWriteError(value: unknown): value is FileWriteError {
  return value instanceof Error && 'kind' in value && PROBLEMS.some((kind) => kind === value.kind);
}

/** What a failed system call means for the one who wanted to write. */
export function asFileWriteError(error: unknown, path: string): FileWriteError {
  if (isFileWriteError(error)) return error;
  const code = errorCode(error) ?? '';
  const kind = KINDS.get(code);
  if (kind !== undefined) return fileWriteError(kind, path);
  const detail = code === '' ? String(error) : code;
  const found = fileWriteError('failed', path, SENTENCES.failed.replace('failed', `failed (${detail})`));
  found.cause = error;
  return found;
}

const KINDS = new Map<string, FileWriteProblem>([
  ['ENOSPC', 'no-space'],
  ['EDQUOT', 'no-space'],
  ['EACCES', 'denied'],
  ['EPERM', 'denied'],
  ['EROFS', 'read-only'],
  ['EEXIST', 'exists'],
  ['ELOOP', 'symlink'],
]);
