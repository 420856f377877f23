import { defineRule, NO_OPTIONS } from '../../engine/rule.ts';
import { unseenFile } from '../../engine/unseen-file.ts';
import { modelMetadata } from '../facts/model-metadata.ts';

export const modelsInMetadata = defineRule({
  id: 'migrations/models-in-metadata',
  summary: 'Give Alembic the metadata of all models.',
  defaultSeverity: 'error',
  subjects: modelMetadata,

  options: NO_OPTIONS,

  messages: {
    nothing:
      'Alembic has no metadata here, so autogenerate sees no models. Set target_metadata to that of {model}.',
    base: 'Alembic lacks the metadata of {model}, so autogenerate drops its tables. Add its Base to target_metadata.',
    import: 'This does not import {model}, so autogenerate drops its tables. Import it.',
    unseen: 'Cannot determine which metadata {path} gives to Alembic.',
  },

  *check(_get, { path, lacks }) {
    if (!lacks.known) {
      yield unseenFile('unseen', path, lacks.reason);
      return;
    }
    for (const { kind, model, at } of lacks.value) {
      yield { kind: 'violation', messageId: kind, data: { model }, at };
    }
  },
});
