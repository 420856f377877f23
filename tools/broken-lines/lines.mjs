const CORE = 'packages/policy-core/src/deployment';
const RUN = 'packages/operations/src/run';
const PROBES = 'packages/host-node/src/read/probes';
const PLAN_TEST = `${CORE}/promotion/release-plan.test.ts`;
const APPROVAL_TEST = `${CORE}/promotion/approval.test.ts`;
const RELEASE_TEST = `${RUN}/run-release.test.ts`;
const STORY = 'test/deploy/promotion.integration.test.ts';

/**
 * @typedef {object} Line
 * @property {readonly string[]} of rows of the acceptance list, or what no row asks for
 * @property {string} file
 * @property {readonly [find: string, replacement: string]} line
 * @property {readonly [file: string, title: string, isStory?: true]} test a story is run whole: its tests go on one from the other
 * @property {true} [isBuilt] the test starts the built program
 */

/** @type {readonly Line[]} */
export const LINES = [
  {
    of: ['0.02', '0.27', '1.64', '1.65', '1.66', '1.67'],
    file: `${CORE}/run/record-of-run.ts`,
    line: [`isPromotion = way === 'there' &&`, `isPromotion = way === 'back' &&`],
    test: [STORY, 'gets there as the same commit, and is recorded once it is well', true],
    isBuilt: true,
  },
  {
    of: ['0.03'],
    file: `${CORE}/promotion/place-refusals.ts`,
    line: [`(sight.wayBack.kind === 'none' ? sight.wayBack.refusals : [])`, '[]'],
    test: [PLAN_TEST, 'R24 is no way back [row 0.03]'],
  },
  {
    of: ['0.18', '2.02'],
    file: `${CORE}/promotion/release-plan.ts`,
    line: [`policy.equality !== 'sha' ||`, `policy.equality === 'sha' ||`],
    test: [STORY, 'brings main forward to itself, and nothing but that', true],
    isBuilt: true,
  },
  {
    of: ['0.19'],
    file: 'packages/policy-core/src/change/facts/deploy-source.ts',
    line: ['kinds.some((one) => one === kind)', 'kinds[0] === kind'],
    test: [
      'packages/policy-core/src/change/rules/branches/deploy-source.test.ts',
      'staging from the branch where work comes together [row 0.19] [row 0.25]',
    ],
  },
  {
    of: ['0.22', '0.24', '0.32', '1.54', '1.55', '1.56', '1.57', '1.61'],
    file: `${CORE}/promotion/release-plan.ts`,
    line: [`kind === 'deploy' ? [{ kind: 'ready'`, `kind === 'promote' ? [{ kind: 'ready'`],
    test: [STORY, 'is tried in staging, and is ready there', true],
    isBuilt: true,
  },
  {
    of: ['0.23'],
    file: 'packages/host-node/src/write/git/branch-mover.ts',
    line: ['if (behind.code === 1) return', 'if (behind.code === 2) return'],
    test: [
      'packages/host-node/src/read/git/release-history.integration.test.ts',
      'is moved forward from where it was seen, and never elsewhere [row 0.23]',
    ],
  },
  {
    of: ['0.25'],
    file: 'packages/policy-core/src/change/facts/deploy-source.ts',
    line: ['isAllowed: isOfKind && isTaken(name, from)', 'isAllowed: isTaken(name, from)'],
    test: [
      'packages/policy-core/src/change/rules/branches/deploy-source.test.ts',
      'staging from a branch of a person [row 0.25]',
    ],
  },
  {
    of: ['0.28'],
    file: 'packages/policy-core/src/change/rules/branches/deploy-source.ts',
    line: ['!branches.value.some(({ isAllowed }) => isAllowed)', 'branches.value.length === 0'],
    test: [
      'packages/policy-core/src/change/rules/branches/deploy-source.test.ts',
      'production from an agent branch [row 0.28]',
    ],
  },
  {
    of: ['0.29'],
    file: `${CORE}/promotion/approval.ts`,
    line: ['approval.commit !== run.plan.commit', 'approval.commit === null'],
    test: [APPROVAL_TEST, 'does not count: one of another commit'],
  },
  {
    of: ['0.31'],
    file: `${CORE}/promotion/candidate-refusals.ts`,
    line: ['if (of.length > 0 && bad.length === 0) return [];', 'if (bad.length === 0) return [];'],
    test: [PLAN_TEST, 'R04 is a check that nobody ran [row 0.31]'],
  },
  {
    of: ['0.33'],
    file: `${PROBES}/http-probe.ts`,
    line: ['commit: said.value,', 'commit: undefined,'],
    test: [`${PROBES}/http-probe.test.ts`, 'is well with its status, and says which commit runs [row 0.33]'],
  },
  {
    of: ['0.34', '1.60'],
    file: `${PROBES}/http-probe.ts`,
    line: ['if (status !== policy.status) return', 'if (status === 0) return'],
    test: [
      `${PROBES}/http-probe.test.ts`,
      'is ill where a functional probe of it fails [row 0.34] [row 1.60]',
    ],
  },
  {
    of: ['0.35'],
    file: `${CORE}/promotion/place-state.ts`,
    line: ['{ ...before, revoked: revoked.why }', 'before'],
    test: [
      `${CORE}/promotion/place-state.test.ts`,
      'is which commits are ready there, the newest last, until one is looked at again and is not [row 0.35]',
    ],
  },
  {
    of: ['0.36'],
    file: `${CORE}/promotion/approval.ts`,
    line: ['return isAgent(name) ? `${name} is an agent` : undefined;', 'return undefined;'],
    test: [APPROVAL_TEST, 'does not count: one of a program'],
  },
  {
    of: ['0.37'],
    file: `${CORE}/promotion/tried-commit.ts`,
    line: ['one.commit === commit || one.tree === tree', 'one.commit !== one.tree'],
    test: [
      `${CORE}/promotion/tried-commit.test.ts`,
      'a commit is tried by itself, or by one of its tree where that counts [row 0.37]',
    ],
  },
  {
    of: ['0.38'],
    file: `${RUN}/release-performer.ts`,
    line: ['last_good_sha: commit,', 'last_good_sha: run.plan.previous ?? commit,'],
    test: [RELEASE_TEST, 'deploys, proves and records, and the record names its entry [row 0.38]'],
  },
  {
    of: ['0.41'],
    file: `${CORE}/rollback/good-deploys.ts`,
    line: ['!banned.has(commit)).toReversed();', '!banned.has(commit));'],
    test: [
      'packages/operations/src/rollback/plan-rollback.test.ts',
      'goes to the deploy before, and tells which commits are taken out [row 0.41] [row 1.52]',
    ],
  },
  {
    of: ['0.42'],
    file: `${CORE}/rollback/rollback-steps.ts`,
    line: [`correction: { kind: 'rollback', from: current, reason }`, 'correction: null'],
    test: [
      `${CORE}/rollback/rollback-steps.test.ts`,
      'a downgrade comes before the deploy, and one correction behind the proof [row 0.42]',
    ],
  },
  {
    of: ['0.44'],
    file: `${CORE}/promotion/candidate-refusals.ts`,
    line: ['signature.known && signature.value.isGood', 'signature.known'],
    test: [PLAN_TEST, 'R11 is a tag that nobody signed [row 0.44]'],
  },
  {
    of: ['1.18'],
    file: `${CORE}/promotion/candidate-refusals.ts`,
    line: ['of.length > 0 && bad.length === 0', 'of.length > bad.length'],
    test: [PLAN_TEST, 'R04 is a check that failed [row 1.18]'],
  },
  {
    of: ['1.19'],
    file: `${CORE}/promotion/candidate-refusals.ts`,
    line: ['const passed = total - skipped;', 'const passed = total;'],
    test: [PLAN_TEST, 'R05 is a test that was left out [row 1.19]'],
  },
  {
    of: ['1.20'],
    file: `${CORE}/run/run-machine.ts`,
    line: [`return event.kind === 'started' ?`, `return event.kind !== 'failed' ?`],
    test: [
      `${CORE}/run/run-machine.test.ts`,
      'ends once, and never deploys before it was started [row 1.20]',
    ],
  },
  {
    of: ['1.23'],
    file: `${CORE}/promotion/release-plan.ts`,
    line: [`{ kind: 'deploy', commit: commit.sha },`, ''],
    test: [PLAN_TEST, 'that nothing stands against advances main, deploys, proves and records [row 1.23]'],
  },
  {
    of: ['1.24'],
    file: `${CORE}/health/probe-progress.ts`,
    line: ['wellSinceMs + schedule.bakeMs - nowMs', 'wellSinceMs - nowMs'],
    test: [
      `${CORE}/health/probe-progress.test.ts`,
      'is healthy once it was well three times in a row and stayed well [row 1.24]',
    ],
  },
  {
    of: ['1.25'],
    file: `${RUN}/release-performer.ts`,
    line: [
      `if (outcome.kind === 'unhealthy') return ended({ kind: 'failed', why: outcome.why });`,
      `if (outcome.kind === 'unhealthy') return ended({ kind: 'done' });`,
    ],
    test: [
      RELEASE_TEST,
      'that never gets well comes back by itself, with one correction and a hold [row 1.25] [row 0.42]',
    ],
  },
  {
    of: ['1.52'],
    file: `${CORE}/rollback/good-deploys.ts`,
    line: ['if (left !== undefined && left.from_sha !== sha) found.delete(left.from_sha);', ''],
    test: [
      `${CORE}/rollback/good-deploys.test.ts`,
      'is the last good deploy before what runs, whatever failed meanwhile [row 1.52]',
    ],
  },
  {
    of: ['1.58'],
    file: `${PROBES}/http-probe.ts`,
    line: ['if (status !== policy.status) return', 'if (status >= 400) return'],
    test: [`${PROBES}/http-probe.test.ts`, 'is ill where it redirects, also to itself [row 1.58]'],
  },
  {
    of: ['1.59'],
    file: `${PROBES}/sql-probe.ts`,
    line: [
      `{ kind: 'ill', why: \`the database of \${variable} \${UNSEEN`,
      `{ kind: 'not-asked', why: \`the database of \${variable} \${UNSEEN`,
    ],
    test: [
      'test/databases/sql-probe.integration.test.ts',
      'is ill where the server is down, silent, gone, or none [row 1.59]',
    ],
  },
  {
    of: ['1.62'],
    file: `${CORE}/promotion/candidate-refusals.ts`,
    line: [`if (is !== 'apart') return [];`, `if (is !== 'on') return [];`],
    test: [PLAN_TEST, 'R10 is a commit of another line than main [row 1.62]'],
  },
  {
    of: ['1.63'],
    file: `${CORE}/promotion/place-refusals.ts`,
    line: ['if (gate === undefined) return [];', 'if (gate?.known !== false) return [];'],
    test: [PLAN_TEST, 'R23 is a gate that holds nobody back [row 1.63]'],
  },
  {
    of: ['1.69', '1.70', '1.71', '1.73'],
    file: 'packages/cli/src/commands/release/judged-rollback.ts',
    line: ['rollbackSteps(decision, options.reason)', 'rollbackSteps(decision, options.reason).slice(1)'],
    test: [STORY, 'is brought back by a person, to the last commit that was good before', true],
    isBuilt: true,
  },
  {
    of: ['2.04'],
    file: `${CORE}/promotion/approval.ts`,
    line: ['if (good.size >= policy.quorum) return doubts;', 'if (good.size >= 0) return doubts;'],
    test: [STORY, 'waits for somebody who did not make it', true],
    isBuilt: true,
  },
  {
    of: ['2.06'],
    file: `${CORE}/rollback/dependency-impact.ts`,
    line: [`there.value === written.value ? 'same' : 'differs'`, `'same'`],
    test: [`${CORE}/rollback/dependency-impact.test.ts`, 'that is differs'],
  },

  {
    of: ['a step is claimed before it is asked about'],
    file: `${RUN}/run-machine.ts`,
    line: ['await journal.intend(effect);', 'if (!isBegun) await journal.intend(effect);'],
    test: [
      RELEASE_TEST,
      'has a step that was begun before as its own in the log when it asks what became of it',
    ],
  },
  {
    of: ['a branch that others moved is where it was to be'],
    file: `${RUN}/release-performer.ts`,
    line: [`return found.kind === 'not-begun' ? ended(`, 'return found.kind.length > 0 ? ended('],
    test: [RELEASE_TEST, 'goes on where somebody else has brought main to its commit meanwhile'],
  },
  {
    of: ['what is noted is looked at under the lock'],
    file: `${RUN}/release-performer.ts`,
    line: [
      'const { plan } = await currentRun(log, under);',
      'const { plan } = await currentRun(log, { ...under, token: Infinity });',
    ],
    test: [RELEASE_TEST, 'writes nothing more once another release was begun there with a later lock'],
  },
  {
    of: ['an act is answered to once'],
    file: `${RUN}/act.ts`,
    line: ['if (!isOpen && entries.some(({ seq }) => seq === answered)) return true;', ''],
    test: [
      `${RUN}/act.test.ts`,
      'is answered to once, also where somebody else looked meanwhile and wrote how it ended',
    ],
  },
  {
    of: ['a stamp that nobody knew of is settled'],
    file: 'packages/operations/src/databases/stamp-database.ts',
    line: ['isSame([begun.to], plan.versions)', 'isSame(begun.from, plan.versions)'],
    test: [
      'packages/operations/src/databases/stamp-database.test.ts',
      'of which nobody knew is written down as done once somebody looks and finds it so',
    ],
  },
  {
    of: ['a scratch database is dropped only where it was made here'],
    file: 'packages/host-node/src/write/scratch/scratch-databases.ts',
    line: ['if (!MADE_HERE.test(name)) return false;', ''],
    test: [
      'test/databases/scratch-databases.integration.test.ts',
      'that a killed process left is dropped, unless somebody is at work on it or it is no scratch database',
    ],
  },
  {
    of: ['only named approvers approve'],
    file: `${CORE}/promotion/approval.ts`,
    line: [
      `by === 'ssh-signature' && !approvers.includes(nameOf(name))`,
      `by === 'ssh-signature' && approvers.length === 0`,
    ],
    test: [APPROVAL_TEST, 'does not count: one of who signs the log and is no approver'],
  },
  {
    of: ['a run that waits expires'],
    file: `${CORE}/run/overdue-run.ts`,
    line: ['if (until > Date.parse(now)) return run;', 'if (until >= Date.parse(now)) return run;'],
    test: [`${CORE}/run/overdue-run.test.ts`, 'is over once it has waited for as long as an approval counts'],
  },
  {
    of: ['who accepts an unknown names it'],
    file: `${CORE}/promotion/accepted-unknowns.ts`,
    line: ['names.length === 1 ? names : []', 'names'],
    test: [
      `${CORE}/promotion/accepted-unknowns.test.ts`,
      'is none of the causes of a code that has several, and all are told',
    ],
  },
  {
    of: ['the gate of GitHub needs people who review'],
    file: `${CORE}/promotion/environment-gate.ts`,
    line: ['if (reviewers.length === 0)', 'if (reviewers.length < 0)'],
    test: [`${CORE}/promotion/environment-gate.test.ts`, 'nobody reviews'],
  },
  {
    of: ['a workflow that deploys by itself is told of'],
    file: `${CORE}/promotion/self-deploys.ts`,
    line: ['!STARTED_ON_PURPOSE.includes(event)', `event === 'push'`],
    test: [
      `${CORE}/promotion/environment-gate.test.ts`,
      'is a workflow on deployment whose job names it, in any commit that counts',
    ],
  },
  {
    of: ['who approved on GitHub is heeded'],
    file: `${RUN}/heed-approvals.ts`,
    line: [
      `if (way === 'back' || run.plan.approvals === 0) return result;`,
      'if (run.plan.approvals > 0) return result;',
    ],
    test: [
      `${RUN}/heed-approvals.test.ts`,
      'takes the deploy back where it was approved by who wrote the commit [row 0.29]',
    ],
  },
];
