import { z } from 'zod';

import type { JudgedRequirements } from '../../facts/judged-requirements.ts';
import { normalizedProject } from '../../packaging/project-name.ts';
import type { Include } from '../../facts/requirement-include.ts';
import type { RequirementLine, RequirementsFile } from '../../facts/requirements-file.ts';
import { unobserved, type Known } from '../../known.ts';
import type { DependencyPair } from '../../policy/policy.ts';
import { defineRule, type Outcome } from '../../rule.ts';

type MessageId =
  | 'address'
  | 'outside'
  | 'denied'
  | 'missing'
  | 'unreadable'
  | 'loose'
  | 'variable'
  | 'unseen';

export const dependenciesInclude = defineRule({
  id: 'dependencies/include',
  summary: 'Requirements bring in only files of the repository, and those are pinned as well.',
  defaultSeverity: 'error',
  needs: ['requirementsFiles'],

  options: z.strictObject({
    /** Projects that may float in a file that is brought in, as for dependencies/requirements-pinned. */
    allowUnpinned: z.array(z.string().transform(normalizedProject)).default([]),
  }),

  messages: {
    address: '{written} is fetched when packages are installed. Copy what it holds into the repository.',
    outside: '{written} lies outside the repository. Copy what it holds into the repository.',
    denied: 'The policy lets these requirements bring in no other file. Write what {path} holds here.',
    missing: '{path} does not exist. Create it, or take this line out.',
    unreadable: '{path} cannot be analysed: {problem}. Save it as UTF-8 text of at most 2 MB.',
    loose: '{path} holds requirements that are not pinned. Pin them there, or take this line out.',
    variable: 'It cannot be told which file {written} is. Write its path.',
    unseen: '{path} was not read.',
  },

  *check({ requirementsFiles }, { options: { allowUnpinned } }) {
    const files = new Map(requirementsFiles.map(({ path, file }) => [path, file]));
    for (const judged of requirementsFiles) {
      if (!judged.file.known || judged.file.value.kind !== 'read') continue;
      for (const line of judged.file.value.lines) {
        const outcome = line.include && judge(line, line.include, { judged, files, allowUnpinned });
        if (outcome) yield outcome;
      }
    }
  },
});

interface Around {
  readonly judged: JudgedRequirements;
  readonly files: ReadonlyMap<string, Known<RequirementsFile>>;
  readonly allowUnpinned: readonly string[];
}

function judge(
  line: RequirementLine,
  include: Include,
  { judged, files, allowUnpinned }: Around,
): Outcome<MessageId> | undefined {
  const { pair } = judged;
  const { as, written, leadsTo } = include;
  const wrong = wrongly(line, pair);
  switch (leadsTo.kind) {
    case 'address':
    case 'outside':
      return wrong(leadsTo.kind, { written });
    case 'variable': {
      const reason = 'it depends on an environment variable';
      return undecided(line, { messageId: 'variable', data: { written }, reason });
    }
    case 'file': {
      const { path } = leadsTo;
      if (pair.terms.includes[as] === 'deny') return wrong('denied', { path });
      const file = files.get(path) ?? NOT_FOLLOWED;
      if (!file.known) return undecided(line, { messageId: 'unseen', data: { path }, reason: file.reason });
      const fault = faultOf(file.value, as, allowUnpinned);
      return fault && wrong(fault.messageId, { path, ...fault.data });
    }
  }
}

type Wrong = (messageId: MessageId, data: Readonly<Record<string, string>>) => Outcome<MessageId>;

function wrongly({ at }: RequirementLine, pair: DependencyPair): Wrong {
  const related = [{ message: `The policy names the pair ${pair.id} here.`, at: pair.at }];
  return (messageId, data) => ({ kind: 'violation', messageId, data, at, related });
}

function faultOf(
  file: RequirementsFile,
  as: Include['as'],
  allowUnpinned: readonly string[],
): Pick<Outcome<MessageId>, 'messageId' | 'data'> | undefined {
  switch (file.kind) {
    case 'absent':
      return { messageId: 'missing', data: {} };
    case 'unreadable':
      return { messageId: 'unreadable', data: { problem: file.problem } };
    case 'read': {
      const floats = as === 'requirements' && file.lines.some((line) => isLoose(line, allowUnpinned));
      return floats ? { messageId: 'loose', data: {} } : undefined;
    }
  }
}

const NOT_FOLLOWED = unobserved('only so many included files are followed');

/** Whatever may float there is said by dependencies/requirements-pinned, line by line. */
function isLoose({ requirement }: RequirementLine, allowed: readonly string[]): boolean {
  if (requirement.kind !== 'named') return requirement.kind === 'unpinnable';
  return requirement.pinnedVersion === undefined && !allowed.includes(requirement.normalizedName);
}

interface Unsure {
  readonly messageId: MessageId;
  readonly data: Readonly<Record<string, string>>;
  readonly reason: string;
}

function undecided(
  { content, at }: RequirementLine,
  { messageId, data, reason }: Unsure,
): Outcome<MessageId> {
  return {
    kind: 'undecided',
    messageId,
    data,
    at,
    subject: content,
    waitsFor: 'observation',
    missing: [{ fact: 'included file', reason }],
  };
}
