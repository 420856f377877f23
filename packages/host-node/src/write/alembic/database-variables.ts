import type { Environment } from '../../system/environment.ts';

export interface RedirectTarget {
  /** Variables that get the address whatever they hold, also nothing: `env.py` may fill those from a file. */
  readonly variables: readonly string[];
  /** @param scheme such as `postgresql+asyncpg`, so that `env.py` finds the driver that it expects */
  readonly address: (scheme: string) => string;
}

/**
 * An environment for programs that must reach no other database: each variable that holds an address of PostgreSQL,
 * whatever it is called, holds this one, and libpq is told of no other server.
 */
export function redirectDatabaseVariables(
  env: Environment,
  { variables, address }: RedirectTarget,
): Record<string, string> {
  const around: Record<string, string> = {};
  for (const [name, value = ''] of Object.entries(env)) {
    if (ELSEWHERE.has(name.toUpperCase())) continue;
    const scheme = schemeOf(value);
    around[name] = scheme === undefined ? value : address(scheme);
  }
  for (const name of variables) around[name] = address(schemeOf(env[name]) ?? 'postgresql');
  return around;
}

/** By these libpq goes elsewhere than an address says. */
const ELSEWHERE: ReadonlySet<string> = new Set(['PGSERVICE', 'PGSERVICEFILE', 'PGHOSTADDR']);

function schemeOf(value = ''): string | undefined {
  return /^\s*(postgres\w*(?:\+\w+)?):\/\//i.exec(value)?.[1];
}
