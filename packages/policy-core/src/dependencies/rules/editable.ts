import { requirementsFiles, judgedLines } from '../facts/judged-requirements.ts';
import { packagePlaces } from '../facts/package-places.ts';
import { defineRule, NO_OPTIONS } from '../../engine/rule.ts';

export const dependenciesEditable = defineRule({
  id: 'dependencies/editable',
  summary: 'Nothing is installed as an editable checkout.',
  defaultSeverity: 'error',
  judges: [requirementsFiles],

  options: NO_OPTIONS,

  messages: {
    editable:
      '{where} is installed as a checkout that changes with its folder. Install a released package, or let checkouts in under editable.',
  },

  *check(get) {
    for (const { line, judged } of judgedLines(get(requirementsFiles))) {
      const { entry, range } = line;
      const { pair, read } = judged;
      if (entry.kind !== 'editable' || pair.terms.editables === 'allow') continue;
      yield {
        kind: 'violation',
        messageId: 'editable',
        data: { where: entry.where },
        at: read.place(range),
        related: [{ message: `The policy names the pair ${pair.id} here.`, at: pair.at }],
      };
    }
    for (const { kind, where, at, judged } of packagePlaces(get(requirementsFiles))) {
      const { id, terms, at: named } = judged.pair;
      if (kind !== 'editable' || terms.editables === 'allow') continue;
      const related = [{ message: `The policy names the pair ${id} here.`, at: named }];
      yield { kind: 'violation', messageId: 'editable', data: { where }, at, related };
    }
  },
});
