import { createChecker, loadPolicy } from '@lockkeeper/policy-core';
import { parsePipRequirementsFile } from 'pip-requirements-js';

import { timeCalls } from './measure.mjs';

const RUNS = 15;
const LINES = 2000;
const POLICY = `version: 1
dependencies:
  - { id: backend, source: requirements.txt, lock: requirements.lock }
`;

/** A pair of requirement files of 2,000 lines each: read, held against each other, every line judged. */
export async function checkOfARequirementsPair() {
  const text = Array.from({ length: LINES }, (_, number) => `package-${number}==1.${number}.0\n`).join('');
  const files = ['requirements.txt', 'requirements.lock'].map((path) => ({ path, text }));
  const checker = await createChecker(loadPolicy({ path: 'lockkeeper.yaml', text: POLICY }));
  const check = () => checker.checkFiles(files);
  if (check().verdict !== 'pass') throw new Error('The pair should pass.');
  return [
    {
      name: 'pair of 2,000-line requirement files, judged',
      unit: /** @type {const} */ ('ms'),
      ours: timeCalls(check, RUNS),
      peers: [
        {
          name: 'pip-requirements-js, reading both',
          value: timeCalls(() => files.map((file) => parsePipRequirementsFile(file.text)), 5),
        },
      ],
    },
  ];
}
