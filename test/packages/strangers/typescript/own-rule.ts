import { allRules, createChecker, loadPolicy } from '@lockkeeper/policy-core';

import { pinnedImage } from './pinned-image.js';

const rules = [...allRules, pinnedImage];
const policy = loadPolicy({ path: 'lockkeeper.yaml', text: 'version: 1\n' }, { rules });
if (policy.kind === 'invalid') throw new Error(policy.problems.map(({ message }) => message).join('\n'));
const checker = await createChecker(policy, { rules });
const report = checker.checkFiles([{ path: 'Dockerfile', text: 'FROM node:20\n' }]);
console.log(report.findings.map(({ rule, message }) => `${rule}: ${message}`).join('\n'));
