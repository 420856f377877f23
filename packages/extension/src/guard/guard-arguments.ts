/** What is asked of the guard: whether a repository may be deployed, where, and which part of it. */
export interface GuardOptions {
  /** Absolute. */
  readonly root: string;
  /** `undefined`: whether it may be deployed at all. */
  readonly environment: string | undefined;
  /** Whose deploy record tells what came since; `undefined` where there is one for all. */
  readonly service: string | undefined;
  /** What makes it prove what is pending; empty where it only looks. */
  readonly proof: readonly string[];
}

export function guardArguments({ root, environment, service, proof }: GuardOptions): readonly string[] {
  return [
    'guard',
    '--format',
    'json',
    '--root',
    root,
    ...(environment === undefined ? [] : ['--environment', environment]),
    ...(service === undefined ? [] : ['--service', service]),
    ...proof,
  ];
}
