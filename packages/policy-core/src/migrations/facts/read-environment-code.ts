import { knownReading } from '../alembic/known-readings.ts';
import type { FileContent } from '../../model/file-content.ts';
import { observed, unobserved, type Known } from '../../model/known.ts';
import { operationText } from '../analysis/operation-words.ts';
import type { Step } from '../operations/operation.ts';
import type { Observations } from '../../model/observations.ts';
import type { MigrationsSection } from '../../policy/policy.ts';
import { spansIn, startOf, type SourceSpan } from '../../model/source-span.ts';
import type { TextRange } from '../../model/text-range.ts';
import { isOfEnvironment } from './application-files.ts';
import type { EnvironmentDeed, EnvironmentFile, EnvironmentReading } from './environment-code.ts';
import { environmentFiles, environmentPlaces } from './environment-files.ts';
import { reachIn } from './environment-reach.ts';
import { defineFact } from '../../engine/queries/query.ts';
import { policySections } from '../../engine/policy-sections.ts';
import { seenParts } from '../../engine/seen-inputs.ts';
import { readingContext, type ReadingContext } from './reading-context.ts';

export const collectedEnvironment = defineFact<readonly EnvironmentFile[]>({
  name: 'collected-environment-code',
  compute: (get) =>
    readEnvironmentCode(
      policySections(get, 'migrations'),
      seenParts(get, 'focus', 'change', 'listing'),
      readingContext(get),
    ),
});

export function readEnvironmentCode(
  policy: MigrationsSection,
  seen: Pick<Observations, 'focus' | 'change' | 'listing'>,
  { content, parsers }: ReadingContext,
): readonly EnvironmentFile[] {
  return environmentFiles(policy, seen).flatMap((path) => {
    const text = content(path);
    if (!text.known) return [{ path, reading: text }];
    if (text.value.kind === 'absent' || !isEnvironment(policy, path, text.value)) return [];
    const callers = path.endsWith('/__init__.py') ? environmentTexts(policy, content) : '';
    return [{ path, reading: readingOf({ path, content: text.value, callers }, parsers) }];
  });
}

/** All that may call what a package defines; `undefined` where one of them is not known. */
function environmentTexts(policy: MigrationsSection, content: ReadingContext['content']): string | undefined {
  const texts = environmentPlaces(policy).map((path) => {
    const found = content(path);
    if (!found.known || found.value.kind === 'unreadable') return undefined;
    return found.value.kind === 'absent' ? '' : found.value.text;
  });
  return texts.includes(undefined) ? undefined : texts.join('\n');
}

/** Away from the revisions the name alone says little. */
function isEnvironment(policy: MigrationsSection, path: string, content: FileContent): boolean {
  return isOfEnvironment(policy, path) || content.kind !== 'text' || SPEAKS_TO_DATABASE.test(content.text);
}

const SPEAKS_TO_DATABASE = /\b(?:alembic|sqlalchemy|psycopg2?|asyncpg)\b/;

interface SeenFile {
  readonly path: string;
  readonly content: Exclude<FileContent, { kind: 'absent' }>;
  /** Texts of what loads it. */
  readonly callers: string | undefined;
}

function readingOf(
  { path, content, callers }: SeenFile,
  parsersOf: ReadingContext['parsers'],
): Known<EnvironmentReading> {
  if (content.kind === 'unreadable') {
    return observed({ kind: 'unreadable', problem: content.problem, at: startOf(path) });
  }
  const { text } = content;
  if (text.trim() === '') return observed({ kind: 'read', deeds: [], namesLock: false });
  const parsers = parsersOf();
  if (parsers === undefined) return unobserved('the parsers are not loaded');
  const reading = knownReading(parsers, text);
  const spans = spansIn(path, text);
  const at = ({ start, end }: TextRange) => spans.span(start, end);
  if (reading.kind === 'unanalyzable') {
    return observed({ kind: 'unreadable', problem: reading.problem, at: at(reading) });
  }
  const steps = reading.upgrade.steps.flatMap((step) =>
    deedOf(step, text, at(step)).map((deed) => ({ deed, step })),
  );
  const runs = steps.length === 0 ? () => true : reachIn(parsers, text, callers);
  const done = steps.flatMap(({ deed, step }) => (runs(step) ? [deed] : []));
  const deeds = [...done, ...redirections(text, at)];
  return observed({ kind: 'read', deeds, namesLock: LOCK.test(text) });
}

const LOCK = /advisory|(?<![a-z])locks?(?!_timeout|[a-z])/i;

/** A schema that is made for the table of versions, settings and locks are what an `env.py` is there for. */
function deedOf(step: Step, text: string, at: SourceSpan): readonly EnvironmentDeed[] {
  if (step.kind === 'unclear') {
    const isSerious = MAY_CHANGE.test(text.slice(step.start, step.end));
    return isSerious ? [{ kind: 'unclear', problem: step.problem, at }] : [];
  }
  const { operation } = step;
  const isHarmless =
    operation.kind === 'other' || (operation.kind === 'create-object' && operation.object === 'schema');
  return isHarmless ? [] : [{ kind: 'changes', what: operationText(operation), at }];
}

/** Whatever runs revisions is handed their helpers; anything else that executes what cannot be read is open. */
const MAY_CHANGE =
  /^(?!\s*context\.run_migrations\b).*\b(?:execute\w*|exec_driver_sql|exec|eval|impl|op|run_sync|subprocess|system|popen)\b/is;

const SETS =
  /\bset_(?:main_option\s*\(|section_option\s*\([^,()]*,)\s*(?:name\s*=\s*)?["'](script_location|version_locations|recursive_version_locations|sourceless)["']/g;

function redirections(text: string, at: (range: TextRange) => SourceSpan): readonly EnvironmentDeed[] {
  return Array.from(text.matchAll(SETS), ({ 0: call, 1: option = '', index }) => ({
    kind: 'redirects',
    option,
    at: at({ start: index, end: index + call.length }),
  }));
}
