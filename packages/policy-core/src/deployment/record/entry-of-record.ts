import { deployIn, type DeployEntry } from '../audit-log/deploys-in-log.ts';
import type { LogEntry } from '../audit-log/log-entry.ts';
import { displayText } from '../../model/display-text.ts';
import { isSameEnvironment } from '../../policy/same-environment.ts';

/** What a record says of the deploy whose entry of the audit log it names. */
export interface NamedDeploy {
  readonly sha: string | undefined;
  readonly environment: string | undefined;
  readonly service: string | undefined;
  /** Digest of all that it says besides. */
  readonly saying: string;
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

function faultIn(entry: LogEntry, deploy: NamedDeploy): string | undefined {
  const named = deployIn(entry);
  if (named === undefined) return `is ${displayText(entry.event)}: it does not say that a deploy is healthy`;
  if (named.sha !== deploy.sha) return `is of the commit ${displayText(named.sha)}`;
  if (named.record !== undefined && named.record !== deploy.saying)
    return 'is of a record that says something else';
  return ofAnotherPlace(named, deploy);
}

function ofAnotherPlace({ env, service }: DeployEntry, deploy: NamedDeploy): string | undefined {
  if (env !== undefined && !isSameEnvironment(env, deploy.environment ?? env))
    return `is of a deploy to ${displayText(env)}`;
  if (service !== undefined && service !== (deploy.service ?? service))
    return `is of a deploy of ${displayText(service)}`;
  return undefined;
}
