import { z } from 'zod';

import { requirementsFiles } from '../facts/judged-requirements.ts';
import { nameSpellings, spellingsOfPair, type Spelling } from '../facts/name-spellings.ts';
import { defineRule, type Violation } from '../../engine/rule.ts';

export const dependenciesNameForm = defineRule({
  id: 'dependencies/name-form',
  summary: 'Spell a package the same way in all files of a pair.',
  defaultSeverity: 'info',
  subjects: requirementsFiles,

  options: z.strictObject({
    /** Whether every name stands in its normal form, also one that is spelled in one way everywhere. */
    always: z.boolean().default(false),
  }),

  messages: {
    twoForms: '{path} spells {name} as {other}. Write {usual} in both.',
    form: 'Tools spell {name} as {usual}. Use that spelling.',
  },

  *check(get, judged, { options: { always } }) {
    const known = get(spellingsOfPair, judged.pair.id);
    for (const one of nameSpellings(judged)) {
      if (one.name === one.normalizedName) continue;
      const { first, other: second } = known.get(one.key) ?? {};
      const other = one.name === first?.name ? second : first;
      if (other !== undefined || always) yield violation(one, other);
    }
  },
});

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
