import type { AuditReasonKind } from '../../database/database-audit.ts';
import { loadingProblem } from '../../database/history-schema.ts';
import { displayText } from '../../model/display-text.ts';
import { counted } from '../../engine/tally.ts';
import { stampTarget } from '../../database/stamp/stamp-target.ts';
import {
  isTrackedFrom,
  UNEXPECTED_VERSION,
  unexpectedVersionSteps,
  unexpectedVersionText,
} from '../../database/stamp/unexpected-version.ts';
import { doneStep, troubleSteps, unknownStep } from './trouble-steps.ts';
import type { TroubleSection, TroubleSight, TroubleStep } from './trouble.ts';

type Sight = Pick<TroubleSight, 'databases' | 'histories' | 'baseline'>;
type Applies = Pick<TroubleSection, 'applies' | 'seen'>;
type Known = Omit<TroubleStep, 'text'>;

/** Production is tracked, and at another revision than the stamp expects. */
export function unexpectedVersion(sight: Sight): TroubleSection {
  const { development, production } = sight.databases;
  const variable = displayText(production.variable);
  return {
    id: 'unexpected-version',
    title: UNEXPECTED_VERSION,
    ...applies(sight),
    steps: troubleSteps(unexpectedVersionSteps(variable), [
      unknownStep('Whether somebody stamped by hand cannot be seen.'),
      historyStep(sight),
      versionStep(sight, `${displayText(development.variable)}="$${variable}" alembic current`),
      unknownStep(againstProduction(sight), 'lockkeeper db audit'),
      unknownStep('Find the cause first: it shows what to do by hand.'),
    ]),
  };
}

function applies({ databases, histories, baseline }: Sight): Applies {
  const { production, reasons } = databases;
  const first = (kinds: readonly AuditReasonKind[]) =>
    reasons.find(({ kind, role }) => role !== 'development' && kinds.includes(kind));
  const open = first(UNSEEN);
  if (open !== undefined) return { applies: 'unknown', seen: [open.text] };
  const untracked = first(UNTRACKED);
  if (untracked !== undefined) return { applies: 'no', seen: [untracked.text] };
  const versions = production.seen ? (production.versions ?? []) : [];
  const target = stampTarget({ histories, revision: undefined, baseline });
  if (target.kind === 'target') {
    if (!isTrackedFrom(target, versions))
      return { applies: 'yes', seen: [unexpectedVersionText(versions, target)] };
    const [at, from] = [versions.map(displayText).join(', '), displayText(target.revision)];
    return { applies: 'no', seen: [`Production is at ${at}, which is ${from} or builds on it.`] };
  }
  const strange = first(['version-unknown', 'several-versions']);
  return strange === undefined
    ? { applies: 'unknown', seen: [target.reason.text] }
    : { applies: 'yes', seen: [strange.text, target.reason.text] };
}

const UNSEEN: readonly AuditReasonKind[] = ['not-seen', 'same-database', 'version-unreadable'];

/** There is nothing that could be unexpected. */
const UNTRACKED: readonly AuditReasonKind[] = ['production-untracked', 'version-elsewhere', 'version-empty'];

function historyStep({ histories }: Sight): Known {
  if (!histories.known)
    return unknownStep(`The migrations were not read because ${histories.reason}.`, HISTORY);
  if (histories.value.length === 0) return unknownStep('There are no migrations of Alembic here.', HISTORY);
  const told = histories.value.map(({ name, graph }) => {
    const has = `${displayText(name)} has ${counted(graph.revisions.size, 'revision')} here`;
    const problem = loadingProblem(graph);
    if (problem !== undefined) return `${has}, and Alembic cannot load them, because ${problem}.`;
    const heads = graph.heads.map(displayText).join(', ');
    return `${has} and ends in ${heads}.`;
  });
  return doneStep(told.join(' '), HISTORY);
}

const HISTORY = 'alembic history';

function versionStep({ databases: { production, reasons } }: Sight, command: string): Known {
  if (reasons.some(({ kind }) => kind === 'same-database'))
    return unknownStep(
      'Which of two databases is production is not known: both variables lead to one.',
      command,
    );
  if (!production.seen) return unknownStep(`Production was not seen because ${production.reason}.`, command);
  const { versions } = production;
  if (versions === null) return unknownStep('The revision of production is not known.', command);
  const at = versions.length === 0 ? 'no revision' : versions.map(displayText).join(', ');
  return doneStep(`Production is at ${at}.`, command);
}

function againstProduction({ databases }: Sight): string {
  const against = databases.reasons.filter(({ role }) => role !== 'development');
  return against.length === 0
    ? 'The audit found nothing wrong with production.'
    : against.map(({ text }) => text).join(' ');
}
