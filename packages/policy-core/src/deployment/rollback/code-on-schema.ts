import { displayText } from '../../model/display-text.ts';
import type { ReleasedNames } from '../../model/observations.ts';
import type { Known } from '../../model/known.ts';
import type { AheadOfTarget } from './ahead-of-target.ts';
import { namedInCode } from './named-in-code.ts';
import { namesTaken, type Taking } from './names-taken.ts';
import { rollbackRefused, rollbackUnknown, type RollbackReason } from './rollback-reason.ts';
import type { TargetTree } from './rollback-sight.ts';
import type { UpgradeAtStart } from './upgrades-at-start.ts';

/** Whether the target runs on a schema that is ahead of it. */
export interface CodeOnSchema {
  /** Why it does not, or nobody knows; empty: it does. */
  readonly reasons: readonly RollbackReason[];
  readonly notes: readonly string[];
}

/** Its code finds all that it names as it was, and its start does not ask Alembic about a revision that it does not know. */
export function runsOnWhatIsAhead(
  { history, ahead, versions }: AheadOfTarget,
  target: TargetTree,
): CodeOnSchema {
  const takings = namesTaken(history, ahead);
  const reasons = [
    ...startReasons(versions, target),
    ...takings.flatMap((one) => reasonFor(one, target.names)),
  ];
  if (reasons.length > 0) return { reasons: withoutRepeated(reasons), notes: [] };
  const which = ahead.map(displayText).join(', ');
  const what =
    takings.length === 0
      ? `${which} only adds to the schema: the code of the target does not notice.`
      : `The code of the target names nothing that ${which} took away or changed.`;
  return { reasons: [], notes: [what, ...startNotes(versions, target)] };
}

/** For people who read why a downgrade comes first. */
export function codeProblems(reasons: readonly RollbackReason[]): readonly string[] {
  return reasons.map(({ why }) => why);
}

/** Alembic stops with "Can't locate revision" where the database is at one that its tree has not. */
function startReasons(versions: readonly string[], { starts }: TargetTree): readonly RollbackReason[] {
  if (!starts.known)
    return [
      rollbackUnknown('starts-unknown', {
        why: `Whether the target runs Alembic when it starts is not known because ${starts.reason}.`,
        lift: 'Fetch the commit with its files, and plan the rollback again.',
      }),
    ];
  const failing = starts.value.filter(({ onFailure }) => onFailure !== 'goes-on');
  const fails = failing.find(({ isCalled }) => isCalled === undefined) ?? failing[0];
  return fails === undefined ? [] : [startReason(versions, fails)];
}

function startReason(versions: readonly string[], { path, line, isCalled }: UpgradeAtStart): RollbackReason {
  const at = versions.map(displayText).join(', ');
  const where = `${path}:${line}`;
  const stops = `which stops with "Can't locate revision identified by '${at}'"`;
  if (isCalled)
    return rollbackUnknown('starts-unknown', {
      why: `Whether the start of the target calls \`alembic upgrade\` (${displayText(where)}), ${stops}, is not known.`,
      where,
      lift: `Take ${at} back first, or let the policy say \`migrations.apply: manual_unless_trivial\` where no start does.`,
    });
  return rollbackRefused('start-fails', {
    why: `The target runs \`alembic upgrade\` when it starts (${displayText(where)}), ${stops}.`,
    where,
    lift: `Take ${at} back first, or start the target without Alembic.`,
  });
}

function startNotes(versions: readonly string[], { starts }: TargetTree): readonly string[] {
  const [goesOn] = starts.known ? starts.value : [];
  if (goesOn === undefined) return [];
  const at = versions.map(displayText).join(', ');
  return [
    `${displayText(goesOn.path)}:${goesOn.line} runs \`alembic upgrade\`, which fails on ${at}, and goes on all the same.`,
  ];
}

function reasonFor(taking: Taking, names: Known<ReleasedNames> | undefined): readonly RollbackReason[] {
  const what = `${displayText(taking.revision)} ${taking.what}`;
  const notKnown = (because: string) => [
    rollbackUnknown('code-unknown', {
      why: `${what}, and whether the code of the target names that is not known because ${because}.`,
      where: taking.revision,
      lift: 'Take it back first, or roll forward.',
    }),
  ];
  if (taking.kind === 'unclear')
    return [
      rollbackUnknown('code-unknown', {
        why: `${what}, and whether the code of the target runs on that is not known.`,
        where: taking.revision,
        lift: 'Take it back first, or roll forward.',
      }),
    ];
  if (names === undefined) return notKnown('its code was not searched');
  if (!names.known) return notKnown(names.reason);
  const found = namedInCode(taking, names.value.lines);
  if (found.kind === 'not-named')
    return names.value.isWhole ? [] : notKnown('too many lines of it hold these names');
  const where = `${found.at.path}:${found.at.line + 1}`;
  if (!found.isSure) return notKnown(`${displayText(where)} may name it`);
  return [
    rollbackRefused('taken-from-code', {
      why: `${what}, and the code of the target names it at ${displayText(where)}.`,
      where,
      lift: 'Take it back first, or roll forward.',
    }),
  ];
}

/** One column may be named by several steps. */
function withoutRepeated(reasons: readonly RollbackReason[]): readonly RollbackReason[] {
  return [...new Map(reasons.map((reason) => [reason.why, reason])).values()];
}
