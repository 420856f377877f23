import { requirementsFiles } from '../facts/judged-requirements.ts';
import { packagePlaces } from '../facts/package-places.ts';
import { localPathOf } from '../facts/requirement-address.ts';
import { defineRule, NO_OPTIONS } from '../../engine/rule.ts';

export const dependenciesLocalPath = defineRule({
  id: 'dependencies/local-path',
  summary: 'Do not install from a path on the machine.',
  defaultSeverity: 'error',
  subjects: requirementsFiles,

  options: NO_OPTIONS,

  messages: {
    path: 'pip looks for {path} on the installing machine, from its working directory. Install a released package, or allow paths under local_paths.',
  },

  *check(_get, { pair, file, read }) {
    if (pair.terms.localPaths === 'allow') return;
    const related = [{ message: `The policy names the pair ${pair.id} here.`, at: pair.at }];
    for (const { kind, where, at } of packagePlaces(file)) {
      if (kind !== 'path') continue;
      yield { kind: 'violation', messageId: 'path', data: { path: where }, at, related };
    }
    if (read === undefined) return;
    for (const line of read.lines) {
      const local = localPathOf(line);
      if (local === undefined) continue;
      const { path, range } = local;
      yield { kind: 'violation', messageId: 'path', data: { path }, at: read.place(range), related };
    }
  },
});
