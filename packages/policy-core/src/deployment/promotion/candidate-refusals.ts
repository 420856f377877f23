import type { ReleaseSight, SeenTag, TestCounts } from './promotion-sight.ts';
import { refused, unknown, type Refusal } from './refusal.ts';

/** What stands against the commit itself: where it was tried, what was seen of it, where it comes from. */
export function candidateRefusals(sight: ReleaseSight): readonly Refusal[] {
  return [
    ...triedRefusals(sight),
    ...branchRefusals(sight),
    ...ageRefusals(sight),
    ...checkRefusals(sight),
    ...testRefusals(sight),
    ...tagRefusals(sight),
  ];
}

function triedRefusals({ tried, policy, commit, now }: ReleaseSight): readonly Refusal[] {
  if (tried === undefined) return [];
  const { environment, ready, newer, soakMs, stillWell } = tried;
  const redeploy = `Deploy it to ${environment} with \`lockkeeper deploy ${environment} --commit ${commit.sha}\`, and promote it from there.`;
  if (ready === undefined)
    return [
      refused(
        'R06',
        policy.equality === 'sha'
          ? `${commit.sha} was not tried in ${environment}.`
          : `No commit with the tree of ${commit.sha} was tried in ${environment}.`,
        redeploy,
      ),
    ];
  const left = Date.parse(ready.at) + soakMs - Date.parse(now);
  return [
    ...(ready.revoked === undefined
      ? []
      : [refused('R07', `It was ready in ${environment}, and is not any more: ${ready.revoked}.`, redeploy)]),
    ...wellnessRefusals(environment, stillWell, redeploy),
    ...(left <= 0
      ? []
      : [
          refused(
            'R08',
            `It has been in ${environment} since ${ready.at}, and has to be there for ${minutesText(soakMs)}.`,
            `Wait ${minutesText(left)}, and run this again.`,
          ),
        ]),
    ...(newer === undefined
      ? []
      : [
          refused(
            'R22',
            `${newer.commit} is ready in ${environment} since ${newer.at}, which is later.`,
            `Promote that one, or name this one: \`promote --commit ${commit.sha}\`, or the run that is resumed.`,
          ),
        ]),
  ];
}

function wellnessRefusals(
  environment: string,
  stillWell: NonNullable<ReleaseSight['tried']>['stillWell'],
  redeploy: string,
): readonly Refusal[] {
  if (stillWell === undefined) return [];
  if (!stillWell.known)
    return [
      unknown('R07', {
        of: environment,
        reason: `${environment} could not be asked: ${stillWell.reason}`,
        lift: 'Run this where the probes of the policy can be asked.',
      }),
    ];
  return stillWell.value.isWell
    ? []
    : [refused('R07', `It is not well in ${environment}: ${stillWell.value.why}.`, redeploy)];
}

function branchRefusals({ commit: { sha, branch } }: ReleaseSight): readonly Refusal[] {
  if (branch === undefined) return [];
  if (!branch.known)
    return [
      unknown('R10', {
        of: 'branch',
        reason: branch.reason,
        lift: 'Fetch the branch of production, and run this again.',
      }),
    ];
  const { remote, name, is } = branch.value;
  if (is !== 'apart') return [];
  return [
    refused(
      'R10',
      `${sha} is not on ${remote}/${name}, and ${name} cannot be moved forward to it.`,
      `Merge ${name} into the branch, try the new commit, and promote that one.`,
    ),
  ];
}

