import type { Evidence, MissingFact } from '../../model/finding.ts';
import type { Known } from '../../model/known.ts';
import { ROLES, type AppliedLabel, type Observations, type PullRequest } from '../../model/observations.ts';
import { DEFAULT_LABEL_TERMS, type LabelTerms, type Policy } from '../../policy/policy.ts';
import type { Stage } from '../../model/stage.ts';
import { classOf } from './authorship.ts';
import { partIn } from './part-in-change.ts';

/** Whether a label approves the change, or what is wrong with it. */
export type Approval =
  | { readonly kind: 'given'; readonly evidence: Evidence }
  /** The labels were seen and it is not among them. */
  | { readonly kind: 'absent'; readonly evidence: Evidence; readonly missing: MissingFact }
  /** Whoever applied it may not approve. */
  | { readonly kind: 'untrusted'; readonly evidence: Evidence; readonly missing: MissingFact }
  /** It is older than what it would approve. */
  | { readonly kind: 'stale'; readonly evidence: Evidence; readonly missing: MissingFact }
  | { readonly kind: 'unknown'; readonly missing: MissingFact };

type Seen = Pick<Observations, 'labels' | 'pullRequest' | 'author'> & Partial<Pick<Observations, 'change'>>;
/** What tells whether a label counts. */
export type LabelSections = Pick<Policy, 'actors' | 'labels'>;

type Applied = Extract<AppliedLabel, { kind: 'applied' }>;

export function approvalBy(
  label: string,
  { policy, seen, stage }: { readonly policy: LabelSections; readonly seen: Seen; readonly stage: Stage },
): Approval {
  if (!seen.labels.known) return unknown('labels', seen.labels.reason);
  const applied = seen.labels.value.find(({ name }) => name.toLowerCase() === label.toLowerCase());
  if (applied === undefined) return absent(label, seen);
  if (applied.kind === 'unattributed') return unknown('label authority', applied.reason);
  if (applied.kind === 'stated') {
    return stage === 'local'
      ? { kind: 'given', evidence: about(label, 'was stated', 'on this machine') }
      : unknown('label authority', 'who applied the label is not known without the forge');
  }
  const terms = policy.labels.get(label) ?? DEFAULT_LABEL_TERMS;
  return (
    wrongPerson(applied, { policy, seen, terms }) ??
    wrongTime(applied, { seen, terms }) ?? {
      kind: 'given',
      evidence: about(label, 'was applied by', `${applied.by.login} at ${applied.at}`),
    }
  );
}

function absent(label: string, { labels, pullRequest }: Seen): Approval {
  const number = numberOf(pullRequest);
  const names = labels.known ? labels.value.map(({ name }) => name) : [];
  return {
    kind: 'absent',
    evidence:
      number === undefined
        ? about(label, 'is not among', names.length === 0 ? 'the labels, there are none' : names.join(', '))
        : about(label, 'is not on', number),
    missing: { fact: 'labels', reason: `it waits for the label ${label}` },
  };
}

interface Terms {
  readonly policy: LabelSections;
  readonly seen: Seen;
  readonly terms: LabelTerms;
}

function wrongPerson({ name, by, role }: Applied, { policy, seen, terms }: Terms): Approval | undefined {
  const refused = (value: string): Approval => ({
    kind: 'untrusted',
    evidence: about(name, 'was applied by', value),
    missing: { fact: 'labels', reason: `it waits for the label ${name} of somebody who may approve` },
  });
  const kind = classOf(policy, by);
  if (!terms.actors.includes(kind)) return refused(`${by.login}, ${CLASS_WORDS[kind]}`);
  if (!terms.mayBeAuthor) {
    const part = partIn(seen, by);
    if (!part.known) return unknown('author', part.reason);
    if (part.value !== undefined) return refused(`${by.login}, ${part.value}`);
  }
  if (!role.known) return unknown('role', role.reason);
  return ROLES.indexOf(role.value) < ROLES.indexOf(terms.leastRole)
    ? refused(`${by.login}, whose role is ${role.value} and not ${terms.leastRole} or higher`)
    : undefined;
}

const CLASS_WORDS = { human: 'a person', ai: 'an AI agent', automation: 'a bot' } as const;

function wrongTime(
  { name, at }: Applied,
  { seen: { pullRequest }, terms }: Omit<Terms, 'policy'>,
): Approval | undefined {
  if (!terms.expiresOnPush) return undefined;
  const pushed = pushedAt(pullRequest);
  if (!pushed.known) return unknown('last push', pushed.reason);
  // Times are in whole seconds: of two in the same second nobody knows which came first.
  if (Date.parse(at) > Date.parse(pushed.value)) return undefined;
  return {
    kind: 'stale',
    evidence: about(name, 'was applied', `at ${at}, and the last push was at ${pushed.value}`),
    missing: { fact: 'labels', reason: `it waits for the label ${name} to be applied again` },
  };
}

function pushedAt(pullRequest: Known<PullRequest | null>): Known<string> {
  if (!pullRequest.known) return pullRequest;
  if (pullRequest.value === null)
    return { known: false, reason: 'there is no pull request whose last push could be asked for' };
  return pullRequest.value.pushedAt;
}

function numberOf(pullRequest: Known<PullRequest | null>): string | undefined {
  return pullRequest.known && pullRequest.value !== null ? `#${pullRequest.value.number}` : undefined;
}

function unknown(fact: string, reason: string): Approval {
  return { kind: 'unknown', missing: { fact, reason } };
}

function about(label: string, relation: string, value: string): Evidence {
  return { subject: `label ${label}`, relation, value };
}
