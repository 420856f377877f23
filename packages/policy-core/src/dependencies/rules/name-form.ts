import { z } from 'zod';

import {
  requirementsFiles,
  judgedLines,
  type JudgedRequirements,
  type ReadJudged,
} from '../facts/judged-requirements.ts';
import { madeByTool } from '../facts/made-by-tool.ts';
import type { ProjectRequirement } from '../packaging/project-requirement.ts';
import { defineRule, type Violation } from '../../engine/rule.ts';

export const dependenciesNameForm = defineRule({
  id: 'dependencies/name-form',
  summary: 'A package is spelled in one way in all files of a pair.',
  defaultSeverity: 'info',
  judges: [requirementsFiles],

  options: z.strictObject({
    /** Whether every name stands in its normal form, also one that is spelled in one way everywhere. */
    always: z.boolean().default(false),
  }),

  messages: {
    twoForms: '{name} is spelled {other} in {path}. Write {usual} in both.',
    form: 'Tools spell {name} as {usual}. Write it so.',
  },

  *check(get, { options: { always } }) {
    for (const spellings of spellingsByProject(get(requirementsFiles))) {
      const [first] = spellings;
      const second = spellings.find(({ name }) => name !== first?.name);
      for (const one of spellings) {
        if (one.name === one.normalizedName) continue;
        const other = one.name === first?.name ? second : first;
        if (other !== undefined || always) yield violation(one, other);
      }
    }
  },
});

interface Spelling extends Pick<ProjectRequirement, 'name' | 'normalizedName' | 'nameRange'> {
  readonly judged: ReadJudged;
}

/** A compiled lock is spelled by its tool and is looked at for itself, also where another pair brings it in. */
function spellingsByProject(files: readonly JudgedRequirements[]): Iterable<readonly Spelling[]> {
  const byProject = new Map<string, Spelling[]>();
  const isMade = madeByTool(files);
  for (const { line, judged } of judgedLines(files)) {
    if (line.entry.kind !== 'requirement') continue;
    const { name, normalizedName, nameRange } = line.entry.requirement;
    const { id, sync } = judged.pair;
    const whole = isMade(judged) ? judged.path : judged.sides.join();
    const side = sync.mode === 'compiled' ? whole : '';
    const key = `${id}\n${side}\n${normalizedName}`;
    const spelling = { name, normalizedName, nameRange, judged };
    const known = byProject.get(key);
    if (known === undefined) byProject.set(key, [spelling]);
    else known.push(spelling);
  }
  return byProject.values();
}

function violation(
  { name, normalizedName: usual, nameRange, judged }: Spelling,
  other: Spelling | undefined,
): Violation<'twoForms' | 'form'> {
  const at = judged.read.place(nameRange);
  const edits = [{ path: at.path, start: at.start, end: at.end, text: usual }];
  const shared = {
    kind: 'violation',
    at,
    fixes: [{ title: `Write ${usual}`, safety: 'safe', edits }],
  } as const;
  if (other === undefined) return { ...shared, messageId: 'form', data: { name, usual } };
  const data = { name, usual, other: other.name, path: other.judged.path };
  return { ...shared, messageId: 'twoForms', data };
}
