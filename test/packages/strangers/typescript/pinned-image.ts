import { startOf } from '@lockkeeper/policy-core';
import { defineRule, defineSubjects, NO_OPTIONS } from '@lockkeeper/policy-core/engine';
import { fileContent, filePaths } from '@lockkeeper/policy-core/engine';

const dockerfiles = defineSubjects({
  name: 'dockerfiles',
  words: 'Dockerfiles',
  of: 'file',
  compute: (get) =>
    get(filePaths).flatMap((path) => {
      const content = get(fileContent, path);
      if (!/(^|\/)Dockerfile$/.test(path)) return [];
      if (content.known && content.value.kind === 'text')
        return [{ paths: [path], judged: { path, text: content.value.text } }];
      return [{ paths: [path], judged: { path, text: '' }, unread: 'it is no text' }];
    }),
});

export const pinnedImage = defineRule({
  id: 'team/pinned-image',
  summary: 'An image is named by its digest.',
  defaultSeverity: 'error',
  subjects: dockerfiles,
  options: NO_OPTIONS,
  messages: { floating: '{path} builds on {image}, which may be another one tomorrow. Name its digest.' },
  *check(_get, { path, text }) {
    for (const [, image = ''] of text.matchAll(/^FROM\s+(?!\S*@sha256:)(\S+)/gm))
      yield { kind: 'violation', messageId: 'floating', data: { path, image }, at: startOf(path) };
  },
});
