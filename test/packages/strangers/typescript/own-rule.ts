import { allRules, createChecker, loadPolicy, startOf } from '@lockkeeper/policy-core';
import {
  defineJudged,
  defineRule,
  NO_OPTIONS,
  observationsInput,
  subjectsAt,
} from '@lockkeeper/policy-core/engine';

/** The Dockerfiles that were given. */
const dockerfiles = defineJudged({
  name: 'dockerfiles',
  words: 'Dockerfiles',
  about: 'file',
  subjects: subjectsAt,
  compute: (get) =>
    Object.entries(get(observationsInput).files)
      .filter(([path]) => /(^|\/)Dockerfile$/.test(path))
      .map(([path, content]) => ({ path, content })),
});

const pinnedImage = defineRule({
  id: 'team/pinned-image',
  summary: 'An image is named by its digest.',
  defaultSeverity: 'error',
  judges: [dockerfiles],
  options: NO_OPTIONS,
  messages: { floating: '{path} builds on {image}, which may be another one tomorrow. Name its digest.' },
  *check(get) {
    for (const { path, content } of get(dockerfiles)) {
      const said = { messageId: 'floating', at: startOf(path) } as const;
      if (!content.known || content.value.kind !== 'text') {
        const missing = [{ fact: path, reason: 'it could not be read' }];
        yield {
          kind: 'undecided',
          ...said,
          data: { path, image: '?' },
          subject: path,
          waitsFor: 'observation',
          missing,
        };
        continue;
      }
      for (const [, image = ''] of content.value.text.matchAll(/^FROM\s+(\S+)/gm))
        if (!image.includes('@sha256:')) yield { kind: 'violation', ...said, data: { path, image } };
    }
  },
});

const rules = [...allRules, pinnedImage];
const policy = loadPolicy({ path: 'lockkeeper.yaml', text: 'version: 1\n' }, { rules });
if (policy.kind === 'invalid') throw new Error(policy.problems.map(({ message }) => message).join('\n'));
const checker = await createChecker(policy, { rules });
const report = checker.checkFiles([{ path: 'Dockerfile', text: 'FROM node:20\n' }]);
console.log(report.findings.map(({ rule, message }) => `${rule}: ${message}`).join('\n'));
