import { z } from 'zod';

import { reachedFrom } from '../facts/include-circles.ts';
import { fileOfPairs, requirementsFiles, type ReadJudged } from '../facts/judged-requirements.ts';
import { pinOf } from '../facts/pin.ts';
import { commandFiles, includeOf, type Include } from '../facts/requirement-include.ts';
import type { ReadRequirements, RequirementsFile } from '../facts/requirements-file.ts';
import { unobserved, type Known } from '../../model/known.ts';
import type { SourceSpan } from '../../model/source-span.ts';
import { memoizeByObject } from '../../model/memoize.ts';
import { normalizedProject } from '../packaging/project-name.ts';
import type { DependencyTerms } from '../../policy/policy.ts';
import type { RequirementsLine } from '../requirements/requirements-document.ts';
import type { Get } from '../../engine/queries/query.ts';
import { defineRule, type Outcome } from '../../engine/rule.ts';

type MessageId =
  | 'address'
  | 'outside'
  | 'denied'
  | 'circle'
  | 'missing'
  | 'notRequirements'
  | 'loose'
  | 'variable'
  | 'commandMissing'
  | 'commandUnseen'
  | 'unseen';

export const dependenciesInclude = defineRule({
  id: 'dependencies/include',
  summary: 'Include only pinned files of this repository.',
  defaultSeverity: 'error',
  subjects: requirementsFiles,

  options: z.strictObject({
    /** Projects that may float in a file that is brought in, as for dependencies/requirements-pinned. */
    allowUnpinned: z.array(z.string().transform(normalizedProject)).default([]),
  }),

  messages: {
    address: 'pip downloads {written} at install time. Copy its content into the repository.',
    outside: '{written} is outside the repository. Copy its content into the repository.',
    denied:
      'The policy does not let these requirements include other files. Write the content of {path} here.',
    circle: '{path} leads back to this file, and pip refuses the cycle. Remove this line.',
    missing: '{path} does not exist. Create it, or remove this line.',
    notRequirements:
      '{path} is another lock format, which pip cannot read as requirements. Remove this line.',
    loose: '{path} contains requirements that are not pinned. Pin them there, or remove this line.',
    variable: 'Cannot determine which file {written} is. Write its path.',
    commandMissing:
      "{path} does not exist, but this lock's command names it. Create it, or regenerate the lock.",
    commandUnseen: "Cannot determine the content of {written}, which this lock's command names.",
    unseen: 'Lockkeeper did not read {path}.',
  },

  *check(get, judged, { options: { allowUnpinned } }) {
    if (judged.read === undefined) return;
    const isTooLoose = memoizeByObject((file: ReadRequirements) =>
      file.lines.some((line) => isLoose(line, { terms: judged.pair.terms, allowUnpinned })),
    );
    for (const line of judged.read.lines) {
      const include = includeOf(judged.path, line);
      const outcome = include && judge(line, include, { get, judged, isTooLoose });
      if (outcome) yield outcome;
    }
    if (judged.role === 'lock') yield* ofCommand(get, judged);
  },
});

/** Constraints that nobody can read hold nothing back. */
function* ofCommand(get: Get, { read, pair }: ReadJudged): Iterable<Outcome<MessageId>> {
  const { header, place } = read;
  if (header === undefined || pair.sync.mode !== 'compiled') return;
  const at = place(header.commandRange ?? header.range);
  const related = [{ message: `The policy names the pair ${pair.id} here.`, at: pair.at }];
  for (const { written, leadsTo } of commandFiles(read, (path) => !isThere(get(fileOfPairs, path)))) {
    const file = (leadsTo.kind === 'file' ? get(fileOfPairs, leadsTo.path) : NOT_HERE) ?? NOT_FOLLOWED;
    if (!file.known) yield unread({ written, at, reason: file.reason });
    else if (file.value.kind === 'absent') {
      yield { kind: 'violation', messageId: 'commandMissing', data: { path: file.value.path }, at, related };
    }
  }
}

function isThere(file: Known<RequirementsFile> | undefined): boolean {
  return file !== undefined && !(file.known && file.value.kind === 'absent');
}

const NOT_HERE: Known<RequirementsFile> = unobserved('it is not in the repository');

