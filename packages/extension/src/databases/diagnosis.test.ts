import { describe, expect, test } from 'vitest';

import { ended } from '../testing/scripted-program.ts';
import { diagnosisIn } from './diagnosis.ts';

const SECTION = '### Production has unexpected Alembic version: yes\n\n1. [ ] Run the audit.\n';

describe('a diagnosis', () => {
  test('is shown under a title that says when it was made', () => {
    expect(diagnosisIn(ended(SECTION), '12:03')).toEqual({
      kind: 'told',
      answer: `# Diagnosis of the databases at 12:03\n\n${SECTION}`,
    });
  });

  test.each([
    [ended(SECTION, 3), 'The diagnosis gave an unreadable answer. See the log.'],
    [ended(''), 'The diagnosis gave an unreadable answer. See the log.'],
    [
      { kind: 'timed-out', seconds: 300 },
      'The diagnosis took longer than 300 s. Run `lockkeeper db diagnose` in a terminal.',
    ],
    [
      { kind: 'broken', problem: 'was ended by SIGKILL' },
      'The diagnosis was ended by SIGKILL. Run it again.',
    ],
  ] as const)('that came to no end is none: %j', (ending, problem) => {
    expect(diagnosisIn(ending, '12:03')).toMatchObject({ kind: 'failed', problem });
  });
});
