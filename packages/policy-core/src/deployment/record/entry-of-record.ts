import type { LogEntry } from '../audit-log/log-entry.ts';
import { displayText } from '../../model/display-text.ts';
import { isSameEnvironment } from '../../policy/same-environment.ts';

/** What a record says of the deploy whose entry of the audit log it names. */
export interface NamedDeploy {
  readonly sha: string | undefined;
  readonly environment: string | undefined;
  readonly service: string | undefined;
}

/**
 * What stands against an entry as the one of a deploy, in a sentence. That it is in the log proves nothing: a record
 * with any commit could name any entry.
 */
export function entryFault(entry: LogEntry | undefined, deploy: NamedDeploy): string | undefined {
  if (entry === undefined) return 'The log was read without the entry that the record names.';
  const clause = faultIn(entry, deploy);
  return clause && `Entry ${entry.seq} of the log, which the record names, ${clause}.`;
}

function faultIn({ event, env, data }: LogEntry, deploy: NamedDeploy): string | undefined {
  const sha = event === CORRECTION ? data['to_sha'] : data['sha'];
  if (/\.(?:intent|failed)$/.test(event))
    return `is ${displayText(event)}: it does not say that a deploy is healthy`;
  if (typeof sha !== 'string') return 'names no commit';
  if (sha !== deploy.sha) return `is of the commit ${displayText(sha)}`;
  return ofAnotherPlace(env, data['service'], deploy);
}

function ofAnotherPlace(env: string | undefined, service: unknown, deploy: NamedDeploy): string | undefined {
  if (env !== undefined && !isSameEnvironment(env, deploy.environment ?? env))
    return `is of a deploy to ${displayText(env)}`;
  if (typeof service === 'string' && service !== (deploy.service ?? service))
    return `is of a deploy of ${displayText(service)}`;
  return undefined;
}

const CORRECTION = 'SYSTEM_CORRECTION';
