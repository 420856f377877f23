import { randomBytes } from 'node:crypto';

import { recoverUpdate, runUpdate, type EndedUpdate, type UpdateTools } from '@lockkeeper/operations';
import { displayText } from '@lockkeeper/policy-core';
import { readStagedVersion, withProfile } from '@lockkeeper/policy-core/update';

import { CliError } from '../../errors/cli-error.ts';
import { reportingErrors } from '../../errors/error-reporting.ts';
import { EXIT, type ExitCode } from '../../exit-codes.ts';
import type { World } from '../../world.ts';
import type { UpdateRunOptions } from './options.ts';
import { beginLook, type LookPlace } from './keep-look.ts';
import { mustBeOnlyProfile } from './only-profile.ts';
import { answerOf } from './run-answer.ts';
import { seenFile } from './seen-file.ts';
import type { UpdatePlace } from './update-place.ts';
import { aloneInService, openProfile, openUpdater, type ServiceProfile } from './updater.ts';

/** `lockkeeper update run | acquire | apply | recover` */
export function runUpdateActing(
  asked: 'scheduled' | 'acquire' | 'apply' | 'recover',
  options: UpdateRunOptions,
  world: World,
): Promise<ExitCode> {
  return reportingErrors(options.format, world, async () => {
    if (options.interactive === true) mustHavePerson(world);
    const profile = await openProfile(options, world);
    if (asked === 'apply') await mustReadStaged(profile, options.profile);
    const { tools: opened, place } = await openUpdater(profile, world);
    const look = beginLook(lookPlace(profile, opened, place), opened.offers, world);
    const offers = { ...opened.offers, fetcher: look.fetcher, reader: look.reader };
    const tools = { ...opened, offers, ...watched(options, world) };
    const done = await aloneInService(profile, place, async () => {
      if (asked !== 'recover') await mustBeOnlyProfile(profile.repository, options.profile);
      const ended =
        asked === 'recover' ? await recoverUpdate(tools) : await runUpdate({ id: newRunId(), asked }, tools);
      if (ended === undefined) return undefined;
      const answer = await answerOf(ended, { profile, tools, name: options.profile });
      const commit = asked === 'scheduled' ? upToDate(ended) : undefined;
      if (commit !== undefined)
        await look.keep(commit, { ...answer, document: { ...answer.document, run: null } });
      return { ended, answer };
    });
    if (done === undefined) {
      world.stderr.write('Another update of this service is under way. Wait for its end.\n');
      return EXIT.lockHeld;
    }
    if (done.value === undefined) {
      world.stdout.write(options.format === 'json' ? NOTHING_LEFT : 'No update was interrupted.\n');
      return EXIT.ok;
    }
    const { ended, answer } = done.value;
    world.stdout.write(
      options.format === 'json' ? `${JSON.stringify(answer.document, undefined, 2)}\n` : answer.text,
    );
    return exitOf(ended, answer.level);
  });
}

/** As of the other state files: where it is broken, nothing is begun. */
async function mustReadStaged({ repository, folder }: ServiceProfile, name: string): Promise<void> {
  const file = `${folder}/staged.json`;
  const reading = readStagedVersion(file, await seenFile(repository, file));
  if (reading.kind === 'unusable')
    throw new CliError('not-judged', displayText(withProfile(reading.problem, name)));
}

function lookPlace(
  { repository: { root }, meta }: ServiceProfile,
  { settings }: UpdateTools,
  { live, remote, signers }: UpdatePlace,
): LookPlace {
  return { root, meta, live, remote, settings, signers };
}

/** The commit that runs, where the only reason is that nothing is newer. */
function upToDate({ from, state: { result, failure } }: EndedUpdate): string | undefined {
  const isNewest = failure?.reasons.every(({ code }) => code === 'not-newer') ?? false;
  return result === 'skipped' && isNewest ? from?.commit : undefined;
}

/** Before anything is begun: who is not there cannot stop it. */
function mustHavePerson({ stdin, stderr }: World): void {
  const input = stdin();
  if (stderr.isTerminal && 'isTTY' in input && input.isTTY === true) return;
  throw new CliError('usage', 'Nobody can be asked here. Leave --interactive out, or use a terminal.');
}

const NOTHING_LEFT = `${JSON.stringify({ schema_version: 1, run: null, result: null })}\n`;

/** It begins with its time, so that the names of runs have their order. */
function newRunId(): string {
  const at = new Date().toISOString().replaceAll(/[-:]|\.\d+/g, '');
  return `${at}-${randomBytes(3).toString('hex')}`;
}

/** Each step is told before it begins; with `--interactive` somebody is asked. */
function watched(
  { interactive, format }: UpdateRunOptions,
  world: World,
): Pick<UpdateTools, 'tell' | 'mayBegin' | 'mayReplaceIll'> {
  const tell: UpdateTools['tell'] = ({ way, step }) => {
    // Whatever way it goes, these take nothing back.
    const prefix = step === 'report' || step === 'unlock' ? '' : WAYS[way];
    if (format === 'pretty') world.stderr.write(`${prefix}${step}\n`);
  };
  if (interactive !== true) return { tell };
  return {
    tell,
    mayBegin: async ({ step }) => {
      const question = QUESTIONS[step] ?? 'Begin the next step?';
      return ONLY_LOOK.has(step) || (await isYes(`${question} (${step})`, world));
    },
    mayReplaceIll: async (why) =>
      await isYes(
        `The running version fails its health check: ${displayText(why)}. It could not be brought back. Go on?`,
        world,
      ),
  };
}

async function isYes(question: string, world: World): Promise<boolean> {
  const { confirm } = await import('../../io/prompt.ts');
  return (await confirm(question, { world })) === 'yes';
}

const WAYS = { there: '', undo: 'undo: ', back: 'back: ', halt: 'halt: ' } as const;

type Step = Parameters<NonNullable<UpdateTools['tell']>>[0]['step'];

/** Nothing of the service, and nothing that others see, changes by these. */
const ONLY_LOOK: ReadonlySet<Step> = new Set<Step>(['lock', 'discover', 'eligibility', 'limits', 'unlock']);

const QUESTIONS: Readonly<Partial<Record<Step, string>>> = {
  fetch: 'Fetch the new version into the mirror?',
  verify: 'Verify it, and go on if it is genuine?',
  save: 'Let the service save?',
  snapshot: 'Pack code, data and database as they are now?',
  stage: 'Write the new version to a folder of its own?',
  test: 'Install its dependencies there, and test it?',
  quiesce: 'Pause the service?',
  switch: 'Switch from the old version to the new one?',
  restart: 'Restart the service?',
  health: 'Wait until the new version is healthy, and roll it back if not?',
  confirm: 'Write down that the new version runs?',
  resume: 'Let the service go on?',
  report: 'Report how the update ended?',
  gc: 'Remove old versions and snapshots?',
};

/** A host that has nothing to do, or must wait, is no failure of a timer. What is suspect is one. */
function exitOf({ state: { result } }: EndedUpdate, level: string): ExitCode {
  return result === 'skipped' && level !== 'info' ? EXIT.findings : EXITS[result];
}

const EXITS = {
  updated: EXIT.ok,
  staged: EXIT.ok,
  skipped: EXIT.ok,
  failed: EXIT.findings,
  'rolled-back': EXIT.rolledBack,
  'rollback-failed': EXIT.rollbackFailed,
  'given-up': EXIT.needsPerson,
} as const;
