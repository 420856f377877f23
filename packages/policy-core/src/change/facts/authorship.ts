import type { Evidence } from '../../model/finding.ts';
import { observed, unobserved, type Known } from '../../model/known.ts';
import type { Account, Commit, Observations, Person } from '../../model/observations.ts';
import type { ActorClass, ActorPolicy, AgentSigns, Policy } from '../../policy/policy.ts';
import { matchEvidence } from '../match-evidence.ts';
import { accountOfAddress, isAddressOf, isAccountNamed } from './accounts.ts';
import { isBranchOf } from '../../policy/branch-class.ts';
import { trailersOf, type CommitTrailer } from './commit-trailers.ts';
import { isSameJson } from '../../model/same-json.ts';
import { plainReading } from '../../model/confusable-path.ts';
import { pushersOf } from './pushers.ts';
import { defineFact } from '../../engine/queries/query.ts';
import { policySections } from '../../engine/policy-sections.ts';
import { seenParts } from '../../engine/seen-inputs.ts';

/** Who made a change, and what tells it. */
export interface Authorship {
  readonly kind: ActorClass;
  /** For an AI-made change every sign that was found, the first of each kind. */
  readonly evidence: readonly Evidence[];
}

type Seen = Pick<Observations, 'change' | 'labels' | 'author' | 'agentSigns'> &
  Partial<Pick<Observations, 'pullRequest'>>;

export const authorship = defineFact<Known<Authorship>>({
  name: 'authorship',
  isSame: isSameJson,
  compute: (get) =>
    findAuthorship(
      policySections(get, 'actors'),
      seenParts(get, 'change', 'labels', 'author', 'agentSigns', 'pullRequest'),
    ),
});

/**
 * One sign of an agent is enough. Without any, the change counts as made by hand only where
 * everything that could have shown one was seen.
 */
export function findAuthorship({ actors }: Pick<Policy, 'actors'>, seen: Seen): Known<Authorship> {
  const evidence = signsOf(actors.ai, seen);
  if (evidence.length > 0) return observed({ kind: 'ai', evidence });
  const missing = missingSight(actors.ai, seen);
  if (missing !== undefined) return unobserved(missing);
  const author = seen.author.known ? seen.author.value : null;
  if (author !== null && isAutomation(actors, author)) return observed({ kind: 'automation', evidence: [] });
  if (actors.default === 'human' || isProvedHuman(actors, seen))
    return observed({ kind: 'human', evidence: [] });
  return observed({ kind: 'ai', evidence: [UNPROVED] });
}

/** The class of one account, for those who apply labels and write reviews. */
export function classOf({ actors }: Pick<Policy, 'actors'>, account: Account): ActorClass {
  if (isAccountNamed(account, actors.ai.accounts)) return 'ai';
  return isAutomation(actors, account) ? 'automation' : 'human';
}

/** A bot that nobody has listed is one all the same, whoever says that it is none. */
function isAutomation({ automation }: ActorPolicy, account: Account): boolean {
  return account.isBot || /\[bot\]$/i.test(account.login) || isAccountNamed(account, automation);
}

function signsOf(signs: AgentSigns, seen: Seen): readonly Evidence[] {
  const { change, labels, author, agentSigns } = seen;
  const commits = change.known && change.value.commits.known ? change.value.commits.value : [];
  // They choose the names that stand in their commits.
  const pushers = knownPushers(seen);
  const accounts = author.known && author.value !== null ? [author.value] : [];
  const firstOf = (found: Iterable<Evidence>): readonly Evidence[] => Array.from(found).slice(0, 1);
  return [
    ...firstOf(branchesOf(seen).flatMap((branch) => branchSigns(signs, branch))),
    ...firstOf(
      accounts.flatMap((account) =>
        isAccountNamed(account, signs.accounts)
          ? [sign('the author', 'is the agent account', account.login)]
          : [],
      ),
    ),
    ...firstOf(
      pushers.flatMap((account) =>
        isAccountNamed(account, signs.accounts)
          ? [sign('the pusher', 'is the agent account', account.login)]
          : [],
      ),
    ),
    ...firstOf(commits.flatMap((commit) => peopleSigns(signs, commit))),
    ...firstOf(commits.flatMap((commit) => trailerSigns(signs, commit))),
    ...firstOf(
      (labels.known ? labels.value : []).flatMap(({ name }) =>
        isOneOf(signs.labels, name) ? [sign('the change', 'carries the label', name)] : [],
      ),
    ),
    ...firstOf(agentSigns.map((clause) => sign('the change', 'is made where', clause))),
  ];
}

function knownPushers({ pullRequest }: Seen): readonly Account[] {
  const pushers = pullRequest && pushersOf(pullRequest);
  return pushers?.known === true ? pushers.value : [];
}

