import type { DependencyPair } from '../../policy/policy.ts';
import { lockHeader } from '../requirements/lock-header.ts';
import { isPylock } from '../../policy/pylock-name.ts';
import { commandText } from './command-text.ts';
import { lockCommand } from './lock-command.ts';
import { pinnedInSource, type PairTexts } from './pinned-versions.ts';
import { rewritePins } from './rewrite-pins.ts';
import type { PlannedCommand, UpgradePlan } from './upgrade-plan.ts';
import type { WantedPackage } from './wanted-package.ts';

export interface PlanRequest {
  readonly pair: Pick<DependencyPair, 'id' | 'source' | 'lock' | 'sync'> & {
    readonly terms: Pick<DependencyPair['terms'], 'refusedOptions'>;
  };
  readonly texts: PairTexts;
  /** Empty: everything. */
  readonly packages: readonly WantedPackage[];
  /** Words of the user's own command; `undefined`: the one in the header of the lock. */
  readonly command: PlannedCommand['words'] | undefined;
}

/** How the two files come to new versions. */
export type FilesPlan =
  | ({ readonly kind: 'plan' } & Pick<UpgradePlan, 'rewritten' | 'lock'>)
  /** `problem` is a sentence or more. */
  | { readonly kind: 'refused'; readonly problem: string };

export function planFiles(request: PlanRequest): FilesPlan {
  const { pair, texts, packages } = request;
  if (isPylock(pair.lock)) return { kind: 'refused', problem: pylock(pair) };
  const source = rewritePins({ path: pair.source, text: texts.source }, versionsOf(packages));
  if (source.kind === 'refused') return source;
  const problem = problemWith(request, source.names);
  if (problem !== undefined) return { kind: 'refused', problem };
  const rewritten = source.names.size === 0 ? {} : { [pair.source]: source.text };
  if (request.command !== undefined) {
    return { kind: 'plan', rewritten, lock: { words: request.command, folder: '' } };
  }
  const inSource = packages.length > 0 && packages.every(({ name }) => source.names.has(name));
  const header = lockHeader(texts.lock);
  const isMirrored = pair.sync.mode !== 'compiled';
  if (inSource && isMirrored) return bothRewritten(request, source.text);
  if (header === undefined) return { kind: 'refused', problem: noHeader(pair) };
  return byHeader(request, { rewritten, written: header.command });
}

function versionsOf(packages: readonly WantedPackage[]): ReadonlyMap<string, string> {
  return new Map(packages.flatMap(({ name, version }) => (version === undefined ? [] : [[name, version]])));
}

/** What can be told from the two files and what is asked for. */
function problemWith(
  { pair, texts, packages, command }: PlanRequest,
  rewritten: ReadonlySet<string>,
): string | undefined {
  const pins = pinnedInSource(texts);
  const unknown = packages.find(({ name }) => !pins.all.has(name));
  if (unknown !== undefined)
    return `${unknown.written} is neither in ${pair.source} nor in ${pair.lock}. Check its name.`;
  const held = packages.find(({ name, version }) => pins.pinned.has(name) && version === undefined);
  if (held !== undefined) {
    return `${held.written} is pinned in ${pair.source} itself, so no lock command can upgrade it. Say to which version: --package ${held.written}==VERSION.`;
  }
  if (command !== undefined) {
    const left = packages.find(({ name }) => !rewritten.has(name));
    return (
      left && `--command is run as it is. Put what upgrades ${left.written} into it, or leave --command out.`
    );
  }
  return packages.length === 0 && pins.isAllPinned ? allPinned(pair) : undefined;
}

function allPinned({ source }: PlanRequest['pair']): string {
  return `${source} pins every version itself, so no lock command has anything to upgrade. Say what to upgrade: --package NAME==VERSION, once for each package.`;
}

function pylock({ lock }: PlanRequest['pair']): string {
  return `${lock} is a pylock.toml, for which upgrades are not prepared. Make the branch and run its command by hand.`;
}

function noHeader({ lock }: PlanRequest['pair']): string {
  return `${lock} does not say in its first lines which command makes it. Give the command: --command "pip-compile …".`;
}

function bothRewritten({ pair, texts, packages }: PlanRequest, source: string): FilesPlan {
  const lock = rewritePins({ path: pair.lock, text: texts.lock }, versionsOf(packages));
  if (lock.kind === 'refused') return lock;
  const missing = packages.find(({ name }) => !lock.names.has(name));
  if (missing !== undefined) {
    const problem = `${pair.lock} does not pin ${missing.written}. Fix the lock first: \`lockkeeper check\` says how.`;
    return { kind: 'refused', problem };
  }
  return { kind: 'plan', rewritten: { [pair.source]: source, [pair.lock]: lock.text }, lock: undefined };
}

interface Header {
  readonly rewritten: UpgradePlan['rewritten'];
  readonly written: readonly string[] | undefined;
}

function byHeader({ pair, packages }: PlanRequest, { rewritten, written }: Header): FilesPlan {
  if (written === undefined) return { kind: 'refused', problem: noHeader(pair) };
  const found = lockCommand({
    written,
    pair,
    refusedOptions: pair.terms.refusedOptions,
    packages: packages.map(({ name, version }) => (version === undefined ? name : `${name}==${version}`)),
  });
  if (found.kind === 'runnable') return { kind: 'plan', rewritten, lock: found.command };
  const shown = commandText(written);
  return {
    kind: 'refused',
    problem: `${pair.lock} says that it is made by \`${shown}\`, which is not run because ${found.problem}. Give the command yourself: --command "…".`,
  };
}
