import {
  displayText,
  type FileContent,
  type Finding,
  type Known,
  type Parsers,
  type Report,
} from '@lockkeeper/policy-core';
import {
  packageChanges,
  stepUpgrade,
  upgradeOf,
  type UpgradeEffect,
  type UpgradeFinding,
  type UpgradePlan,
  type UpgradeState,
} from '@lockkeeper/policy-core/dependencies';

import { LOCAL_CIRCUMSTANCES } from '../observe/circumstances.ts';
import { judge } from '../observe/judge.ts';
import { observe } from '../observe/observe.ts';
import type { Branches, CommandRunner, FileWriter, Observers } from '../ports/index.ts';
import { memoryJournal } from '../run/memory-journal.ts';
import { runMachine, type EffectResult, type Machine } from '../run/run-machine.ts';

type PairTexts = Parameters<typeof packageChanges>[0];
type UpgradeEvent = Parameters<typeof stepUpgrade>[1];

export interface UpgradeTools {
  readonly observers: Observers;
  readonly branches: Branches;
  readonly commands: CommandRunner;
  readonly files: FileWriter;
  readonly loadParsers: () => Promise<Parsers>;
  /** Whether the commands may run; else why not, as a sentence. */
  readonly consent: (plan: UpgradePlan) => Promise<true | { readonly problem: string }>;
  /** Whether the user wants it to stop. */
  readonly isInterrupted: () => boolean;
  readonly tell: (finding: UpgradeFinding) => void;
  /** A step begins. */
  readonly begin: (effect: UpgradeEffect) => void;
}

/** Carries an upgrade out, one step at a time; whatever fails is taken back. Never rejects. */
export async function upgradeDependencies(plan: UpgradePlan, tools: UpgradeTools): Promise<UpgradeState> {
  const run: Run = { plan, tools, before: await textsBefore(plan, tools.observers), compared: undefined };
  const begin = async (effect: UpgradeEffect, state: UpgradeState): Promise<EffectResult<UpgradeEvent>> => ({
    kind: 'ended',
    event: await answerTo(effect, state, run),
  });
  const { state } = await runMachine({
    machine: upgradeMachine(plan, tools),
    performer: { perform: begin, adopt: begin },
    journal: memoryJournal<UpgradeEvent, UpgradeEffect>([{ kind: 'started' }]),
    mayNotGoOn: () => undefined,
  });
  return state;
}

function upgradeMachine(
  plan: UpgradePlan,
  { tell }: UpgradeTools,
): Machine<UpgradeState, UpgradeEvent, UpgradeEffect> {
  return {
    start: upgradeOf(plan),
    step: (before, event) => {
      const { state, findings } = stepUpgrade(before, event);
      findings.forEach(tell);
      return state;
    },
    effectOf: ({ current }) => current,
  };
}

interface Run {
  readonly plan: UpgradePlan;
  readonly tools: UpgradeTools;
  readonly before: PairTexts | undefined;
  /** What the pull request is about to tell of: what is committed must still be that. */
  compared: PairTexts | undefined;
}

/** On the way back nobody interrupts: there the user gets what they wanted. */
async function answerTo(effect: UpgradeEffect, state: UpgradeState, run: Run): Promise<UpgradeEvent> {
  if (state.stopping === undefined && run.tools.isInterrupted()) return { kind: 'interrupted' };
  run.tools.begin(effect);
  try {
    return await carryOut(effect, run);
  } catch (error) {
    return {
      kind: 'failed',
      problem: error instanceof Error ? error.message.replace(/\.$/, '') : String(error),
    };
  }
}

async function carryOut(effect: UpgradeEffect, run: Run): Promise<UpgradeEvent> {
  switch (effect.kind) {
    case 'ask':
      return askConsent(run);
    case 'rewrite':
      return rewriteFiles(effect.texts, run);
    case 'lock':
    case 'test':
      return eventOf(await run.tools.commands.run(effect.command));
    case 'compare':
      return comparePair(run);
    case 'judge':
      return judgeResult(run);
    default:
      return changeBranches(effect, run.tools.branches);
  }
}

type OfBranches = Extract<
  UpgradeEffect,
  { kind: 'create-branch' | 'switch' | 'commit' | 'restore' | 'delete-branch' }
>;

async function changeBranches(effect: OfBranches, branches: Branches): Promise<UpgradeEvent> {
  switch (effect.kind) {
    case 'create-branch':
      return doneOr(await branches.create(effect.branch, effect.commit));
    case 'switch':
      return doneOr(await branches.switch(effect.branch));
    case 'commit':
      return committedOr(await branches.commit(effect));
    case 'restore':
      return doneOr(await branches.restore(effect.paths, effect.commit));
    case 'delete-branch':
      return doneOr(await branches.delete(effect.branch, effect.commit));
  }
}