function unread({
  written,
  at,
  reason,
}: {
  written: string;
  at: SourceSpan;
  reason: string;
}): Outcome<MessageId> {
  return {
    kind: 'undecided',
    messageId: 'commandUnseen',
    data: { written },
    at,
    subject: written,
    waitsFor: 'observation',
    missing: [{ fact: 'included file', reason }],
  };
}

interface Around {
  readonly get: Get;
  readonly judged: ReadJudged;
  /** Whether a file holds a requirement that is not pinned as the pair asks. Many lines may bring it in. */
  readonly isTooLoose: (file: ReadRequirements) => boolean;
}

function judge(
  line: RequirementsLine,
  include: Include,
  { get, judged, isTooLoose }: Around,
): Outcome<MessageId> | undefined {
  const { terms } = judged.pair;
  const { as, written, leadsTo } = include;
  const wrong = wrongly(line, judged);
  const unsure = unsurely(line, judged);
  switch (leadsTo.kind) {
    case 'address':
    case 'outside':
      return wrong(leadsTo.kind, { written });
    case 'variable': {
      const reason = 'it depends on an environment variable';
      return unsure({ messageId: 'variable', data: { written }, reason });
    }
    case 'file': {
      const { path } = leadsTo;
      if (terms.includes[as] === 'deny') return wrong('denied', { path });
      if (get(reachedFrom, path).has(judged.path)) return wrong('circle', { path });
      const file = get(fileOfPairs, path) ?? NOT_FOLLOWED;
      if (!file.known) return unsure({ messageId: 'unseen', data: { path }, reason: file.reason });
      const fault = faultOf(file.value, (read) => mustPin(judged, as) && isTooLoose(read));
      return fault && wrong(fault.messageId, { path, ...fault.data });
    }
  }
}

type Wrong = (messageId: MessageId, data: Readonly<Record<string, string>>) => Outcome<MessageId>;

function wrongly({ range }: RequirementsLine, { pair, read }: ReadJudged): Wrong {
  const related = [{ message: `The policy names the pair ${pair.id} here.`, at: pair.at }];
  return (messageId, data) => ({ kind: 'violation', messageId, data, at: read.place(range), related });
}

/** Constraints ask for nothing, and a source that a lock is compiled from may name ranges. */
function mustPin({ sides, pair }: ReadJudged, as: Include['as']): boolean {
  return as === 'requirements' && (sides.includes('lock') || pair.terms.pinned.source === 'exact');
}

interface PinTerms {
  readonly terms: DependencyTerms;
  readonly allowUnpinned: readonly string[];
}

function faultOf(
  file: RequirementsFile,
  isTooLoose: (read: ReadRequirements) => boolean,
): Pick<Outcome<MessageId>, 'messageId' | 'data'> | undefined {
  switch (file.kind) {
    case 'absent':
      return { messageId: 'missing', data: {} };
    case 'pylock':
      return { messageId: 'notRequirements', data: {} };
    // dependencies/encoding says what is wrong with it.
    case 'unreadable':
      return undefined;
    case 'read':
      return isTooLoose(file) ? { messageId: 'loose', data: {} } : undefined;
  }
}

const NOT_FOLLOWED: Known<RequirementsFile> = unobserved('only so many included files are followed');

/** Whatever may float there is said by dependencies/requirements-pinned, line by line. */
function isLoose({ entry }: RequirementsLine, { terms, allowUnpinned }: PinTerms): boolean {
  if (entry.kind !== 'requirement') return false;
  const { requirement } = entry;
  if (requirement.url !== undefined || allowUnpinned.includes(requirement.normalizedName)) return false;
  return pinOf(requirement, terms.pinned.operators) === undefined;
}

interface Unsure {
  readonly messageId: MessageId;
  readonly data: Readonly<Record<string, string>>;
  readonly reason: string;
}

function unsurely(
  { content, range }: RequirementsLine,
  { read }: ReadJudged,
): (unsure: Unsure) => Outcome<MessageId> {
  return ({ messageId, data, reason }) => ({
    kind: 'undecided',
    messageId,
    data,
    at: read.place(range),
    subject: content,
    waitsFor: 'observation',
    missing: [{ fact: 'included file', reason }],
  });
}