function ageRefusals({ relation, commit: { sha }, previous }: ReleaseSight): readonly Refusal[] {
  if (!previous.known)
    return [
      unknown('R20', {
        of: 'running-commit',
        reason: previous.reason,
        lift: 'Make what runs there visible: the record, or the platform.',
      }),
    ];
  if (!relation.known)
    return [
      unknown('R20', {
        of: 'history',
        reason: relation.reason,
        lift: 'Fetch the whole history, and run this again.',
      }),
    ];
  const back = `Go back with \`lockkeeper rollback --to ${sha} --reason TEXT\`.`;
  switch (relation.value) {
    case 'same':
      return [refused('R20', `${sha} runs there already.`, 'There is nothing to do.')];
    case 'later':
      return [refused('R20', `${sha} is older than ${previous.value ?? ''}, which runs there.`, back)];
    case 'apart':
      return [
        refused(
          'R20',
          `${sha} does not have ${previous.value ?? ''} behind it, which runs there.`,
          `Merge it first, or: ${back}`,
        ),
      ];
    default:
      return [];
  }
}

function checkRefusals({ policy: { requires }, checks, commit }: ReleaseSight): readonly Refusal[] {
  if (requires.checks.length === 0) return [];
  if (!checks.known)
    return [
      unknown('R04', {
        of: 'checks',
        reason: checks.reason,
        lift: 'Give a token that may read checks, or run this in CI.',
      }),
    ];
  const seen = checks.value;
  return requires.checks.flatMap((name) => {
    const of = seen.filter((check) => check.name === name);
    const bad = of.filter(({ outcome }) => outcome !== 'success');
    if (of.length > 0 && bad.length === 0) return [];
    const what = of.length === 0 ? 'is missing' : `is ${bad.map(({ outcome }) => outcome).join(', ')}`;
    return [
      refused('R04', `The check ${name} of ${commit.sha} ${what}.`, 'Let it run and pass on this commit.'),
    ];
  });
}

function testRefusals({ policy: { requires }, tests, commit }: ReleaseSight): readonly Refusal[] {
  return Array.from(requires.tests).flatMap(([suite, floor]) => {
    const counts = tests.findLast((one) => one.suite === suite);
    const lift = `Let all of them run and pass, and give the report with --tests ${suite}=report.xml.`;
    if (counts === undefined)
      return [refused('R05', `No report of the tests ${suite} is known of ${commit.sha}.`, lift)];
    const why = testFault(counts, floor);
    return why === undefined ? [] : [refused('R05', `${suite}: ${why}.`, lift)];
  });
}

/** A test that was left out did not pass. */
function testFault({ total, failed, skipped }: TestCounts, floor: number): string | undefined {
  if (failed > 0) return `${failed} of ${total} failed`;
  const passed = total - skipped;
  return passed < floor ? `${passed} passed, and ${floor} have to` : undefined;
}

function tagRefusals({ policy: { requires }, tags, commit }: ReleaseSight): readonly Refusal[] {
  if (requires.tag === undefined) return [];
  const lift =
    requires.tag === 'signed'
      ? `Tag it: \`git tag --sign vX.Y.Z ${commit.sha}\`, and push the tag.`
      : `Tag it: \`git tag --annotate vX.Y.Z ${commit.sha}\`, and push the tag.`;
  if (!tags.known)
    return [unknown('R11', { of: 'tags', reason: tags.reason, lift: 'Fetch the tags, and run this again.' })];
  const [first] = tags.value;
  if (first === undefined) return [refused('R11', `${commit.sha} has no tag.`, lift)];
  if (requires.tag === 'any' || tags.value.some(isSigned)) return [];
  const { name, signature } = first;
  return signature.known
    ? [refused('R11', `The tag ${name} does not count: ${signature.value.why}.`, lift)]
    : [unknown('R11', { of: name, reason: signature.reason, lift })];
}

function isSigned({ signature }: SeenTag): boolean {
  return signature.known && signature.value.isGood;
}

export function minutesText(ms: number): string {
  const minutes = Math.ceil(ms / 60_000);
  if (minutes < 120) return `${minutes} minute${minutes === 1 ? '' : 's'}`;
  const hours = Math.ceil(minutes / 60);
  return hours < 48 ? `${hours} hours` : `${Math.ceil(hours / 24)} days`;
}
