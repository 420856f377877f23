/** What a lock is for: an environment, or one service of it. */
export interface LockName {
  readonly environment: string;
  /** `undefined`: all of the environment, which is another lock than that of each service. */
  readonly service: string | undefined;
}

/** Stands for all of an environment, and is the name of no service. */
const ALL = '_';

/** One name for each lock: part of a ref, of a folder and of a key. */
export function lockPath({ environment, service }: LockName): string {
  return `${environment}/${service ?? ALL}`;
}

/** `undefined` where that is the name of no lock. */
export function readLockPath(path: string): LockName | undefined {
  const [environment = '', service = '', ...more] = path.split('/');
  if (environment === '' || service === '' || more.length > 0) return undefined;
  return { environment, service: service === ALL ? undefined : service };
}

/** For people. */
export function lockNameText({ environment, service }: LockName): string {
  return service === undefined ? environment : `${environment}/${service}`;
}
