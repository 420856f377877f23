import { requirementsFiles } from '../facts/judged-requirements.ts';
import { packagePlaces } from '../facts/package-places.ts';
import { defineRule, NO_OPTIONS } from '../../engine/rule.ts';

export const dependenciesEditable = defineRule({
  id: 'dependencies/editable',
  summary: 'Do not install editable checkouts.',
  defaultSeverity: 'error',
  subjects: requirementsFiles,

  options: NO_OPTIONS,

  messages: {
    editable:
      '{where} is an editable checkout, which changes with its folder. Install a released package, or allow checkouts under editable.',
  },

  *check(_get, { pair, file, read }) {
    if (pair.terms.editables === 'allow') return;
    const related = [{ message: `The policy names the pair ${pair.id} here.`, at: pair.at }];
    for (const { kind, where, at } of packagePlaces(file)) {
      if (kind !== 'editable') continue;
      yield { kind: 'violation', messageId: 'editable', data: { where }, at, related };
    }
    if (read === undefined) return;
    for (const { entry, range } of read.lines) {
      if (entry.kind !== 'editable') continue;
      const { where } = entry;
      yield { kind: 'violation', messageId: 'editable', data: { where }, at: read.place(range), related };
    }
  },
});
