import type { Version } from './version.ts';

/** Whether installers pass it over unless told otherwise; development releases are pre-releases too. */
export function isPrerelease({ pre, dev }: Version): boolean {
  return pre !== undefined || dev !== undefined;
}

export function isPostrelease({ post }: Version): boolean {
  return post !== undefined;
}

export function isDevelopmentRelease({ dev }: Version): boolean {
  return dev !== undefined;
}
