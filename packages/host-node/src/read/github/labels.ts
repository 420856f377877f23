import { observed, type Known } from '@lockkeeper/policy-core';
import type { AppliedLabel } from '@lockkeeper/policy-core/observe';
import { z } from 'zod';

import type { RequestGitHub } from './github-client.ts';
import { readEvents, type IssueEvent, type LabelEvent } from './events.ts';
import { requestAllPages } from './pages.ts';
import type { RepositoryName } from './repository-name.ts';
import { readRole } from './role.ts';
import { ROUTES } from './routes.ts';

const labelShape = z.object({ name: z.string().min(1) }).transform(({ name }) => name);

/** The labels that are on a pull request now, each with who put it there last. */
export async function readLabels(
  ask: RequestGitHub,
  repository: RepositoryName,
  number: number,
): Promise<Known<readonly AppliedLabel[]>> {
  const [names, events] = await Promise.all([
    readNames(ask, repository, number),
    readEvents(ask, repository, number),
  ]);
  if (!names.known) return names;
  if (names.value.length === 0) return observed([]);
  if (!events.known)
    return observed(names.value.map((name) => ({ kind: 'unattributed', name, reason: events.reason })));
  return observed(
    await Promise.all(names.value.map((name) => withRole(ask, repository, attribution(name, events.value)))),
  );
}

function readNames(
  ask: RequestGitHub,
  { owner, repository }: RepositoryName,
  number: number,
): Promise<Known<readonly string[]>> {
  return requestAllPages(ask, {
    route: ROUTES.labels,
    parameters: { owner, repo: repository, issue_number: number },
    about: `the labels of #${number}`,
    needs: 'issues: read',
    page: z.array(labelShape),
    perPage: 100,
  });
}

/** A label that was applied, before it is known what its applier may do. */
type Attribution =
  | Omit<Extract<AppliedLabel, { kind: 'applied' }>, 'role'>
  | Extract<AppliedLabel, { kind: 'unattributed' }>;

/** Who put a label there, by the last event that speaks of it. */
export function attribution(name: string, events: readonly IssueEvent[]): Attribution {
  const last = lastEventOf(name, events);
  const unattributed = (reason: string): Attribution => ({ kind: 'unattributed', name, reason });
  if (last?.event !== 'labeled') return unattributed('GitHub has no record of how it came there');
  const { actor: by, created_at: at, performed_via_github_app: app, intent } = last;
  if (by === null) return unattributed('the account that applied it is gone');
  // Whoever holds a person's grant to an app, an agent too, acts under the name of that person.
  if (app !== null && app !== undefined && !by.isBot)
    return unattributed(`it was applied through an app in the name of ${by.login}, not by hand`);
  if (intent !== null && intent !== undefined && !by.isBot)
    return unattributed(`an agent applied it in the name of ${by.login}`);
  return { kind: 'applied', name, by, at };
}

function lastEventOf(name: string, events: readonly IssueEvent[]): LabelEvent | undefined {
  const about = events.filter(
    (event): event is LabelEvent => 'label' in event && isSameName(event.label.name, name),
  );
  // The order of the list decides between events of the same second.
  return about.toSorted((one, other) => Date.parse(one.created_at) - Date.parse(other.created_at)).at(-1);
}

/** GitHub keeps no two labels that differ in case only. */
function isSameName(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

async function withRole(
  ask: RequestGitHub,
  repository: RepositoryName,
  label: Attribution,
): Promise<AppliedLabel> {
  return label.kind === 'applied' ? { ...label, role: await readRole(ask, repository, label.by) } : label;
}
