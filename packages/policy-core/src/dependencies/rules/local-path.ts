import { requirementsFiles, judgedLines } from '../facts/judged-requirements.ts';
import { packagePlaces } from '../facts/package-places.ts';
import { localPathOf } from '../facts/requirement-address.ts';
import { defineRule, NO_OPTIONS } from '../../engine/rule.ts';

export const dependenciesLocalPath = defineRule({
  id: 'dependencies/local-path',
  summary: 'Nothing is installed from a path on the machine.',
  defaultSeverity: 'error',
  judges: [requirementsFiles],

  options: NO_OPTIONS,

  messages: {
    path: 'pip looks for {path} on the machine where it installs, from the folder it is started in. Install a released package, or let paths in under local_paths.',
  },

  *check(get) {
    for (const { line, judged } of judgedLines(get(requirementsFiles))) {
      const { pair, read } = judged;
      const local = localPathOf(line);
      if (local === undefined || pair.terms.localPaths === 'allow') continue;
      yield {
        kind: 'violation',
        messageId: 'path',
        data: { path: local.path },
        at: read.place(local.range),
        related: [{ message: `The policy names the pair ${pair.id} here.`, at: pair.at }],
      };
    }
    for (const { kind, where, at, judged } of packagePlaces(get(requirementsFiles))) {
      const { id, terms, at: named } = judged.pair;
      if (kind !== 'path' || terms.localPaths === 'allow') continue;
      const related = [{ message: `The policy names the pair ${id} here.`, at: named }];
      yield { kind: 'violation', messageId: 'path', data: { path: where }, at, related };
    }
  },
});
