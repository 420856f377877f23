import { requirementsFiles } from '../facts/judged-requirements.ts';
import type { DependencyPair } from '../../policy/policy.ts';
import type { LockHeader } from '../requirements/lock-header.ts';
import { defineRule, NO_OPTIONS, type Violation } from '../../engine/rule.ts';
import { commandEvidence } from '../sync-evidence.ts';

type MessageId = 'otherInput' | 'otherPython' | 'otherOutput';

export const dependenciesHeader = defineRule({
  id: 'dependencies/header',
  summary: 'Generate a lock the way the policy says.',
  defaultSeverity: 'info',
  subjects: requirementsFiles,

  options: NO_OPTIONS,

  messages: {
    otherInput:
      'This lock comes from {inputs}, but the policy names {source}. Regenerate it, or correct the pair.',
    otherPython:
      'This lock is for Python {made}, but the policy says {python}. Regenerate it for that Python.',
    otherOutput:
      "This lock's command writes {output}, but the policy names {lock}. Regenerate it, or correct the pair.",
  },

  *check(_get, { role, pair, read }) {
    if (role !== 'lock' || read?.header === undefined) return;
    const { header, place } = read;
    for (const { messageId, data } of disagreements(header, pair)) {
      const at = place(header.commandRange ?? header.range);
      const related = [{ message: `The policy names the pair ${pair.id} here.`, at: pair.at }];
      const evidence = commandEvidence(read);
      yield { kind: 'violation', messageId, data, at, evidence, related };
    }
  },
});

type Disagreement = Pick<Violation<MessageId>, 'messageId' | 'data'>;

function disagreements(
  { python, inputs, output }: LockHeader,
  { source, lock, sync }: DependencyPair,
): readonly Disagreement[] {
  const found: Disagreement[] = [];
  if (inputs.length > 0 && !inputs.some((input) => mayBe(input, source))) {
    found.push({ messageId: 'otherInput', data: { inputs: inputs.join(', '), source } });
  }
  if (output !== undefined && !mayBe(output, lock)) {
    found.push({ messageId: 'otherOutput', data: { output, lock } });
  }
  if (python !== undefined && sync.python !== undefined && minor(python) !== minor(sync.python)) {
    found.push({ messageId: 'otherPython', data: { made: python, python: sync.python } });
  }
  return found;
}

/** The command was run in a folder nobody wrote down: the end of the path must agree. */
function mayBe(written: string, path: string): boolean {
  const parts = written.split(/[/\\]/).filter((part) => part !== '' && part !== '.' && part !== '..');
  const wanted = path.split('/').slice(-parts.length);
  return parts.length > 0 && parts.slice(-wanted.length).join('/') === wanted.join('/');
}

function minor(python: string): string {
  return python.split('.').slice(0, 2).join('.');
}
