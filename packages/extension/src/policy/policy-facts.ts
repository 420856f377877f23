import { isRecord, parseJson, recordAt, textAt, textsAt, type JsonRecord } from '../json/json-shape.ts';

/** What commands need to know of the policy of a repository. */
export interface PolicyFacts {
  /** Where a commit may be deployed, as the policy calls it. */
  readonly environments: readonly string[];
  /** Each of them has a deploy record of its own; empty where there is one for the whole repository. */
  readonly services: readonly string[];
  /** Names of the variables that lead to the databases. */
  readonly databases: { readonly development: string; readonly production: string };
  /** What branches of agents begin with, such as `auto/`; empty where the policy names none. */
  readonly agentBranches: readonly string[];
  /** An older backup is none to come back to. */
  readonly backupMaxAgeMs: number;
}

/** What holds where there is no policy, or none that can be read. */
export const USUAL_FACTS: PolicyFacts = {
  environments: [],
  services: [],
  databases: { development: 'DATABASE_URL', production: 'DATABASE_URL_PROD' },
  agentBranches: [],
  backupMaxAgeMs: 24 * 3_600_000,
};

/** Reads the output of `policy print --format json`; `undefined` for what is none. */
export function policyFacts(stdout: string): PolicyFacts | undefined {
  const output = parseJson(stdout);
  const policy = isRecord(output) ? output['policy'] : undefined;
  if (!isRecord(policy)) return undefined;
  const databases = recordAt(policy, 'databases');
  const deployment = recordAt(policy, 'deployment');
  const described = recordAt(deployment, 'services');
  const usual = USUAL_FACTS.databases;
  return {
    environments: [
      ...new Set([
        ...environmentsOfBranches(policy),
        ...Object.keys(recordAt(policy, 'deploy_from')),
        ...environmentsOfServices(described),
      ]),
    ],
    services: textsAt(deployment, 'services') ?? Object.keys(described),
    databases: {
      development: textAt(databases, 'development') ?? usual.development,
      production: textAt(databases, 'production') ?? usual.production,
    },
    agentBranches: agentBranches(policy),
    backupMaxAgeMs: millisecondsOf(textAt(databases, 'backup_max_age')) ?? USUAL_FACTS.backupMaxAgeMs,
  };
}

function environmentsOfBranches(policy: JsonRecord): readonly string[] {
  return Object.values(recordAt(policy, 'branches')).flatMap((branch) => {
    const environment = isRecord(branch) ? textAt(branch, 'environment') : undefined;
    return environment === undefined ? [] : [environment];
  });
}

function environmentsOfServices(services: JsonRecord): readonly string[] {
  return Object.keys(services).flatMap((name) =>
    Object.keys(recordAt(recordAt(services, name), 'environments')),
  );
}

/** Of the kinds that the scope names; without one those by which an agent is known, as far as the policy has a kind for them. */
function agentBranches(policy: JsonRecord): readonly string[] {
  const kinds = recordAt(policy, 'branches');
  const patternsOf = (kind: string) => textsAt(recordAt(kinds, kind), 'match') ?? [];
  const scope = textsAt(recordAt(policy, 'change_scope'), 'branches');
  const signs = textsAt(recordAt(recordAt(policy, 'actors'), 'ai'), 'branches') ?? [];
  const named = Object.keys(kinds).flatMap(patternsOf);
  const known = signs.filter((sign) => named.includes(sign));
  const patterns = scope?.flatMap(patternsOf) ?? (known.length > 0 ? known : signs);
  return [...new Set(patterns.flatMap((pattern) => /^([\w.-]+\/)\*{1,2}$/.exec(pattern)?.[1] ?? []))];
}

/** Of what a policy writes as `90m`, `24h` or `2d`. */
function millisecondsOf(written: string | undefined): number | undefined {
  const [, count, unit] = /^(\d+)([mhd])$/.exec(written ?? '') ?? [];
  const minutes = { m: 1, h: 60, d: 24 * 60 }[unit ?? ''];
  return minutes === undefined ? undefined : Number(count) * minutes * 60_000;
}