/** To the forge, labels are the same in any case. */
function isOneOf(labels: readonly string[], name: string): boolean {
  return labels.some((label) => label.toLowerCase() === name.toLowerCase());
}

/** What arrives on a branch through a pull request was made on another: a squash leaves no other trace of it. */
function branchesOf({ change, pullRequest }: Seen): readonly string[] {
  if (!change.known) return [];
  const { branch, push } = change.value;
  const merged = push !== null && pullRequest?.known === true ? pullRequest.value?.branch : undefined;
  return [...(branch.known ? [branch.value] : []), ...(merged === undefined ? [] : [merged])];
}

function branchSigns({ branches }: AgentSigns, name: string): readonly Evidence[] {
  const line = branches.find(({ pattern }) => isBranchOf(pattern, name));
  if (line === undefined) return [];
  return [matchEvidence(`branch ${name}`, line)];
}

/** What tells of an agent in one commit. */
export function signsInCommit(signs: AgentSigns, commit: Commit): readonly Evidence[] {
  return [...peopleSigns(signs, commit), ...trailerSigns(signs, commit)];
}

function peopleSigns(signs: AgentSigns, { id, author, committer }: Commit): readonly Evidence[] {
  return [author, committer].flatMap((person) => personSigns(signs, id, person));
}

function personSigns(signs: AgentSigns, commit: string, { email }: Person): readonly Evidence[] {
  return isAgentAddress(signs, email) ? [sign(`commit ${short(commit)}`, 'is by', email)] : [];
}

function isAgentAddress({ emails, accounts }: AgentSigns, email: string): boolean {
  const account = accountOfAddress(email);
  return (
    emails.some((pattern) => isAddressOf(email, pattern)) ||
    (account !== undefined && isAccountNamed(account, accounts))
  );
}

function trailerSigns(signs: AgentSigns, { id, message }: Commit): readonly Evidence[] {
  return trailersOf(message)
    .filter((found) => isAgentTrailer(signs, found))
    .map(({ key, value }) => sign(`commit ${short(id)}`, 'has the trailer', `${key}: ${value}`));
}

/** Trailers of those who wrote it: a squash leaves nothing else of the author of a commit. */
const WRITERS = ['co-authored-by', 'co-developed-by', 'signed-off-by'];

function isAgentTrailer(signs: AgentSigns, { key, value }: CommitTrailer): boolean {
  const named = key.toLowerCase();
  const addresses = [value, plainReading(value)].flatMap(addressesIn);
  if (WRITERS.includes(named) && addresses.some((email) => isAgentAddress(signs, email))) return true;
  return signs.trailers.some(
    ({ keys, matches }) => keys.includes(named) && (matches(value) || matches(plainReading(value))),
  );
}

/** Wherever they stand: people write a remark behind the address, or leave its brackets out. */
function addressesIn(value: string): readonly string[] {
  return value.split(/[\s<>(),;"']+/).filter((word) => word.includes('@'));
}

function sign(subject: string, relation: string, value: string): Evidence {
  return { subject, relation, value };
}

function short(commit: string): string {
  return commit.slice(0, 10);
}

/** Why an agent could still be behind the change, or `undefined` when everything was seen. */
function missingSight(
  { labels: signs, accounts }: AgentSigns,
  { change, author, labels, pullRequest }: Seen,
): string | undefined {
  if (!change.known) return change.reason;
  const { branch, commits, push } = change.value;
  const isOnForge = author.known && author.value !== null;
  const needed = [
    commits,
    author,
    // On one's own machine nobody has put a label on the change yet.
    ...(isOnForge && signs.length > 0 ? [labels] : []),
    // A push may bring the branch of an agent, whose name only its pull request still tells.
    ...(push !== null && pullRequest !== undefined ? [pullRequest] : []),
    ...(accounts.length > 0 && pullRequest?.known === true ? [pushersOf(pullRequest)] : []),
    branch,
  ];
  return needed.flatMap((fact) => (fact.known ? [] : [fact.reason]))[0];
}

function isProvedHuman({ human }: ActorPolicy, { change, author }: Seen): boolean {
  const isPerson = (email: string) => human.emails.some((pattern) => isAddressOf(email, pattern));
  const commits = change.known && change.value.commits.known ? change.value.commits.value : [];
  const isNamedPerson = author.known && author.value !== null && isAccountNamed(author.value, human.accounts);
  const byPeople = commits.every(({ author: writer }) => {
    const account = accountOfAddress(writer.email);
    return isPerson(writer.email) || (account !== undefined && isAccountNamed(account, human.accounts));
  });
  return author.known && author.value === null ? commits.length > 0 && byPeople : isNamedPerson && byPeople;
}

const UNPROVED: Evidence = {
  subject: 'the change',
  relation: 'is not by',
  value: 'anybody the policy names a person',
};