async function askConsent({ plan, tools }: Run): Promise<UpgradeEvent> {
  const answer = await tools.consent(plan);
  if (tools.isInterrupted()) return { kind: 'interrupted' };
  return answer === true ? { kind: 'done' } : { kind: 'declined', problem: answer.problem };
}

function doneOr(outcome: Awaited<ReturnType<Branches['create']>>): UpgradeEvent {
  return outcome.known ? { kind: 'done' } : { kind: 'failed', problem: outcome.reason };
}

function committedOr(outcome: Awaited<ReturnType<Branches['commit']>>): UpgradeEvent {
  return outcome.known
    ? { kind: 'committed', commit: outcome.value }
    : { kind: 'failed', problem: outcome.reason };
}

function eventOf(outcome: Awaited<ReturnType<CommandRunner['run']>>): UpgradeEvent {
  if (outcome.kind === 'interrupted') return outcome;
  if (outcome.kind === 'not-run') return { kind: 'failed', problem: outcome.problem };
  return outcome.code === 0 ? { kind: 'done' } : outcome;
}

async function rewriteFiles(texts: Readonly<Record<string, string>>, { tools }: Run): Promise<UpgradeEvent> {
  for (const [path, text] of Object.entries(texts)) await tools.files.replace(path, text);
  return { kind: 'done' };
}

async function comparePair(run: Run): Promise<UpgradeEvent> {
  const { plan, tools, before } = run;
  const after = await textsOf(plan, tools.observers);
  if (before === undefined || after === undefined) {
    return { kind: 'failed', problem: 'one of the files is gone or cannot be read as text' };
  }
  run.compared = after;
  return { kind: 'compared', changes: packageChanges(before, after) };
}

/** What the branch holds already is compared with where it began. */
async function textsBefore(
  { pair, from, made }: UpgradePlan,
  { files, git }: Observers,
): Promise<PairTexts | undefined> {
  const at = made === undefined ? undefined : await git?.readAt(from.commit, [pair.source, pair.lock]);
  const read = async (path: string) => (made === undefined ? await files.read(path) : at?.get(path));
  return textsIn(await read(pair.source), await read(pair.lock));
}

async function textsOf({ pair }: UpgradePlan, { files }: Observers): Promise<PairTexts | undefined> {
  return textsIn(await files.read(pair.source), await files.read(pair.lock));
}

function textsIn(
  source: Known<FileContent> | undefined,
  lock: Known<FileContent> | undefined,
): PairTexts | undefined {
  if (source?.known !== true || source.value.kind !== 'text') return undefined;
  if (lock?.known !== true || lock.value.kind !== 'text') return undefined;
  return { source: source.value.text, lock: lock.value.text };
}

async function judgeResult({ plan, tools, compared }: Run): Promise<UpgradeEvent> {
  const now = await textsOf(plan, tools.observers);
  if (now?.source !== compared?.source || now?.lock !== compared?.lock) {
    return { kind: 'failed', problem: 'the tests changed one of the files' };
  }
  const report = await reportOn(plan, tools);
  if (typeof report === 'string') return { kind: 'failed', problem: report };
  const [crash] = report.crashed;
  if (crash !== undefined) return { kind: 'failed', problem: `the rule ${crash.rule} crashed` };
  const errors = report.findings.filter(({ severity }) => severity === 'error');
  const others = report.findings.filter(({ severity }) => severity !== 'error');
  return { kind: 'judged', errors: errors.map(lineOf), remarks: others.map(lineOf) };
}

/** As `check` judges a change of this branch, by the policy it starts from; a clause where it cannot. */
async function reportOn(plan: UpgradePlan, tools: UpgradeTools): Promise<Report | string> {
  const seen = await observe(
    {
      focus: { kind: 'change' },
      base: plan.from.commit,
      head: 'worktree',
      policyFrom: 'base',
      branch: plan.branch,
      compare: 'exactly',
      circumstances: LOCAL_CIRCUMSTANCES,
    },
    tools.observers,
  );
  if (seen.kind === 'seen') {
    return judge(seen, { stage: 'local', loadParsers: tools.loadParsers, only: ['dependencies'] });
  }
  return seen.kind === 'failed' ? seen.problem.replace(/\.$/, '') : 'the policy cannot be used';
}

function lineOf({ at, message }: Finding): string {
  const place = at === undefined ? '' : `${displayText(at.path)}:${at.start.line + 1} `;
  return `${place}${displayText(message)}`;
}
